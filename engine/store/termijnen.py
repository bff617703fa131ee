"""The legal terms of a case as rows: reading them, and writing what a step changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.model.termijnen import Deadline, DeadlineState
from engine.store.schema import Base

_DEADLINES = Base.metadata.tables["deadlines"]
_NEW = insert(_DEADLINES)
_CHANGED = update(_DEADLINES).where(
    _DEADLINES.c.zaak_id == bindparam("of_zaak"), _DEADLINES.c.termijn == bindparam("of_termijn")
)
_OF = select(_DEADLINES).where(_DEADLINES.c.zaak_id == bindparam("zaak"))


def of(connection: Connection, zaak_id: str) -> dict[str, Deadline]:
    """The legal terms of a case, by id."""
    rows = connection.execute(_OF, {"zaak": zaak_id})
    return {
        row.termijn: Deadline(
            termijn=row.termijn,
            due=row.due,
            state=DeadlineState(row.state),
            afgedaan_op=row.afgedaan_op,
            verwerkt_op=row.verwerkt_op,
        )
        for row in rows
    }


def save(
    connection: Connection,
    zaak_id: str,
    before: Mapping[str, Deadline],
    after: Mapping[str, Deadline],
) -> None:
    """Write the terms that began or changed."""
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for termijn, deadline in after.items():
        values = {
            "due": deadline.due,
            "state": deadline.state.value,
            "afgedaan_op": deadline.afgedaan_op,
            "verwerkt_op": deadline.verwerkt_op,
        }
        if termijn not in before:
            new.append({"zaak_id": zaak_id, "termijn": termijn, **values})
        elif before[termijn] != deadline:
            changed.append({"of_zaak": zaak_id, "of_termijn": termijn, **values})
    if new:
        connection.execute(_NEW, new)
    if changed:
        connection.execute(_CHANGED, changed)
