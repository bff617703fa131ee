"""Whether what the database holds fits together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, text

from engine.law.binding import status_at
from engine.store import zaken
from engine.store.reading import keten
from engine.store.schema.mechanics import OutboxRow, ProcessStateRow

#: Something due for longer than this was missed, not just about to happen.
GRACE = timedelta(seconds=60)
#: From this many failed tries on a person has to look.
MANY_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What does not fit.

    Attributes:
        late: cases in which something should have happened more than a minute ago.
        failing: papers that keep failing.
        wrong_status: numbers of cases whose status is not what their facts say.
        broken_chains: streams of the record that were tampered with.
    """

    late: int
    failing: int
    wrong_status: tuple[str, ...]
    broken_chains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """What can be told at a glance; see `Health`."""

    late: int
    failing: int


def pulse(connection: Connection, now: datetime) -> Pulse:
    """Whether anything is late or keeps failing at `now` (UTC), without opening a case."""
    late = connection.execute(
        select(func.count())
        .select_from(ProcessStateRow)
        .where(ProcessStateRow.wake_at < now - GRACE)
    ).scalar_one()
    failing = connection.execute(
        select(func.count())
        .select_from(OutboxRow)
        .where(OutboxRow.done_at.is_(None), OutboxRow.attempts >= MANY_TRIES)
    ).scalar_one()
    return Pulse(late, failing)


def look(connection: Connection, now: datetime) -> Health:
    """Look at every case and every stream, at `now` (UTC)."""
    found = pulse(connection, now)
    return Health(
        late=found.late,
        failing=found.failing,
        wrong_status=tuple(_wrong_status(connection, now)),
        broken_chains=tuple(dict.fromkeys(each.stream for each in keten.verify(connection))),
    )


def passes_walls(connection: Connection) -> bool:
    """Whether policies of the database make way for the role that the product runs as."""
    if connection.dialect.name != "postgresql":
        return False
    asked = text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
    return bool(connection.scalar(asked))


def _wrong_status(connection: Connection, now: datetime) -> list[str]:
    found = []
    for zaak_id in connection.execute(select(ProcessStateRow.zaak_id)).scalars().all():
        record = zaken.load(connection, zaak_id, lock=False)
        # what is due but not settled yet counts from its own moment: not a wrong status
        at = min(now, record.wake_at - timedelta(microseconds=1)) if record.wake_at else now
        if status_at(record.zaak, at).value != record.status:
            found.append(record.zaak.nummer)
    return found
