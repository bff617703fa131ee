"""What is to be done by somebody, and which cases run in some municipalities."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, select

from engine.model.gebruikers import INCLUDES, Actor
from engine.model.zaak import BINDEND
from engine.store import kluis
from engine.store.reading.keyset import Order, Page
from engine.store.schema import Base
from engine.store.schema.zaken import AdresRow, GemeenteRow, PersoonRow, ZaakRow
from engine.store.zaken import TaskOnList, task_on_list

_TASKS = Order(Base.metadata.tables["open_tasks"], "dringend_op", "geopend_op")
_CASES = Order(Base.metadata.tables["zaken"], "lopend_op", "gemeld_op")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """An open task with the case it belongs to; `einde` is the end of the order (UTC)."""

    task: TaskOnList
    zaak_id: str
    nummer: str
    status: str
    betrokkene: str
    plaats: str
    einde: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as lists show it."""

    zaak_id: str
    nummer: str
    status: str
    betrokkene: str
    plaats: str
    gemeld_op: datetime
    einde: datetime | None


def tasks_for(connection: Connection, actor: Actor, after: str | None = None) -> Page[TaskLine]:
    """The tasks whose turn is this user's, the most urgent first.

    Args:
        after: go on where the page before ended.

    Raises:
        NotFound: `after` is no place in a list.
    """
    turns = {
        (gemeente, each.value)
        for rol, gemeente in actor.rollen
        for each in (rol, *INCLUDES.get(rol, ()))
    }
    if not turns:
        return Page(())
    tasks = _TASKS.table.c
    page = _TASKS.merge(
        [(tasks.gemeente == gemeente, tasks.rol == rol) for gemeente, rol in sorted(turns)], after
    )
    query = _shown(page, page.c.zaak_id).add_columns(ZaakRow.nummer, ZaakRow.status, ZaakRow.einde)
    rows = connection.execute(_TASKS.sort(query, page)).mappings().all()
    return _TASKS.cut(people(connection, rows), _task_line)


def cases_in(
    connection: Connection,
    gemeenten: Collection[str],
    after: str | None = None,
    *,
    binding: bool | None = None,
) -> Page[CaseLine]:
    """The cases that still run in these municipalities, the first to end on top.

    Args:
        after: go on where the page before ended.
        binding: only those whose order is in force, or only the others.

    Raises:
        NotFound: `after` is no place in a list.
    """
    if not gemeenten:
        return Page(())
    cases = _CASES.table.c
    lists: list[tuple[ColumnElement[bool], ...]]
    if binding:  # status by status: those whose order is over, and that still run, end before them
        lists = [
            (cases.gemeente == each, cases.status == status.value, cases.lopend_op.is_not(None))
            for each in sorted(gemeenten)
            for status in sorted(BINDEND)
        ]
    else:
        others = [cases.status.not_in(sorted(BINDEND))] if binding is False else []
        lists = [
            (cases.gemeente == each, cases.lopend_op.is_not(None), *others)
            for each in sorted(gemeenten)
        ]
    page = _CASES.merge(lists, after)
    rows = connection.execute(_CASES.sort(_shown(page, page.c.id), page)).mappings().all()
    return _CASES.cut(people(connection, rows), _case_line)


def _shown(page: Subquery, zaak_id: ColumnElement[str]) -> Select[Any]:
    """The lines of a page with whom and where they are about."""
    return (
        select(
            page,
            PersoonRow.zaak_id.label("van_zaak"),
            PersoonRow.voornamen,
            PersoonRow.tussenvoegsel,
            PersoonRow.achternaam,
            AdresRow.straat,
            AdresRow.huisnummer,
            AdresRow.plaats,
        )
        .join(ZaakRow, ZaakRow.id == zaak_id)
        .join(
            PersoonRow,
            and_(PersoonRow.zaak_id == zaak_id, PersoonRow.hoedanigheid == "betrokkene"),
        )
        .join(AdresRow, AdresRow.zaak_id == zaak_id)
    )


def people(connection: Connection, rows: Sequence[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    """Rows of cases (`van_zaak`) with whom and where they are about opened, in one more query."""
    kluis.of(connection).prefetch(connection, [row["van_zaak"] for row in rows])
    named = [
        (row["van_zaak"], kluis.opened(connection, row["van_zaak"], "personen", row))
        for row in rows
    ]
    return [kluis.opened(connection, zaak_id, "adressen", row) for zaak_id, row in named]


def _task_line(row: Mapping[Any, Any]) -> TaskLine:
    return TaskLine(
        task=task_on_list(row),
        zaak_id=row["zaak_id"],
        nummer=row["nummer"],
        status=row["status"],
        betrokkene=_name(row["voornamen"], row["tussenvoegsel"], row["achternaam"]),
        plaats=f"{row['straat']} {row['huisnummer']}, {row['plaats']}",
        einde=row["einde"],
    )


def _case_line(row: Mapping[Any, Any]) -> CaseLine:
    return CaseLine(
        zaak_id=row["id"],
        nummer=row["nummer"],
        status=row["status"],
        betrokkene=_name(row["voornamen"], row["tussenvoegsel"], row["achternaam"]),
        plaats=f"{row['straat']} {row['huisnummer']}, {row['plaats']}",
        gemeld_op=row["gemeld_op"],
        einde=row["einde"],
    )


def gemeente_names(connection: Connection, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Code and name of municipalities, by name."""
    rows = connection.execute(
        select(GemeenteRow.code, GemeenteRow.naam)
        .where(GemeenteRow.code.in_(codes))
        .order_by(GemeenteRow.naam)
    )
    return [(row.code, row.naam) for row in rows]


def _name(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
