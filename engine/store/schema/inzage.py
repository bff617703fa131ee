"""The table of who looked at what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, BigId, Code, Id


class InzageRow(Base):
    """One view, search, download or export, or a try at one; never what was in it.

    Append-only by trigger. `route` is the name of the page, not its address. After a case was
    destroyed its number is all that `zaak_id` leads to.
    """

    __tablename__ = "inzage"
    __table_args__ = (
        Index("ix_inzage_op", "op"),
        Index("ix_inzage_gemeente_id", "gemeente", "id"),
        Index("ix_inzage_zaak_id_id", "zaak_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    op: Mapped[datetime]
    gebruiker: Mapped[str] = mapped_column(Id)
    rol: Mapped[str] = mapped_column(Code)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    soort: Mapped[str] = mapped_column(Code)
    doel: Mapped[str] = mapped_column(Code)
    route: Mapped[str] = mapped_column(Code)
    zaak_id: Mapped[str | None] = mapped_column(Id, ForeignKey("zaken.id"))
    deel: Mapped[str | None] = mapped_column(Code)
    papier_id: Mapped[str | None] = mapped_column(Id)
