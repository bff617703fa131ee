"""What the cases of a period come to, kept so that nobody who looks has to count them all.

A trigger marks a period when something changes in one of its cases (migration 0028); what is kept
of it then holds no more, and whoever looks counts that period. Now and then periods that are marked
are counted anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.model.cijfers import Stand
from engine.store.schema.cijfers import CijfermerkRow, CijferstandRow, ZaakcijfersRow
from engine.store.schema.mechanics import CijfersRow

#: What took time in a case.
DURATIONS = ("tot_besluit", "tot_uitreiking")
_LIVING, _GONE = ZaakcijfersRow.__table__.c, CijfersRow.__table__.c
_MARK, _KEPT = CijfermerkRow.__table__.c, CijferstandRow.__table__.c


def of(connection: Connection, gemeente: str, periods: Collection[str]) -> dict[str, Stand]:
    """What the cases of a municipality come to in each of these periods that has any.

    Args:
        periods: months ("2026-03"), for files that are there; half-years ("2026-1"), for those that
            were destroyed.
    """
    asked = list(periods)
    marks = select(_MARK.periode).where(_MARK.gemeente == gemeente, _MARK.periode.in_(asked))
    marked = set(connection.execute(marks.distinct()).scalars())
    kept = select(_KEPT.periode, _KEPT.stand).where(
        _KEPT.gemeente == gemeente, _KEPT.periode.in_([p for p in asked if p not in marked])
    )
    found = {periode: Stand.from_json(stand) for periode, stand in connection.execute(kept)}
    return found | counted(connection, gemeente, marked)


def counted(connection: Connection, gemeente: str, periods: Collection[str]) -> dict[str, Stand]:
    """The same, from the cases themselves; always three queries."""
    found: dict[str, Stand] = {}
    for periode, kenmerken, number in _counted(connection, "kenmerken", gemeente, periods):
        found.setdefault(periode, Stand()).count(kenmerken, number)
    for name in DURATIONS:
        for periode, minutes, number in _counted(connection, name, gemeente, periods):
            found.setdefault(periode, Stand()).took(name, minutes, number)
    return found


def marked(connection: Connection) -> list[tuple[str, str]]:
    """Municipalities and periods of which what is kept holds no more, in an order of their own."""
    query = select(_MARK.gemeente, _MARK.periode).distinct().order_by(_MARK.gemeente, _MARK.periode)
    return [(gemeente, periode) for gemeente, periode in connection.execute(query)]


def keep(connection: Connection, gemeente: str, periode: str) -> None:
    """Count a period anew and take its marks away; one that is marked meanwhile stays marked."""
    own = (CijferstandRow.gemeente == gemeente, CijferstandRow.periode == periode)
    # whoever counts the same period waits here, and then counts what is there by then
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(CijferstandRow).values(
        gemeente=gemeente, periode=periode, stand=Stand().as_json()
    )
    names = ["gemeente", "periode"]
    connection.execute(
        row.on_conflict_do_update(index_elements=names, set_={"periode": row.excluded.periode})
    )
    connection.execute(
        delete(CijfermerkRow).where(
            CijfermerkRow.gemeente == gemeente, CijfermerkRow.periode == periode
        )
    )
    # only now, after its marks: a case that changes from here on leaves one
    stand = counted(connection, gemeente, [periode]).get(periode)
    if stand is None:
        connection.execute(delete(CijferstandRow).where(*own))
    else:
        connection.execute(update(CijferstandRow).where(*own).values(stand=stand.as_json()))


def mark_unknown(connection: Connection) -> None:
    """Mark periods that have cases and of which nothing is known, as after putting a copy back."""
    known = set(marked(connection))
    known |= {(g, p) for g, p in connection.execute(select(_KEPT.gemeente, _KEPT.periode))}
    missing = sorted(set(_periods(connection)) - known)
    if missing:
        rows = [{"gemeente": gemeente, "periode": periode} for gemeente, periode in missing]
        connection.execute(insert(CijfermerkRow), rows)


def wrong(connection: Connection) -> list[tuple[str, str]]:
    """Municipalities and periods of which something else is kept than their cases come to."""
    told = connection.execute(select(_KEPT.gemeente, _KEPT.periode, _KEPT.stand))
    kept = {(row.gemeente, row.periode): Stand.from_json(row.stand) for row in told}
    sure = (kept.keys() | set(_periods(connection))) - set(marked(connection))
    return [
        (gemeente, periode)
        for gemeente, periode in sorted(sure)
        if counted(connection, gemeente, [periode]).get(periode) != kept.get((gemeente, periode))
    ]


def _periods(connection: Connection) -> list[tuple[str, str]]:
    """Municipalities and periods that have cases."""
    living = select(_LIVING.gemeente, _LIVING.maand).distinct()
    gone = select(_GONE.gemeente, _GONE.halfjaar).where(_GONE.halfjaar.is_not(None)).distinct()
    return [
        (gemeente, periode) for gemeente, periode in connection.execute(union_all(living, gone))
    ]


def _counted(
    connection: Connection, name: str, gemeente: str, periods: Collection[str]
) -> Iterable[tuple[str, Any, int]]:
    """How many cases of each period have the same of something: period, what it is, how many."""
    asked = list(periods)
    living, gone = _LIVING[name], _GONE[name]
    query = union_all(
        select(_LIVING.maand, living, func.count())
        .where(_LIVING.gemeente == gemeente, _LIVING.maand.in_(asked), living.is_not(None))
        .group_by(_LIVING.maand, living),
        select(_GONE.halfjaar, gone, func.count())
        .where(_GONE.gemeente == gemeente, _GONE.halfjaar.in_(asked), gone.is_not(None))
        .group_by(_GONE.halfjaar, gone),
    )
    return ((periode, what, number) for periode, what, number in connection.execute(query))
