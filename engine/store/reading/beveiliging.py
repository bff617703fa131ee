"""What lately changed in how somebody signs in, for that user to recognise, or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from engine.store.audit import BEHEER
from engine.store.schema.mechanics import AuditEventRow

#: How many are told.
LATEST = 8
#: How many events of administration are looked through for what was done to somebody by others.
LOOKED = 400
_KINDS = ("beheer:factor:%", "beheer:wachtwoord:%")
_BY_OTHERS = ("beheer:gebruiker:factoren_weggehaald", "beheer:gebruiker:wachtwoord_uitgegeven")


@dataclass(frozen=True, slots=True)
class Wijziging:
    """Something that changed, and when (UTC)."""

    kind: str
    op: datetime


def changes(connection: Connection, gebruiker_id: str) -> list[Wijziging]:
    """What lately changed, by the user or by an administrator, the newest first."""
    events = AuditEventRow
    own = connection.execute(
        select(events.kind, events.recorded_at, events.seq)
        .where(
            events.stream == BEHEER,
            events.actor == gebruiker_id,
            or_(*(events.kind.like(each) for each in _KINDS)),
        )
        .order_by(events.seq.desc())
        .limit(LATEST)
    ).all()
    others = connection.execute(
        select(events.kind, events.recorded_at, events.seq, events.details)
        .where(events.stream == BEHEER, events.kind.in_(_BY_OTHERS))
        .order_by(events.seq.desc())
        .limit(LOOKED)
    ).all()
    found = [(row.seq, row.kind, row.recorded_at) for row in own]
    found += [
        (row.seq, row.kind, row.recorded_at)
        for row in others
        if row.details.get("gebruiker") == gebruiker_id
    ]
    return [Wijziging(kind, op) for _, kind, op in sorted(found, reverse=True)[:LATEST]]
