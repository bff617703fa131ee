"""How much is waiting, in figures: for whoever watches the installation. Names no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.orm import InstrumentedAttribute

from engine.store import jobless
from engine.store.reading.health import MANY_TRIES
from engine.store.schema.attenderingen import PostRow
from engine.store.schema.mechanics import DeadlineRow, OpenTaskRow, OutboxRow, ProcessStateRow

_SENDS = PostRow.klaar_op.is_(None)
#: By the database's clock, as the jobs themselves.
_JOBS = text(
    "select count(*) filter (where status = 'todo'"
    " and (scheduled_at is null or scheduled_at <= now())),"
    " count(*) filter (where status = 'doing')"
    " from procrastinate_jobs where queue_name <> 'huishouding'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """What waits at one moment, in all municipalities together.

    Attributes:
        deadlines: legal terms that run. due: cases in which something is due now.
        due_seconds: how long (s) the longest of those has been due.
        tasks: tasks that wait for somebody, by role. tasks_late: of those, past their follow-up.
        outbox: papers, signatures and messages asked for and not made.
        outbox_seconds: age (s) of the oldest. failing: of those, how many keep failing.
        post: mails and text messages to be sent.
        waiting, running: jobs that may be done now, and that somebody is at. Without machines that
            share them, what may be done now is what waits, and nobody says what he is at.
        jobless: what was asked for and has no job.
    """

    deadlines: int
    due: int
    due_seconds: float
    tasks: dict[str, int]
    tasks_late: int
    outbox: int
    outbox_seconds: float
    failing: int
    post: int
    waiting: int
    running: int
    jobless: int


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
        post=_count(connection, _how_many(PostRow.volgende_poging).where(_SENDS))[0],
        jobless=jobless.count(connection),
        **_jobs(connection, now),
    )


def _jobs(connection: Connection, now: datetime) -> dict[str, int]:
    if connection.dialect.name == "postgresql":
        waiting, running = connection.execute(_JOBS).one()
        return {"waiting": waiting, "running": running}
    asked = _how_many(OutboxRow.asked_at).where(
        OutboxRow.done_at.is_(None), OutboxRow.next_try <= now
    )
    post = _how_many(PostRow.volgende_poging).where(_SENDS, PostRow.volgende_poging <= now)
    return {
        "waiting": _count(connection, asked)[0] + _count(connection, post)[0],
        "running": 0,
    }


def _how_many(column: InstrumentedAttribute[Any]) -> Select[Any, Any]:
    return select(func.count(), func.min(column))


def _count(connection: Connection, question: Select[Any, Any]) -> tuple[int, datetime | None]:
    count, oldest = connection.execute(question).one()
    return count, oldest


def _age(oldest: datetime | None, now: datetime) -> float:
    return max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0
