"""Whether the record still is what was written, and the heads to compare it with later.

A chain shows what was changed inside it. It cannot show that its end, or the whole of it, is gone:
for that its last hash, the head, is exported and kept where whoever can write in this database
cannot write. The access log has no chain; its days are exported with the heads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, and_, func, select, text

from engine.law.moments import local_date
from engine.store.audit import BEHEER, EVENTS, Chain, Finding
from engine.store.inzage import KEPT
from engine.store.schema.inzage import InzageRow
from engine.store.schema.mechanics import AuditEventRow
from engine.store.schema.zaken import GemeenteRow, ZaakRow

#: Rows that are in memory at the same time.
CHUNK = 1_000
#: The trigger for each thing that may not be done, by table.
LOCKED = {
    "audit_events": ("insert", "update", "delete"),
    "audit_payloads": ("update", "delete"),
    "inzage": ("update", "delete"),
}
INZAGE, GRENDELS = "inzage", "grendels"

Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Head(BaseModel):
    """The last event of a stream."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nummer: int = Field(ge=1)
    hash: Hash


class Day(BaseModel):
    """A whole day (Amsterdam) of the access log: how many lines, and a hash over them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    aantal: int = Field(ge=1)
    hash: Hash


class Heads(BaseModel):
    """The heads of all chains at one moment; case ids and hashes, no personal data.

    Attributes:
        inzage: the days of the access log that were over.
        getal: one hash over all of it, short enough to write down elsewhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stromen: dict[str, Head]
    inzage: dict[date, Day]
    getal: Hash

    def number(self) -> str:
        """The hash over everything in here; `getal`, unless somebody edited the file."""
        content = self.model_dump(mode="json", exclude={"getal"})
        return _sha256(content)


def heads(connection: Connection, today: date) -> Heads:
    """The heads of all chains, and the days of the access log before `today` (Amsterdam)."""
    last = (
        select(AuditEventRow.stream, func.max(AuditEventRow.seq).label("seq"))
        .group_by(AuditEventRow.stream)
        .subquery()
    )
    rows = connection.execute(
        select(AuditEventRow.stream, AuditEventRow.seq, AuditEventRow.hash)
        .join(last, and_(last.c.stream == AuditEventRow.stream, last.c.seq == AuditEventRow.seq))
        .order_by(AuditEventRow.stream)
    )
    found = Heads(
        stromen={row.stream: Head(nummer=row.seq, hash=row.hash) for row in rows},
        inzage={day: line for day, line in _days(connection) if day < today},
        getal="0" * 64,
    )
    return found.model_copy(update={"getal": found.number()})


def verify(connection: Connection, exported: Heads | None = None) -> Iterator[Finding]:
    """Everything in the record that does not fit, all streams in one reading.

    Args:
        exported: heads of an earlier moment; without them nothing can be said about events
            that were removed from the end of a stream.
    """
    yield from _locks(connection)
    garbage = list(_unreadable(connection))
    yield from garbage
    old = exported.stromen if exported is not None else {}
    seen = {finding.stream for finding in garbage} - {INZAGE}
    rows = connection.execute(
        EVENTS.where(AuditEventRow.stream.not_in(seen)).execution_options(yield_per=CHUNK)
    ).mappings()
    for stream, events in groupby(rows, key=lambda row: row["stream"]):
        seen.add(stream)
        yield from _follow(connection, stream, events, old.get(stream))
    yield from _absent(connection, seen, old)
    if exported is not None and INZAGE not in {finding.stream for finding in garbage}:
        yield from _changed_days(connection, exported.inzage)


def _follow(
    connection: Connection,
    stream: str,
    events: Iterator[Mapping[Any, Any]],
    head: Head | None,
) -> Iterator[Finding]:
    chain = Chain(connection, stream)
    for row in events:
        yield from chain.follow(row)
        if head is not None and row["seq"] == head.nummer and row["hash"] != head.hash:
            yield Finding(
                stream, head.nummer, "anders dan geëxporteerd: tot hier is de keten herschreven"
            )
    yield from chain.end()
    if head is not None and chain.seq < head.nummer:
        yield Finding(
            stream, chain.seq + 1, f"verwijderd tot en met nr. {head.nummer}: het einde is weg"
        )


def _absent(connection: Connection, seen: set[str], old: Mapping[str, Head]) -> Iterator[Finding]:
    cases = set(connection.execute(select(ZaakRow.id)).scalars())
    # whoever adds the first municipality is the first line of what concerns no case
    begun = connection.scalar(select(func.count()).select_from(GemeenteRow))
    for stream in sorted((cases | ({BEHEER} if begun else set()) | set(old)) - seen):
        yield Finding(stream, None, "de hele stroom is weg")
    for stream in sorted(seen - cases - {BEHEER}):
        yield Finding(stream, None, "deze stroom hoort bij geen zaak")


def _unreadable(connection: Connection) -> Iterator[Finding]:
    """What no program of ours wrote, and none can read: SQLite takes anything in any column."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text(_GARBAGE)):
        yield Finding(row.stream, row.seq, "de keten klopt niet: dit is niet te lezen")


_TWO = "[0-9][0-9]"
_MOMENT = f"'{_TWO}{_TWO}-{_TWO}-{_TWO} {_TWO}:{_TWO}:{_TWO}.{_TWO}{_TWO}{_TWO}'"


def _no_moment(column: str) -> str:
    """That a column holds no moment; "+0 days" makes SQLite see that 31 February is none."""
    day, clock = f"substr({column}, 1, 10)", f"substr({column}, 12, 8)"
    return (
        f"({column} not glob {_MOMENT} or {column} < '0001' or {clock} >= '24'"
        f" or time({clock}) is null or date({day}, '+0 days') is not {day})"
    )


_GARBAGE = """
select stream, seq from audit_events
left join audit_payloads on audit_payloads.event_id = audit_events.id
where typeof(seq) <> 'integer' or not json_valid(details)
or not json_valid(coalesce(payload, '{}')) or NO_AT or NO_RECORDED_AT
union all
select 'inzage', id from inzage where NO_OP
"""
for _hole, _column in (("NO_AT", "at"), ("NO_RECORDED_AT", "recorded_at"), ("NO_OP", "op")):
    _GARBAGE = _GARBAGE.replace(_hole, _no_moment(_column))


# -- the access log ----------------------------------------------------------------------------


def _days(connection: Connection) -> Iterator[tuple[date, Day]]:
    """The access log by day, in order."""
    rows = connection.execute(
        select(InzageRow.__table__)
        .order_by(InzageRow.op, InzageRow.id)
        .execution_options(yield_per=CHUNK)
    ).mappings()
    for day, lines in groupby(rows, key=lambda row: local_date(row["op"])):
        digest, count = hashlib.sha256(), 0
        for line in lines:
            digest.update(_sha256(list(line.values())).encode())
            count += 1
        yield day, Day(aantal=count, hash=digest.hexdigest())


def _changed_days(connection: Connection, old: Mapping[date, Day]) -> Iterator[Finding]:
    """Days that are not what they were; those old enough to have been forgotten do not count."""
    newest = connection.execute(select(func.max(InzageRow.op))).scalar()
    now = dict(_days(connection))
    for day, line in sorted(old.items()):
        if newest is not None and day < local_date(newest - KEPT):
            continue
        found = now.get(day)
        if found is None:
            yield Finding(INZAGE, None, f"alle {line.aantal} regels van {day} zijn weg")
        elif found != line:
            yield Finding(
                INZAGE,
                None,
                f"de regels van {day} zijn veranderd ({line.aantal} toen, {found.aantal} nu)",
            )


# -- the database's own locks ------------------------------------------------------------------


def _locks(connection: Connection) -> Iterator[Finding]:
    present = set(connection.execute(text(_TRIGGERS[connection.dialect.name])).scalars())
    for table, whats in LOCKED.items():
        for what in whats:
            if f"{table}_{what}" not in present:
                yield Finding(GRENDELS, None, f"{table} is niet vergrendeld tegen {what}")


_TRIGGERS = {
    "sqlite": "select name from sqlite_master where type = 'trigger'",
    "postgresql": (
        "select tgname from pg_trigger join pg_class on pg_class.oid = tgrelid"
        " where tgenabled <> 'D' and relnamespace = current_schema()::regnamespace"
    ),
}


def _sha256(value: object) -> str:
    canonical = json.dumps(value, default=str, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
