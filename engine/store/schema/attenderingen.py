"""Tables of what people are told, how they want to be reached, and who is away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, Id
from engine.store.schema.verzegeld import VerzegeldeTekst


class AttenderingRow(Base):
    """Something one person was told, in one role. The same thing is told to nobody twice."""

    __tablename__ = "attenderingen"
    __table_args__ = (
        UniqueConstraint("gebruiker_id", "sleutel"),
        Index("ix_attenderingen_lijst", "gebruiker_id", "op", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sleutel: Mapped[str] = mapped_column(String(200))
    gebruiker_id: Mapped[str] = mapped_column(Id, ForeignKey("gebruikers.id", ondelete="CASCADE"))
    gemeente: Mapped[str] = mapped_column(String(4))
    rol: Mapped[str] = mapped_column(Code)
    zaak_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True
    )
    soort: Mapped[str] = mapped_column(Code)
    taak_id: Mapped[str | None] = mapped_column(Id)
    onderwerp: Mapped[str]
    door_naam: Mapped[str | None]
    op: Mapped[datetime] = mapped_column(index=True)
    gelezen_op: Mapped[datetime | None]


class PostRow(Base):
    """What still has to leave the house about something somebody was told, by mail or text."""

    __tablename__ = "post"
    __table_args__ = (Index("ix_post_klaar_op_volgende_poging", "klaar_op", "volgende_poging"),)

    attendering_id: Mapped[str] = mapped_column(
        Id, ForeignKey("attenderingen.id", ondelete="CASCADE"), primary_key=True
    )
    kanaal: Mapped[str] = mapped_column(Code, primary_key=True)
    pogingen: Mapped[int]
    volgende_poging: Mapped[datetime]
    klaar_op: Mapped[datetime | None]
    uitkomst: Mapped[str | None] = mapped_column(Code)


class VoorkeurRow(Base):
    """Where somebody wants to be reached, and about what; `adres_was` until it is told there."""

    __tablename__ = "voorkeuren"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    adres: Mapped[VerzegeldeTekst | None]
    telefoon: Mapped[VerzegeldeTekst | None]
    adres_was: Mapped[VerzegeldeTekst | None]
    taal: Mapped[str] = mapped_column(String(8))
    keuzes: Mapped[dict[str, Any]]


class AfwezigheidRow(Base):
    """Somebody is away in one role in one municipality, and who stands in."""

    __tablename__ = "afwezigheden"
    __table_args__ = (
        Index("ix_afwezigheden_gemeente_tot", "gemeente", "tot"),
        Index("ix_afwezigheden_overgedragen_op_van", "overgedragen_op", "van"),
        Index("ix_afwezigheden_afgerond_op_tot", "afgerond_op", "tot"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )
    vervanger_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )
    rol: Mapped[str] = mapped_column(Code)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    vastgelegd_door: Mapped[str] = mapped_column(Id)
    vastgelegd_op: Mapped[datetime]
    overgedragen_op: Mapped[datetime | None]
    afgerond_op: Mapped[datetime | None]
    ingetrokken_op: Mapped[datetime | None]
