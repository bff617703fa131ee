"""Legal terms over all cases, by moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from engine.model.termijnen import DeadlineState
from engine.model.zaak import BINDEND
from engine.store.schema.mechanics import DeadlineRow
from engine.store.schema.zaken import ZaakRow


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One term of one case; `due` in UTC."""

    due: datetime
    nummer: str
    termijn: str
    state: str


def deadlines(connection: Connection, *, only_open: bool, limit: int) -> list[DeadlineLine]:
    """The terms of all cases, the nearest first."""
    query = (
        select(DeadlineRow.due, ZaakRow.nummer, DeadlineRow.termijn, DeadlineRow.state)
        .join(ZaakRow, ZaakRow.id == DeadlineRow.zaak_id)
        .order_by(DeadlineRow.due, ZaakRow.nummer)
        .limit(limit)
    )
    if only_open:
        query = query.where(DeadlineRow.state == DeadlineState.OPEN.value)
    return [
        DeadlineLine(row.due, row.nummer, row.termijn, row.state)
        for row in connection.execute(query)
    ]


def next_end(
    connection: Connection, after: datetime, zaak_id: str | None = None
) -> datetime | None:
    """The first end (UTC), after `after`, of an order that binds: of one case, or of any."""
    query = select(func.min(ZaakRow.einde)).where(
        ZaakRow.einde > after, ZaakRow.status.in_([status.value for status in BINDEND])
    )
    if zaak_id is not None:
        query = query.where(ZaakRow.id == zaak_id)
    return connection.execute(query).scalar()
