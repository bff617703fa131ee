"""Every query of an act, a page and the alarm finds what it wants through an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from engine.law.moments import local
from engine.model.gebruikers import Actor, Rol
from engine.store import deadlines, outbox
from engine.store.reading import takenlijst
from engine.store.reading import zaak as reading
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest

READS = ("SELECT", "UPDATE", "DELETE", "WITH")


@contextmanager
def queries(tested: HouseUnderTest) -> Iterator[list[tuple[str, Any]]]:
    """The queries that are put inside, with their parameters."""
    seen: list[tuple[str, Any]] = []

    def keep(
        _: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        if statement.lstrip().startswith(READS) and "advisory" not in statement:
            seen.append((statement, parameters[0] if many else parameters))

    engine = tested.house.database.engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def scans(tested: HouseUnderTest, seen: list[tuple[str, Any]]) -> list[str]:
    """The queries for which the database would read a whole table, and its plan."""
    found = []
    postgresql = tested.house.database.is_postgresql
    with tested.house.database.reading() as connection:
        if postgresql:
            # a table of a few rows is always read whole, unless that is made to look expensive
            connection.exec_driver_sql("set local enable_seqscan = off")
        how = "explain " if postgresql else "explain query plan "
        for statement, parameters in seen:
            plan = [str(row) for row in connection.exec_driver_sql(how + statement, parameters)]
            whole = "Seq Scan" if postgresql else "SCAN "
            # SQLite calls going through what a part of the query found a scan as well
            if any(whole in line and not _of_a_part(line) for line in plan):
                found.append("\n".join([statement, *plan]))
    return found


def _of_a_part(line: str) -> bool:
    known = ("SCAN anon_", "SCAN page", "SCAN CONSTANT ROW", "USING COVERING INDEX")
    return any(each in line for each in known)


def ask_alarm(tested: HouseUnderTest) -> None:
    with tested.house.database.reading() as connection:
        deadlines.next_wake(connection)
        deadlines.due_cases(connection, tested.clock.now(), 100)
        outbox.waiting(connection, tested.clock.now(), 100)


def everybody(tested: HouseUnderTest) -> Actor:
    """Somebody with many roles in more than one municipality."""
    rollen = frozenset((rol, gemeente) for rol in Rol for gemeente in ("0599", "0363"))
    return Actor(id="x", naam="X", rollen=rollen)


def open_lists(tested: HouseUnderTest) -> None:
    who = everybody(tested)
    place = f"{tested.clock.now().isoformat()}~{tested.clock.now().isoformat()}~x"
    with tested.house.database.reading() as connection:
        for after in (None, place):
            takenlijst.tasks_for(connection, who, after)
            takenlijst.tasks_for(connection, tested.actor("ambtenaar"), after)
            takenlijst.cases_in(connection, who.gemeenten, after)
            takenlijst.cases_in(connection, ["0599"], after)
            takenlijst.cases_in(connection, who.gemeenten, after, binding=True)
            takenlijst.cases_in(connection, ["0599"], after, binding=False)


def look_twice(tested: HouseUnderTest) -> None:
    """What changed, for one user with a role in two places, and for one with a single role."""
    mayor = tested.actor("burgemeester")
    elsewhere = frozenset({*mayor.rollen, (Rol.HULPVERLENING, "0363")})
    for who in (replace(mayor, rollen=elsewhere), tested.actor("jurist")):
        tested.house.nieuws.look(who)
        tested.at(local(tested.clock.now() + timedelta(hours=1)).isoformat())
        tested.house.nieuws.look(who)


def open_case(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    with tested.house.database.reading() as connection:
        reading.case(connection, zaak.id)
        reading.papers(connection, zaak.id)
        reading.timeline(connection, zaak.id)
        reading.papers_asked(connection, zaak.id)
        reading.find(connection, zaak.outcome.nummer)


def act(tested: HouseUnderTest) -> None:
    een_zaak(tested).van_kracht().op("2026-03-31T02:30")


@pytest.mark.parametrize("use", [ask_alarm, open_lists, look_twice, open_case, act])
def test_no_query_reads_a_whole_table(
    tested: HouseUnderTest, use: Callable[[HouseUnderTest], None]
) -> None:
    with queries(tested) as seen:
        use(tested)

    assert seen
    assert scans(tested, seen) == []


def test_a_query_without_an_index_would_be_noticed(tested: HouseUnderTest) -> None:
    statement = "select id from zaken where opgelegd_op is null"

    assert len(scans(tested, [(statement, ())])) == 1


def test_next_hundred_due_come_in_the_order_of_the_index(tested: HouseUnderTest) -> None:
    with tested.house.database.reading() as connection, queries(tested) as seen:
        deadlines.due_cases(connection, tested.clock.now() + timedelta(days=1), 100)

    plan = _plan(tested, seen[0])
    assert "ix_process_states_wake_at" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_a_page_of_one_list_needs_no_sorting_of_the_list(tested: HouseUnderTest) -> None:
    with tested.house.database.reading() as connection, queries(tested) as seen:
        takenlijst.cases_in(connection, ["0599"])

    plan = _plan(tested, seen[0])
    assert "ix_zaken_lopend" in plan


def _plan(tested: HouseUnderTest, query: tuple[str, Any]) -> str:
    postgresql = tested.house.database.is_postgresql
    with tested.house.database.reading() as connection:
        if postgresql:
            connection.exec_driver_sql("set local enable_seqscan = off")
            connection.exec_driver_sql("set local enable_bitmapscan = off")
        how = "explain " if postgresql else "explain query plan "
        rows = connection.exec_driver_sql(how + query[0], query[1])
        return "\n".join(str(row) for row in rows)
