"""Tables of the people who use the product."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, Id


class GebruikerRow(Base):
    """A user. Without a local account `wachtwoord` is empty, which no password fits.

    Saying again who one is, is counted here; failures at signing in stand apart, by source.
    `tijdelijk_tot`: the password was given out by an administrator, and must be changed by then.
    """

    __tablename__ = "gebruikers"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    login: Mapped[str] = mapped_column(String(200), unique=True)
    naam: Mapped[str]
    wachtwoord: Mapped[str]
    actief: Mapped[bool]
    tijdelijk_tot: Mapped[datetime | None]
    #: For the previous release, which counts failures at signing in here; nobody reads it now.
    mislukt: Mapped[int] = mapped_column(default=0)
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
    """A signed-in session; only the hash of its secret is kept.

    `handvat` names it to its user, and opens nothing. `apparaat` is the family of browser it is
    tied to, `middel` how it began, `extern_sid` what a provider calls its own session.
    """

    __tablename__ = "sessies"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )
    begonnen_op: Mapped[datetime]
    gezien_op: Mapped[datetime]
    handvat: Mapped[str] = mapped_column(Id, server_default="")
    apparaat: Mapped[str] = mapped_column(String(100), server_default="")
    middel: Mapped[str] = mapped_column(Code, server_default="")
    bevestigd_op: Mapped[datetime | None]
    extern_sid: Mapped[str | None] = mapped_column(String(255), index=True)
