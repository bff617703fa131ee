"""The table of calendars that people take into their own diary."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Id


class AgendaAdresRow(Base):
    """The secret address of somebody's calendar; only the hash of its secret is kept.

    `inhoud` is the hash of what was fetched last, `gewijzigd_op` since when it is that.
    """

    __tablename__ = "agenda_adressen"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    geheim: Mapped[str] = mapped_column(String(64), unique=True)
    gemaakt_op: Mapped[datetime]
    opgehaald_op: Mapped[datetime | None]
    inhoud: Mapped[str | None] = mapped_column(String(64))
    gewijzigd_op: Mapped[datetime | None]
