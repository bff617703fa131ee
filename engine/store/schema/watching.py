"""Tables of the watch over terms: how late each was, what went wrong, who is at work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, BigId, Code, Id


class LatenessRow(Base):
    """A moment of a case that took effect: when it was due, taken up, and about to be committed."""

    __tablename__ = "lateness"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    due: Mapped[datetime]
    taken_at: Mapped[datetime]
    processed_at: Mapped[datetime] = mapped_column(index=True)


class IncidentRow(Base):
    """A case that could not move on. `fout` is the kind of trouble, without any data of the case.

    An incident is open until the case has moved. `plaats` is where in the program it went wrong.
    """

    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_opgelost", "opgelost_op", "begonnen_op"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    due: Mapped[datetime]
    fout: Mapped[str] = mapped_column(Code)
    plaats: Mapped[str]
    begonnen_op: Mapped[datetime]
    laatst_op: Mapped[datetime]
    pogingen: Mapped[int]
    opgelost_op: Mapped[datetime | None]


class HeartbeatRow(Base):
    """A process at work: which host and role, and when it was last heard of."""

    __tablename__ = "heartbeats"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    rol: Mapped[str] = mapped_column(Code, index=True)
    host: Mapped[str]
    pid: Mapped[int]
    begonnen_op: Mapped[datetime]
    laatst_op: Mapped[datetime]
    gestopt_op: Mapped[datetime | None]
