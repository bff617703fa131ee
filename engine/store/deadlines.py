"""Which cases something falls due in, and when the next one does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from engine.store.schema.mechanics import ProcessStateRow


def next_wake(connection: Connection, after: datetime | None = None) -> datetime | None:
    """The earliest moment (UTC) at which any case has something due, of those after `after`."""
    query = select(func.min(ProcessStateRow.wake_at))
    if after is not None:
        query = query.where(ProcessStateRow.wake_at > after)
    return connection.execute(query).scalar()


def due_cases(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Cases in which something is due at `now` (UTC), the longest due first."""
    return list(
        connection.execute(
            select(ProcessStateRow.zaak_id)
            .where(ProcessStateRow.wake_at <= now)
            .order_by(ProcessStateRow.wake_at)
            .limit(limit)
        ).scalars()
    )
