"""Until when somebody has seen what changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Id


class GezienRow(Base):
    """A user's looks at what changed in a municipality.

    `sinds` is what counts as seen: changes after it are shown as new. `gekeken_op` is the last
    look; when that is long ago, a new look counts from it.
    """

    __tablename__ = "gezien"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), primary_key=True)
    sinds: Mapped[datetime]
    gekeken_op: Mapped[datetime]
