"""How much is waiting, in figures: for whoever watches the installation. Names no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from engine.store.reading.health import MANY_TRIES
from engine.store.schema.mechanics import DeadlineRow, OpenTaskRow, OutboxRow, ProcessStateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """What waits at one moment, in all municipalities together.

    Attributes:
        deadlines: legal terms that run. due: cases in which something is due now.
        due_seconds: how long (s) the longest of those has been due.
        tasks: tasks that wait for somebody, by role. tasks_late: of those, past their follow-up.
        outbox: papers and signatures asked for and not made. outbox_seconds: age (s) of the oldest.
        failing: of those, how many keep failing.
    """

    deadlines: int
    due: int
    due_seconds: float
    tasks: dict[str, int]
    tasks_late: int
    outbox: int
    outbox_seconds: float
    failing: int


def read(connection: Connection, now: datetime) -> Gauges:
    """What waits at `now` (aware UTC)."""
    open_terms, due, late, outbox, failing = (
        _count(connection, question)
        for question in (
            _how_many(DeadlineRow.due).where(DeadlineRow.state == "open"),
            _how_many(ProcessStateRow.wake_at).where(ProcessStateRow.wake_at <= now),
            _how_many(OpenTaskRow.opvolgen).where(OpenTaskRow.opvolgen < now),
            _how_many(OutboxRow.asked_at).where(OutboxRow.done_at.is_(None)),
            _how_many(OutboxRow.asked_at).where(
                OutboxRow.done_at.is_(None), OutboxRow.attempts >= MANY_TRIES
            ),
        )
    )
    tasks = connection.execute(
        select(OpenTaskRow.rol, func.count().label("aantal"))
        .group_by(OpenTaskRow.rol)
        .order_by(OpenTaskRow.rol)
    )
    return Gauges(
        deadlines=open_terms[0],
        due=due[0],
        due_seconds=_age(due[1], now),
        tasks={row.rol: row.aantal for row in tasks},
        tasks_late=late[0],
        outbox=outbox[0],
        outbox_seconds=_age(outbox[1], now),
        failing=failing[0],
    )


def _how_many(column: InstrumentedAttribute[Any]) -> Select[Any, Any]:
    return select(func.count(), func.min(column))


def _count(connection: Connection, question: Select[Any, Any]) -> tuple[int, datetime | None]:
    count, oldest = connection.execute(question).one()
    return count, oldest


def _age(oldest: datetime | None, now: datetime) -> float:
    return max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0
