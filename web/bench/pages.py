"""The pages that people work on all day, among as many cases as there are."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from engine.model.gebruikers import Rol
from web.app import create_app
from web.bench.figures import Figure, Spread, count
from web.bench.stopwatch import timing
from web.bench.subject import Bench
from web.bench.town import Town

#: The server makes a page within (ms, all but one in twenty).
TARGET = 50.0
OK = 200


def visit(bench: Bench, full: Town, cases: int) -> Iterator[Figure]:
    """Time and number of queries of each page among the cases there are now."""
    app = create_app(full.street.house)
    for rol, name, address in _pages(full):
        client = app.test_client()
        client.set_cookie("huisverbod", full.sign_in(rol))
        took, queries = opened(full, client, address, bench.size.visits)
        what = f"{name}, {count(cases)} zaken"
        yield _figure(bench, what, "ms", took, TARGET)
        yield _figure(bench, what, "queries", queries, None)


def _pages(full: Town) -> tuple[tuple[Rol, str, str], ...]:
    case = f"/zaken/{full.originals[2]}"  # it was extended, and has the most on its file
    asked, task_id = full.open_task("besluit")
    return (
        (Rol.AMBTENAAR, "startpagina", "/"),
        (Rol.AMBTENAAR, "zaakpagina", case),
        (Rol.AMBTENAAR, "proces van een zaak", f"{case}/proces"),
        (Rol.BURGEMEESTER, "besluit van de burgemeester", f"/zaken/{asked}/taken/{task_id}"),
        (Rol.HULPOFFICIER, "nieuwe melding", f"/melden/{uuid.uuid4()}"),
        (Rol.AMBTENAAR, "berichten", "/berichten"),
        (Rol.TOEZICHTHOUDER, "logboek", "/logboek"),
    )


def opened(full: Town, client: Any, address: str, visits: int) -> tuple[list[float], list[float]]:
    """How long a page took (ms) and how many queries, at each of some visits."""
    took: list[float] = []
    queries: list[float] = []
    client.get(address)  # templates are compiled at the first visit
    for _ in range(visits):
        with _counted(full) as seen, timing(took):
            status = client.get(address).status_code
        if status != OK:
            raise RuntimeError(f"{address} answers {status}")
        queries.append(len(seen))
    return took, queries


@contextmanager
def _counted(full: Town) -> Iterator[list[str]]:
    seen: list[str] = []

    def keep(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(full.database.engine, "before_cursor_execute", keep)
    try:
        yield seen
    finally:
        event.remove(full.database.engine, "before_cursor_execute", keep)


def _figure(
    bench: Bench, what: str, unit: str, values: list[float], target: float | None
) -> Figure:
    return Figure(
        subject="pages",
        place=bench.place.name,
        what=what,
        unit=unit,
        measured=Spread.of(values),
        target=target,
    )
