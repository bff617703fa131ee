"""What was asked for within a transaction and must be done after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from engine.step import FiledPaper
from engine.store import jobs
from engine.store.jobs import Job
from engine.store.kluis import opened, sealed
from engine.store.schema import Base
from engine.store.schema.mechanics import OutboxRow

PAPER, SIGN = jobs.PAPER, jobs.SIGN
#: Somebody must be told of something.
TELL = jobs.TELL
#: What ends as a paper on the file.
PAPERS = (PAPER, SIGN)
_TABLE = Base.metadata.tables["outbox"]
_NEW = insert(_TABLE)
#: The numbers that the rows were given, in their order.
_NUMBERED = _NEW.returning(_TABLE.c.id, sort_by_parameter_order=True)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for.

    Attributes:
        kind: `PAPER`, `SIGN` or `TELL`.
        key: the same key is asked for, and done, once.
        attempts: how often it was tried without success.
    """

    id: int
    zaak_id: str
    kind: str
    key: str
    payload: Mapping[str, Any]
    attempts: int


def ask(
    connection: Connection,
    zaak_id: str,
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    now: datetime,
) -> None:
    """Ask for something, to be done as soon as this transaction is committed."""
    ask_all(connection, zaak_id, kind, {key: payload}, now)


def ask_all(
    connection: Connection,
    zaak_id: str,
    kind: str,
    payloads: Mapping[str, Mapping[str, Any]],
    now: datetime,
) -> None:
    """Ask for several things of one kind, by key, in this order."""
    put(connection, as_rows(zaak_id, kind, payloads, now))


def as_rows(
    zaak_id: str, kind: str, payloads: Mapping[str, Mapping[str, Any]], now: datetime
) -> list[dict[str, Any]]:
    """What several things asked for look like, to be put in with those of other cases."""
    return [
        {
            "zaak_id": zaak_id,
            "kind": kind,
            "key": key,
            "payload": dict(payload),
            "asked_at": now,
            "attempts": 0,
            "next_try": now,
        }
        for key, payload in payloads.items()
    ]


def put(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Ask for these, in this order; on PostgreSQL each has its job."""
    if not rows:
        return
    closed = [sealed(connection, row["zaak_id"], "outbox", row) for row in rows]
    if connection.dialect.name != "postgresql":
        connection.execute(_NEW, closed)
        return
    numbers = connection.execute(_NUMBERED, closed).scalars().all()
    jobs.put(
        connection,
        [
            job(number, row["kind"], row["zaak_id"])
            for number, row in zip(numbers, rows, strict=True)
        ],
    )


def job(number: int, kind: str, zaak_id: str, wait: timedelta = timedelta(0)) -> Job:
    """The job that deals with a row."""
    return Job(kind=kind, of=str(number), key=f"outbox:{number}", lock=zaak_id, wait=wait)


def waiting(
    connection: Connection, now: datetime, limit: int, kinds: Collection[str] = PAPERS
) -> list[Ask]:
    """What is still to be done and may be tried at `now` (UTC), in the order it was asked."""
    rows = connection.execute(
        select(_TABLE)
        .where(OutboxRow.done_at.is_(None), OutboxRow.next_try <= now, OutboxRow.kind.in_(kinds))
        .order_by(OutboxRow.id)
        .limit(limit)
    )
    return [_ask(connection, row) for row in rows.all()]


def open_ask(connection: Connection, ask_id: int) -> Ask | None:
    """What was asked for under this number; None when it is done, or gone with its case."""
    row = connection.execute(
        select(_TABLE).where(OutboxRow.id == ask_id, OutboxRow.done_at.is_(None))
    ).first()
    return _ask(connection, row) if row is not None else None


def next_try(connection: Connection, ask_id: int) -> datetime | None:
    """When (UTC) it is to be tried again; None when it is done, or gone with its case."""
    return connection.execute(
        select(OutboxRow.next_try).where(OutboxRow.id == ask_id, OutboxRow.done_at.is_(None))
    ).scalar()


def known(connection: Connection, keys: Collection[str]) -> set[str]:
    """Which of these keys were asked for before, done or not."""
    return set(connection.execute(select(OutboxRow.key).where(OutboxRow.key.in_(keys))).scalars())


def claim_done(connection: Connection, ask_id: int, now: datetime) -> bool:
    """Mark as done within the transaction that does it; False when it was done already."""
    result = connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id == ask_id, OutboxRow.done_at.is_(None))
        .values(done_at=now, last_error=None)
    )
    return result.rowcount == 1


def failed(
    connection: Connection, ask_id: int, attempts: int, next_try: datetime, error: str
) -> None:
    """Note a failed try and when to try again. `error` names the trouble, without any data."""
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id == ask_id)
        .values(attempts=attempts, next_try=next_try, last_error=error)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A paper that a case still waits for.

    Attributes:
        attempts: how often it was tried without success.
        next_try: when it is tried again (UTC).
    """

    kind: str
    document: str
    aan: str
    attempts: int
    next_try: datetime


def pending(connection: Connection, zaak_id: str) -> list[Pending]:
    """The papers a case has asked for that are not done yet, in the order they were asked."""
    rows = connection.execute(
        select(OutboxRow.kind, OutboxRow.payload, OutboxRow.attempts, OutboxRow.next_try)
        .where(
            OutboxRow.zaak_id == zaak_id,
            OutboxRow.done_at.is_(None),
            OutboxRow.kind.in_(PAPERS),
        )
        .order_by(OutboxRow.id)
    )
    found = [(row, _payload(connection, zaak_id, row.payload)) for row in rows.all()]
    return [
        Pending(
            kind=row.kind,
            document=payload["document"],
            aan=payload["aan"],
            attempts=row.attempts,
            next_try=row.next_try,
        )
        for row, payload in found
    ]


def papers_asked(connection: Connection, zaak_id: str) -> list[FiledPaper]:
    """Every paper a case has asked for, made or not: the newest per document and recipient."""
    rows = connection.execute(
        select(OutboxRow.payload)
        .where(OutboxRow.zaak_id == zaak_id, OutboxRow.kind == PAPER)
        .order_by(OutboxRow.id)
    ).scalars()
    asked = [_payload(connection, zaak_id, payload) for payload in rows.all()]
    newest = {(each["document"], each["aan"]): each["facts"] for each in asked}
    return [FiledPaper(document, aan, facts) for (document, aan), facts in newest.items()]


def _ask(connection: Connection, row: Any) -> Ask:
    payload = _payload(connection, row.zaak_id, row.payload)
    return Ask(row.id, row.zaak_id, row.kind, row.key, payload, row.attempts)


def _payload(connection: Connection, zaak_id: str, payload: object) -> Mapping[str, Any]:
    found: Mapping[str, Any] = opened(connection, zaak_id, "outbox", {"payload": payload})[
        "payload"
    ]
    return found
