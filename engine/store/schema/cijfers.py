"""The tables of what is counted of each case that is on file, and what that comes to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, BigId, Id


class ZaakcijfersRow(Base):
    """What is counted of a case, written in the case's own transaction.

    `kenmerken` is short so that an index holds all that is added up: a hundred thousand cases are
    counted without opening one. `persoon` and `adres` are keyed fingerprints, by which a repeat is
    found; they go with the file, and what is counted moves to `cijfers`.
    """

    __tablename__ = "zaakcijfers"
    __table_args__ = (
        Index("ix_zaakcijfers_kenmerken", "gemeente", "maand", "kenmerken"),
        Index("ix_zaakcijfers_tot_besluit", "gemeente", "maand", "tot_besluit"),
        Index("ix_zaakcijfers_tot_uitreiking", "gemeente", "maand", "tot_uitreiking"),
        Index("ix_zaakcijfers_persoon", "persoon", "opgelegd_op"),
        Index("ix_zaakcijfers_adres", "adres", "opgelegd_op"),
    )

    zaak_id: Mapped[str] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True
    )
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    maand: Mapped[str] = mapped_column(String(7))
    kenmerken: Mapped[str] = mapped_column(String(64))
    tot_besluit: Mapped[int | None]
    tot_uitreiking: Mapped[int | None]
    opgelegd_op: Mapped[datetime | None]
    persoon: Mapped[str | None] = mapped_column(String(64))
    adres: Mapped[str | None] = mapped_column(String(64))


class CijferstandRow(Base):
    """What the cases of a municipality come to in a period: a month of those on file, a half-year
    of those that were destroyed (`engine.model.cijfers.Stand`). It holds unless the period is
    marked; a period that has neither has no cases.
    """

    __tablename__ = "cijferstanden"

    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), primary_key=True)
    periode: Mapped[str] = mapped_column(String(7), primary_key=True)
    stand: Mapped[dict[str, Any]]


class CijfermerkRow(Base):
    """A mark that what is kept of a period holds no more: something changed in one of its cases.

    Triggers write it, whoever changes a case; nobody waits for another's. `engine.store.standen`
    counts the period anew and takes its marks away.
    """

    __tablename__ = "cijfermerken"
    __table_args__ = (Index("ix_cijfermerken_periode", "gemeente", "periode"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    periode: Mapped[str] = mapped_column(String(7))
