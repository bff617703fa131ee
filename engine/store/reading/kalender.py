"""What falls due in the weeks to come, and what is to be done by then: for a page and a diary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, union_all

from engine.model.gebruikers import INCLUDES, Actor
from engine.model.termijnen import DeadlineState
from engine.store.schema.mechanics import DeadlineRow, OpenTaskRow, ProcessStateRow
from engine.store.schema.zaken import ZaakRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A term of a case that runs or ran, or a task that waits; without anybody's name.

    Attributes:
        op: when it is due (UTC).
        wat: id of the term or the task; `naam`: what the task is called, None for a term.
        taak_id: the task itself; None for a term.
        stand: how the term stands; of a task, which is open, "open".
        versie: grows with every step of the case.
        sinds: when the case was reported (UTC): nothing of it is older.
    """

    op: datetime
    zaak_id: str
    nummer: str
    gemeente: str
    status: str
    wat: str
    naam: str | None
    taak_id: str | None
    stand: str
    versie: int
    sinds: datetime


def terms(
    connection: Connection,
    gemeenten: Collection[str],
    termijnen: Collection[str],
    van: datetime,
    tot: datetime,
    limit: int,
    *,
    only_open: bool = True,
) -> list[Moment]:
    """The terms (of these kinds) that fall due from `van` until `tot` (UTC), the nearest first."""
    if not gemeenten:
        return []
    states = [each.value for each in DeadlineState]
    query = (
        select(
            DeadlineRow.due,
            ZaakRow.id,
            ZaakRow.nummer,
            ZaakRow.gemeente,
            ZaakRow.status,
            DeadlineRow.termijn,
            DeadlineRow.state,
            ProcessStateRow.version,
            ZaakRow.gemeld_op,
        )
        .join(ZaakRow, ZaakRow.id == DeadlineRow.zaak_id)
        .join(ProcessStateRow, ProcessStateRow.zaak_id == ZaakRow.id)
        .where(
            DeadlineRow.state.in_([DeadlineState.OPEN.value] if only_open else states),
            DeadlineRow.due >= van,
            DeadlineRow.due < tot,
            DeadlineRow.termijn.in_(sorted(termijnen)),
            ZaakRow.gemeente.in_(sorted(gemeenten)),
        )
        .order_by(DeadlineRow.due)  # and no further: the index gives so many and stops
        .limit(limit)
    )
    return [
        Moment(
            op=row.due,
            zaak_id=row.id,
            nummer=row.nummer,
            gemeente=row.gemeente,
            status=row.status,
            wat=row.termijn,
            naam=None,
            taak_id=None,
            stand=row.state,
            versie=row.version,
            sinds=row.gemeld_op,
        )
        for row in connection.execute(query)
    ]


def tasks(connection: Connection, actor: Actor, tot: datetime, limit: int) -> list[Moment]:
    """The tasks whose turn is this user's and that are due before `tot` (UTC), also those late."""
    turns = {
        (gemeente, each.value)
        for rol, gemeente in actor.rollen
        for each in (rol, *INCLUDES.get(rol, ()))
    }
    if not turns:
        return []
    # turn by turn, for so an index has them in their order
    nearest = [
        select(OpenTaskRow.id)
        .where(
            OpenTaskRow.gemeente == gemeente,
            OpenTaskRow.rol == rol,
            OpenTaskRow.dringend_op < tot,
        )
        .order_by(OpenTaskRow.dringend_op)
        .limit(limit)
        .subquery()
        for gemeente, rol in sorted(turns)
    ]
    mine = union_all(*(select(each.c.id) for each in nearest))
    query = (
        select(
            OpenTaskRow.id.label("taak_id"),
            OpenTaskRow.dringend_op,
            OpenTaskRow.taak,
            OpenTaskRow.naam,
            OpenTaskRow.geopend_op,
            ZaakRow.id,
            ZaakRow.nummer,
            ZaakRow.gemeente,
            ZaakRow.status,
            ProcessStateRow.version,
        )
        .join(ZaakRow, ZaakRow.id == OpenTaskRow.zaak_id)
        .join(ProcessStateRow, ProcessStateRow.zaak_id == ZaakRow.id)
        .where(OpenTaskRow.id.in_(mine))
        .order_by(OpenTaskRow.dringend_op, ZaakRow.nummer, OpenTaskRow.id)
        .limit(limit)
    )
    return [
        Moment(
            op=row.dringend_op,
            zaak_id=row.id,
            nummer=row.nummer,
            gemeente=row.gemeente,
            status=row.status,
            wat=row.taak,
            naam=row.naam,
            taak_id=row.taak_id,
            stand=DeadlineState.OPEN.value,
            versie=row.version,
            sinds=row.geopend_op,
        )
        for row in connection.execute(query)
    ]
