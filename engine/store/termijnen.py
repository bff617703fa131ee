"""The legal terms of a case as rows: reading them, and writing what a step changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.model.termijnen import Deadline, DeadlineState
from engine.store import parts
from engine.store.among import among
from engine.store.parts import Part
from engine.store.schema import Base

_DEADLINES = Base.metadata.tables["deadlines"]
_NEW = insert(_DEADLINES)
_CHANGED = update(_DEADLINES).where(
    _DEADLINES.c.zaak_id == bindparam("of_zaak"), _DEADLINES.c.termijn == bindparam("of_termijn")
)
#: The rows with the legal terms of some cases, for `of_rows`.
PART = Part(_DEADLINES, select(_DEADLINES).where(among(_DEADLINES.c.zaak_id, "zaken")))

Terms = Mapping[str, Deadline]


def of(connection: Connection, zaak_id: str) -> dict[str, Deadline]:
    """The legal terms of a case, by id."""
    return of_rows([zaak_id], parts.read(connection, [PART], [zaak_id]))[zaak_id]


def of_rows(ids: Sequence[str], rows: Mapping[str, parts.Rows]) -> dict[str, dict[str, Deadline]]:
    """The legal terms of several cases, from their rows: id of the case → its terms, by id."""
    found: dict[str, dict[str, Deadline]] = {zaak_id: {} for zaak_id in ids}
    for row in rows[PART.name]:
        found[row["zaak_id"]][row["termijn"]] = Deadline(
            termijn=row["termijn"],
            due=row["due"],
            state=DeadlineState(row["state"]),
            afgedaan_op=row["afgedaan_op"],
            verwerkt_op=row["verwerkt_op"],
        )
    return found


def save(connection: Connection, moved: Iterable[tuple[str, Terms, Terms]]) -> None:
    """Write the terms that began or changed: of each case its id, its terms before, and after."""
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for zaak_id, before, after in moved:
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
