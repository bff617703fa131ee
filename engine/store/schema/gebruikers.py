"""Tables of the people who use the product."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, Id


class GebruikerRow(Base):
    """A user with a local account; saying again who one is, is counted apart from signing in."""

    __tablename__ = "gebruikers"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    login: Mapped[str] = mapped_column(String(200), unique=True)
    naam: Mapped[str]
    wachtwoord: Mapped[str]
    actief: Mapped[bool]
    mislukt: Mapped[int]
    mislukt_tot: Mapped[datetime | None]
    bevestiging_mislukt: Mapped[int] = mapped_column(server_default="0")
    bevestiging_tot: Mapped[datetime | None]


class RolRow(Base):
    """A role of a user in a municipality."""

    __tablename__ = "gebruiker_rollen"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    rol: Mapped[str] = mapped_column(Code, primary_key=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), primary_key=True)


class MandaatRow(Base):
    """A mandate of a municipality to a hulpofficier; a withdrawn one stays in the register."""

    __tablename__ = "mandaten"
    __table_args__ = (Index("ix_mandaten_gemeente_hulpofficier", "gemeente", "hulpofficier"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    hulpofficier: Mapped[str] = mapped_column(Id, ForeignKey("gebruikers.id"))
    van: Mapped[date]
    tot: Mapped[date]
    verleend_door: Mapped[str]
    vastgelegd_op: Mapped[datetime]
    ingetrokken_per: Mapped[date | None]


class SessieRow(Base):
    """A signed-in session; only the hash of its secret is kept."""

    __tablename__ = "sessies"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )
    begonnen_op: Mapped[datetime]
    gezien_op: Mapped[datetime]
