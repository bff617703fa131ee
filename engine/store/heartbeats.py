"""Processes saying that they are at work."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, update

from engine.store.schema.watching import HeartbeatRow

#: How long what a process said last is kept.
KEPT = timedelta(days=7)


def beat(connection: Connection, id: str, rol: str, host: str, pid: int, now: datetime) -> None:
    """A process is at work at `now` (UTC)."""
    known = connection.execute(
        update(HeartbeatRow).where(HeartbeatRow.id == id).values(laatst_op=now, gestopt_op=None)
    )
    if known.rowcount == 0:
        connection.execute(
            insert(HeartbeatRow).values(
                id=id, rol=rol, host=host, pid=pid, begonnen_op=now, laatst_op=now
            )
        )


def stop(connection: Connection, id: str, now: datetime) -> None:
    """A process ends in good order."""
    connection.execute(
        update(HeartbeatRow).where(HeartbeatRow.id == id).values(laatst_op=now, gestopt_op=now)
    )


def forget(connection: Connection, now: datetime) -> None:
    """Let go of what was said too long ago."""
    connection.execute(delete(HeartbeatRow).where(HeartbeatRow.laatst_op < now - KEPT))
