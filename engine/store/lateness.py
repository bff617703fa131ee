"""How late each moment of a case took effect: kept, and let go of after a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert

from engine.store.schema import Base
from engine.store.schema.watching import LatenessRow

_NEW = insert(Base.metadata.tables["lateness"])
#: How long it is kept.
KEPT = timedelta(days=90)


def keep(
    connection: Connection,
    passed: Iterable[tuple[str, datetime]],
    taken_at: datetime,
    processed_at: datetime,
) -> None:
    """Keep when moments of cases took effect.

    Args:
        passed: id of the case and moment it was due (UTC).
        taken_at: when the case was taken in hand. processed_at: when all was written (UTC).
    """
    rows = [
        {"zaak_id": zaak_id, "due": due, "taken_at": taken_at, "processed_at": processed_at}
        for zaak_id, due in passed
    ]
    if rows:
        connection.execute(_NEW, rows)


def forget(connection: Connection, now: datetime) -> int:
    """Let go of what is older than it is kept; gives how many."""
    gone = connection.execute(delete(LatenessRow).where(LatenessRow.processed_at < now - KEPT))
    return gone.rowcount
