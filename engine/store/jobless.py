"""What was asked for and has no job: after a copy was put back, or a release that knew no jobs.

A copy of the database holds what was asked for and not who was at it (`engine/store/backup`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)

from engine.store import jobs, outbox
from engine.store.attenderingen import Posting
from engine.store.jobs import Job
from engine.store.schema.attenderingen import AttenderingRow, PostRow
from engine.store.schema.mechanics import OutboxRow
from engine.store.work import Database

#: So many get a job in one transaction.
BATCH = 1000
#: Whoever looks for what has no job does so alone (a number of ours among advisory locks).
_ALONE = 599_0024
_JOBS = table("procrastinate_jobs", column("queueing_lock"), column("status"))


def mend(database: Database, now: datetime) -> int:
    """Give what has none its job; how many that were. On SQLite nothing needs one."""
    total = 0
    while database.is_postgresql:
        with database.writing() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_ALONE)))
            found = _found(connection, now)
            jobs.put(connection, found)
        total += len(found)
        if len(found) < BATCH:
            break
    return total


def count(connection: Connection) -> int:
    """How much of what was asked for has no job; on SQLite nothing needs one."""
    if connection.dialect.name != "postgresql":
        return 0
    asks = select(func.count()).select_from(OutboxRow).where(*_ASKS)
    post = select(func.count()).select_from(PostRow).where(*_POST)
    return int(connection.scalar(asks) or 0) + int(connection.scalar(post) or 0)


def _found(connection: Connection, now: datetime) -> list[Job]:
    asks = connection.execute(
        select(OutboxRow.id, OutboxRow.kind, OutboxRow.zaak_id, OutboxRow.next_try)
        .where(*_ASKS)
        .order_by(OutboxRow.id)
        .limit(BATCH)
    )
    found = [
        outbox.job(row.id, row.kind, row.zaak_id, max(row.next_try - now, timedelta(0)))
        for row in asks.all()
    ]
    post = connection.execute(
        select(
            PostRow.attendering_id,
            PostRow.kanaal,
            PostRow.volgende_poging.label("op"),
            AttenderingRow.gebruiker_id,
        )
        .join(AttenderingRow, AttenderingRow.id == PostRow.attendering_id)
        .where(*_POST)
        .order_by(PostRow.volgende_poging, PostRow.attendering_id)
        .limit(BATCH - len(found))
    )
    return found + [Posting(**row).job(now) for row in post.mappings().all()]


def _nobody(key: Any) -> ColumnElement[bool]:
    """No job waits or runs that has this key; one question, so that none slips through between."""
    at_work = _JOBS.c.status.in_([literal_column("'todo'"), literal_column("'doing'")])
    return ~select(_JOBS.c.status).where(_JOBS.c.queueing_lock == key, at_work).exists()


_ASKS = (
    OutboxRow.done_at.is_(None),
    _nobody(literal("outbox:") + cast(OutboxRow.id, Text)),
)
_POST = (
    PostRow.klaar_op.is_(None),
    _nobody(literal("post:") + PostRow.attendering_id + literal(" ") + PostRow.kanaal),
)
