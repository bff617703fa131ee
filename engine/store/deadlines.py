"""Which cases something falls due in, when the next one does, and taking them in hand.

A case that could not move on is left out until it is its turn again, so that it holds up no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, or_, select

from engine.store.schema import Base
from engine.store.schema.mechanics import DeadlineRow
from engine.store.schema.zaken import ZaakRow

_STATES = Base.metadata.tables["process_states"]
_NOW = bindparam("now", type_=_STATES.c.wake_at.type)
_FREE = or_(_STATES.c.opzij_tot.is_(None), _STATES.c.opzij_tot <= _NOW)
_DUE = (
    select(_STATES)
    .where(_STATES.c.wake_at <= _NOW, _FREE)
    .order_by(_STATES.c.wake_at)
    .limit(bindparam("most"))
)
#: What somebody else holds is passed by: whoever holds it lets happen what is due in it.
_CLAIM = _DUE.with_for_update(skip_locked=True)
_DUE_IDS = _DUE.with_only_columns(_STATES.c.zaak_id)


def next_wake(connection: Connection, after: datetime | None = None) -> datetime | None:
    """The earliest moment (UTC) at which any case has something due, of those after `after`.

    Cases that were set aside do not count: their moment has been, and they wait for another try.
    """
    query = _earliest(_STATES.c.wake_at, after).where(_STATES.c.opzij_tot.is_(None))
    return connection.execute(query).scalar()


def _earliest(column: Any, after: datetime | None) -> Select[Any]:
    query = select(column).where(column.is_not(None)).order_by(column).limit(1)
    return query.where(column > after) if after is not None else query


def due_cases(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Cases in which something is due at `now` (UTC), the longest due first."""
    return list(connection.execute(_DUE_IDS, {"now": now, "most": limit}).scalars())


def claim(connection: Connection, now: datetime, limit: int) -> Sequence[Row[Any]]:
    """Cases in which something is due at `now` (UTC), held until the transaction ends.

    Returns:
        Their process states, the longest due first; for `zaken.of_rows`.
    """
    return connection.execute(_CLAIM, {"now": now, "most": limit}).all()


def due_of(connection: Connection, zaak_id: str) -> datetime | None:
    """When something falls due in a case (UTC); held until the transaction ends."""
    query = select(_STATES.c.wake_at).where(_STATES.c.zaak_id == zaak_id).with_for_update()
    return connection.execute(query).scalar()


def terms_due(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str, datetime]]:
    """Open legal terms that are over at `now` (UTC): number of the case, term, moment, in order."""
    rows = connection.execute(
        select(ZaakRow.nummer, DeadlineRow.termijn, DeadlineRow.due)
        .join(ZaakRow, ZaakRow.id == DeadlineRow.zaak_id)
        .where(DeadlineRow.state == "open", DeadlineRow.due <= now)
        .order_by(DeadlineRow.due, ZaakRow.nummer)
        .limit(limit)
    )
    return [(row.nummer, row.termijn, row.due) for row in rows]
