"""Tables of keys, of each municipality, case and user, and of what cases are found by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Id

#: In place of a municipality's code: the house itself, for what concerns no municipality.
HOUSE = ""
#: Likewise: those who work with the product, whose own keys are wrapped with it.
STAFF = "mdw"


class GemeentesleutelRow(Base):
    """The key of a municipality, wrapped with the root; while it is changed there are two.

    Attributes:
        wortel: name of the root it is wrapped with.
        dicht: whether nothing of this municipality is in the clear any more; part of what is
            authenticated, so that nobody opens it again by writing here.
    """

    __tablename__ = "gemeentesleutels"

    gemeente: Mapped[str] = mapped_column(String(4), primary_key=True)
    generatie: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wortel: Mapped[str] = mapped_column(String(16))
    zout: Mapped[bytes]
    ingepakt: Mapped[bytes]
    dicht: Mapped[bool]


class SleutelRow(Base):
    """The key of one case, wrapped with its municipality's; without `ingepakt` it was destroyed.

    Besides cases: what a municipality keeps after a case was destroyed, the house's own stream, and
    users. The row of a user goes with the user (a trigger).
    """

    __tablename__ = "sleutels"
    __table_args__ = (
        ForeignKeyConstraint(
            ["gemeente", "generatie"], ["gemeentesleutels.gemeente", "gemeentesleutels.generatie"]
        ),
        Index("ix_sleutels_gemeente_generatie_id", "gemeente", "generatie", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    gemeente: Mapped[str] = mapped_column(String(4))
    generatie: Mapped[int]
    ingepakt: Mapped[bytes | None]


class ZoektekenRow(Base):
    """A keyed and shortened hash of something a case is found by; see `engine.vault.blind`."""

    __tablename__ = "zoektekens"
    __table_args__ = ({"sqlite_with_rowid": False},)

    teken: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zaak_id: Mapped[str] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ZoekwoordRow(Base):
    """A word that cases are found by, and a form of it with a slip; hashes both.

    Who asks for a word finds by its forms the words that are like it, and by those the cases: so
    each case has a row for every word alone, however many forms a word has.

    Attributes:
        vorm: of the form, or of the word itself. woord: what it is called in `ZoektekenRow`.
    """

    __tablename__ = "zoekwoorden"
    __table_args__ = ({"sqlite_with_rowid": False},)

    vorm: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    woord: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
