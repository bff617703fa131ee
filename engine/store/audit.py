"""The record of everything done or tried, chained by hash so that a change shows.

Each stream (a case, or "beheer") is a chain of its own: cases never wait for each other. What was
answered lies apart, behind a salted hash, so that it can be destroyed without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, Connection, String, bindparam, func, insert, select, text, true
from sqlalchemy.dialects import postgresql

from engine.errors import Tampered
from engine.model.gebruikers import Actor, Rol
from engine.model.zaak import Status
from engine.store.kluis import opened, sealed
from engine.store.schema import Base
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.zaken import CaseHead

_EVENTS = Base.metadata.tables["audit_events"]
_PAYLOADS = Base.metadata.tables["audit_payloads"]
_NEW_EVENTS = insert(_EVENTS)
#: The ids they get, in the same order; of several, PostgreSQL gives them out beforehand, which is
#: one short question, where telling them afterwards takes a query as long as all events together.
_WITH_IDS = _NEW_EVENTS.returning(_EVENTS.c.id, sort_by_parameter_order=True)
_NEXT_IDS = text(
    "select nextval(pg_get_serial_sequence('audit_events', 'id')) from generate_series(1, :many)"
)
_NEW_PAYLOADS = insert(_PAYLOADS)
_LAST = (
    select(_EVENTS.c.stream, _EVENTS.c.seq, _EVENTS.c.hash)
    .where(_EVENTS.c.stream == bindparam("of"))
    .order_by(_EVENTS.c.seq.desc())
    .limit(1)
)
_STREAMS = (
    func.unnest(bindparam("of", type_=postgresql.ARRAY(String)))
    .table_valued("stream")
    .render_derived()
)
_END = (
    select(_EVENTS.c.seq, _EVENTS.c.hash)
    .where(_EVENTS.c.stream == _STREAMS.c.stream)
    .order_by(_EVENTS.c.seq.desc())
    .limit(1)
    .lateral()
)
_LAST_OF_EACH = select(_STREAMS.c.stream, _END.c.seq, _END.c.hash).join_from(_STREAMS, _END, true())
_TURNS = select(
    func.pg_advisory_xact_lock(func.unnest(bindparam("keys", type_=postgresql.ARRAY(BigInteger))))
)

#: What the first event of a stream is chained to.
GENESIS = "0" * 64
BEHEER = "beheer"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One line of the record.

    Attributes:
        stream: the case's id, or `BEHEER`.
        kind: `zaak:taak:voltooid`, `zaak:termijn:verstreken`, `zaak:actie:geweigerd` …
        actor: id of the user; `actor_naam` is kept with the payload.
        at: the moment it counts from (UTC). recorded_at: when it was written (UTC).
        details: scalars without personal data.
        payload: the answer as it was given, or None.
    """

    stream: str
    gemeente: str | None
    kind: str
    actor: str
    actor_naam: str
    rol: str | None
    at: datetime
    recorded_at: datetime
    status_before: str | None = None
    status_after: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    payload: Mapping[str, Any] | None = None


def append(connection: Connection, events: Sequence[AuditEvent]) -> None:
    """Write events at the end of their streams, in order."""
    heads = _heads(connection, {event.stream for event in events})
    lines: list[dict[str, Any]] = []
    payloads: list[dict[str, Any]] = []
    for event in events:
        seq, previous = heads[event.stream]
        salt = secrets.token_hex(32)
        payload = dict(event.payload or {})
        payload_hash = hash_payload(salt, payload, event.actor_naam)
        values = _values(event, seq + 1, payload_hash)
        digest = hash_event(values, previous)
        lines.append({**values, "previous_hash": previous, "hash": digest})
        payloads.append(
            sealed(
                connection,
                event.stream,
                "audit_payloads",
                {"salt": salt, "payload": payload, "actor_naam": event.actor_naam},
                gone=event.status_after == Status.GEWIST,
            )
        )
        heads[event.stream] = (seq + 1, digest)
    if not lines:
        return
    ids = _insert(connection, lines)
    connection.execute(
        _NEW_PAYLOADS,
        [{"event_id": id, **payload} for id, payload in zip(ids, payloads, strict=True)],
    )


def note_management(
    connection: Connection,
    actor: Actor,
    kind: str,
    now: datetime,
    gemeente: str | None = None,
    details: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Put on the record what somebody did at `now` (UTC) that concerns no case.

    Args:
        gemeente: whose; None: of no municipality, or of all.
        details: ids and names of ours, nothing that tells of a person.
    """
    append(
        connection,
        [
            AuditEvent(
                stream=BEHEER,
                gemeente=gemeente,
                kind=kind,
                actor=actor.id,
                actor_naam=actor.naam,
                rol=None,
                at=now,
                recorded_at=now,
                details=details,
            )
        ],
    )


def note_case(
    connection: Connection,
    actor: Actor,
    kind: str,
    now: datetime,
    case: CaseHead,
    *,
    rol: Rol | None = None,
    details: Mapping[str, Any] = MappingProxyType({}),
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Put on the record what somebody did at `now` (UTC) with a case that did not move by it.

    Args:
        details: scalars without personal data.
        payload: what was typed, or None.
    """
    append(
        connection,
        [
            AuditEvent(
                stream=case.id,
                gemeente=case.gemeente,
                kind=kind,
                actor=actor.id,
                actor_naam=actor.naam,
                rol=rol.value if rol is not None else None,
                at=now,
                recorded_at=now,
                status_before=case.status,
                status_after=case.status,
                details=details,
                payload=payload,
            )
        ],
    )


def _insert(connection: Connection, lines: list[dict[str, Any]]) -> list[int]:
    """Write events; gives their ids."""
    if connection.dialect.name != "postgresql" or len(lines) == 1:
        return list(connection.execute(_WITH_IDS, lines).scalars())
    ids = list(connection.execute(_NEXT_IDS, {"many": len(lines)}).scalars())
    given = [{"id": id, **line} for id, line in zip(ids, lines, strict=True)]
    connection.execute(_NEW_EVENTS, given)
    return ids


def hash_payload(salt: str, payload: Mapping[str, Any], actor_naam: str) -> str:
    """What an event says of its answer: nothing, without the salt."""
    return hashlib.sha256(f"{salt}{_canonical([payload, actor_naam])}".encode()).hexdigest()


def hash_event(values: Mapping[str, Any], previous: str) -> str:
    """The hash of an event, over everything it holds and the event before it."""
    return hashlib.sha256(f"{previous}{_canonical(values)}".encode()).hexdigest()


def _values(event: AuditEvent, seq: int, payload_hash: str) -> dict[str, Any]:
    return {
        "stream": event.stream,
        "seq": seq,
        "gemeente": event.gemeente,
        "kind": event.kind,
        "actor": event.actor,
        "rol": event.rol,
        "at": event.at,
        "recorded_at": event.recorded_at,
        "status_before": event.status_before,
        "status_after": event.status_after,
        "details": dict(event.details),
        "payload_hash": payload_hash,
    }


def _heads(connection: Connection, streams: set[str]) -> dict[str, tuple[int, str]]:
    """Where each of these streams ends; until this transaction ends nobody else writes there.

    A case's stream is already guarded by the lock on the case, but the stream of the municipality
    has no row to hold: two acts refused at the same moment would both follow the same last event.
    In a fixed order, so that two writers never wait for each other. SQLite has one writer at all.
    """
    found = dict.fromkeys(streams, (0, GENESIS))
    if connection.dialect.name == "postgresql":
        connection.execute(_TURNS, {"keys": sorted(map(_key, streams))})
        ends = list(connection.execute(_LAST_OF_EACH, {"of": sorted(streams)}))
    else:
        ends = [row for each in streams for row in connection.execute(_LAST, {"of": each})]
    return found | {row.stream: (row.seq, row.hash) for row in ends}


def _key(stream: str) -> int:
    return int.from_bytes(hashlib.sha256(stream.encode()).digest()[:8], signed=True)


def _canonical(value: object) -> str:
    def plain(each: object) -> str:
        return each.isoformat() if isinstance(each, datetime) else str(each)

    return json.dumps(value, default=plain, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the record that does not fit.

    Attributes:
        stream: where; `seq` at which number, None when it concerns the stream as a whole.
        wat: what, in Dutch.
    """

    stream: str
    seq: int | None
    wat: str

    def __str__(self) -> str:
        where = self.stream if self.seq is None else f"{self.stream} nr. {self.seq}"
        return f"{where}: {self.wat}"


def verify(connection: Connection, stream: str) -> list[str]:
    """What does not fit in a stream's chain: changed, removed or inserted events, in Dutch."""
    chain = Chain(connection, stream)
    rows = connection.execute(EVENTS.where(AuditEventRow.stream == stream)).mappings().all()
    trouble = [finding for row in rows for finding in chain.follow(row)]
    return [str(finding) for finding in (*trouble, *chain.end())]


class Chain:
    """Follows one stream from its first event to its last, holding no more than the last hash.

    An answer may be missing only when it was destroyed with its case: when later in the stream
    stands that the case was.
    """

    def __init__(self, connection: Connection, stream: str) -> None:
        self.stream = stream
        self._connection = connection
        self.seq = 0
        self.hash = GENESIS
        self._without_answer: list[int] = []

    def follow(self, row: Mapping[Any, Any]) -> Iterator[Finding]:
        """What is wrong with the next event, a row of `EVENTS`."""
        seq = row["seq"]
        if seq != self.seq + 1:
            yield self._finding(seq, f"verwacht was nr. {self.seq + 1}; er is iets weg of bij")
        values = {name: row[name] for name in _COLUMNS}
        if row["previous_hash"] != self.hash:
            yield self._finding(seq, "de keten klopt niet: dit volgt niet op het vorige")
        elif row["hash"] != hash_event(values, self.hash):
            yield self._finding(seq, "de keten klopt niet: deze gebeurtenis is veranderd")
        if _is_destruction(row):
            self._without_answer.clear()
        if row["salt"] is None:
            self._without_answer.append(seq)
        elif not self._is_answer(row):
            yield self._finding(seq, "het antwoord is veranderd")
        self.seq, self.hash = seq, row["hash"]

    def end(self) -> Iterator[Finding]:
        """What is wrong now that there are no more events."""
        for seq in self._without_answer:
            yield self._finding(seq, "het antwoord is weg, en de zaak is niet vernietigd")

    def _is_answer(self, row: Mapping[Any, Any]) -> bool:
        """Whether what lies behind an event is what it speaks of: it opens, and has its hash."""
        try:
            plain = opened(self._connection, self.stream, "audit_payloads", row)
        except Tampered:
            return False
        hashed = hash_payload(plain["salt"], plain["payload"], plain["actor_naam"])
        return bool(row["payload_hash"] == hashed)

    def _finding(self, seq: int, wat: str) -> Finding:
        return Finding(self.stream, seq, wat)


def _is_destruction(row: Mapping[Any, Any]) -> bool:
    before, after = row["status_before"], row["status_after"]
    return bool(row["kind"] == "zaak:taak:voltooid" and before != after == Status.GEWIST)


#: Every event with its answer, in the order of its stream.
EVENTS = (
    select(AuditEventRow, AuditPayloadRow.salt, AuditPayloadRow.payload, AuditPayloadRow.actor_naam)
    .outerjoin(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
    .order_by(AuditEventRow.stream, AuditEventRow.seq)
)

_COLUMNS = (
    "stream",
    "seq",
    "gemeente",
    "kind",
    "actor",
    "rol",
    "at",
    "recorded_at",
    "status_before",
    "status_after",
    "details",
    "payload_hash",
)


def who_completed(connection: Connection, stream: str) -> dict[str, tuple[str, datetime]]:
    """Task id → name and moment (UTC) of whoever finished it, for a case."""
    rows = connection.execute(
        select(AuditEventRow.details, AuditEventRow.recorded_at, AuditPayloadRow.actor_naam)
        .join(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream == stream, AuditEventRow.kind == "zaak:taak:voltooid")
    )
    return {row.details["taak_id"]: (row.actor_naam, row.recorded_at) for row in rows}


def done_at(connection: Connection, stream: str) -> dict[str, list[tuple[str, datetime]]]:
    """BPMN element → name and moment (UTC) of whoever finished it, each time, for a case."""
    rows = connection.execute(
        select(AuditEventRow.details, AuditEventRow.at, AuditPayloadRow.actor_naam)
        .join(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream == stream, AuditEventRow.kind == "zaak:taak:voltooid")
        .order_by(AuditEventRow.seq)
    )
    found: dict[str, list[tuple[str, datetime]]] = {}
    for row in rows:
        found.setdefault(row.details.get("element", ""), []).append((row.actor_naam, row.at))
    return found
