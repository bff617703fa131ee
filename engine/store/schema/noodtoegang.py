"""Tables of access in an emergency, to a case of a municipality in which one has no role."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Id


class NoodInstellingRow(Base):
    """A municipality that allows it, and the official who is told; without a row it does not."""

    __tablename__ = "noodtoegang_gemeenten"

    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), primary_key=True)
    ambtenaar: Mapped[str] = mapped_column(Id, ForeignKey("gebruikers.id"))
    sinds: Mapped[datetime]


class NoodtoegangRow(Base):
    """Somebody opened a case this way. Why, and what was thought of it, stands on its record."""

    __tablename__ = "noodtoegang"
    __table_args__ = (
        Index("ix_noodtoegang_gebruiker_id_zaak_id", "gebruiker_id", "zaak_id"),
        Index("ix_noodtoegang_gemeente_begonnen_op", "gemeente", "begonnen_op"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id"))
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    gebruiker_id: Mapped[str] = mapped_column(Id, ForeignKey("gebruikers.id"))
    begonnen_op: Mapped[datetime]
    tot: Mapped[datetime]
    beoordeeld_op: Mapped[datetime | None]
    beoordeeld_door: Mapped[str | None] = mapped_column(Id)
    terecht: Mapped[bool | None]
