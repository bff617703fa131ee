"""The tables of what is not sent yet, and of what was sent once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, Id
from engine.store.schema.verzegeld import VerzegeldeBytes


class ConceptRow(Base):
    """A draft of one user; everything that was typed is in `inhoud` and nowhere else."""

    __tablename__ = "concepten"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    formulier: Mapped[str] = mapped_column(String(100), primary_key=True)
    plek: Mapped[str] = mapped_column(Id, primary_key=True)
    zaak_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True
    )
    versie: Mapped[int]
    inhoud: Mapped[VerzegeldeBytes]
    gewijzigd_op: Mapped[datetime] = mapped_column(index=True)


class VerzondenRow(Base):
    """A form that was sent, by the mark it carried: sent again, it is the same one."""

    __tablename__ = "verzonden_formulieren"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    kenmerk: Mapped[str] = mapped_column(Code, primary_key=True)
    zaak_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True
    )
    op: Mapped[datetime] = mapped_column(index=True)
