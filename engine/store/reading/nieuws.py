"""What others did, or what happened by itself, since somebody last looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.zaken import ZaakRow

#: More than this nobody reads on a start page; the cases themselves tell the rest.
MOST = 60

_ACTS = ("zaak:taak:voltooid", "zaak:bericht:ontvangen")
_PASSED = "zaak:termijn:verstreken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for in one municipality.

    Attributes:
        sinds: later than this moment (UTC).
        hulp: acts that belong to the help; zaak: all other acts.
        termijnen, status: terms that passed, changes of status.
    """

    gemeente: str
    sinds: datetime
    hulp: bool
    zaak: bool
    termijnen: bool
    status: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed.

    Attributes:
        op: when it was written down (UTC).
        naam: the task, message or term it is about; "" for a change of status alone.
        wie: who did it. status: what the status became, None when it stayed.
    """

    zaak_id: str
    nummer: str
    gemeente: str
    op: datetime
    soort: str
    naam: str
    wie: str
    status: str | None


def changes(
    connection: Connection, gebruiker: str, wanted: Iterable[Wanted], help_acts: Collection[str]
) -> list[Change]:
    """The newest changes by others than this user, the newest first; at most `MOST`.

    Args:
        help_acts: the tasks and messages that belong to the help.
    """
    places = list(wanted)
    if not places:
        return []
    rows = connection.execute(
        select(AuditEventRow, AuditPayloadRow.actor_naam, ZaakRow.nummer)
        .join(ZaakRow, ZaakRow.id == AuditEventRow.stream)
        .outerjoin(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(
            # the oldest moment of all by itself: so the index on it is used, not walked through
            AuditEventRow.recorded_at > min(each.sinds for each in places),
            AuditEventRow.actor != gebruiker,
            or_(*(_condition(each, help_acts) for each in places)),
        )
        .order_by(AuditEventRow.recorded_at.desc(), AuditEventRow.id.desc())
        .limit(MOST)
    ).mappings()
    return [
        Change(
            zaak_id=row["stream"],
            nummer=row["nummer"],
            gemeente=row["gemeente"],
            op=row["recorded_at"],
            soort=row["kind"],
            naam=next(
                (
                    str(row["details"][key])
                    for key in ("taak", "bericht", "termijn")
                    if key in row["details"]
                ),
                "",
            ),
            wie=row["actor_naam"] or "",
            status=row["status_after"] if row["status_after"] != row["status_before"] else None,
        )
        for row in rows
    ]


def _condition(wanted: Wanted, help_acts: Collection[str]) -> ColumnElement[bool]:
    event = AuditEventRow
    is_act = event.kind.in_(_ACTS)
    is_help = or_(
        event.details["taak"].as_string().in_(help_acts),
        event.details["bericht"].as_string().in_(help_acts),
    )
    told = []
    if wanted.hulp:
        told.append(and_(is_act, is_help))
    if wanted.zaak:
        told.append(and_(is_act, is_help.is_not(True)))
    if wanted.termijnen:
        told.append(event.kind == _PASSED)
    if wanted.status:
        changed = event.status_before.is_distinct_from(event.status_after)
        told.append(and_(changed, event.status_after.is_not(None)))
    return and_(
        event.gemeente == wanted.gemeente,
        event.recorded_at > wanted.sinds,
        or_(*told) if told else event.id.is_(None),
    )
