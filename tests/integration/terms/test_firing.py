"""Letting happen what is due: each once, in order; a case that cannot move on stands aside."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.law.moments import read_moment
from engine.process.registry import OPERATORS
from engine.service.firing import place_of
from engine.store import deadlines, outbox
from engine.store.reading.zaak import timeline
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.watching import LatenessRow
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest

END = "2026-03-31T02:30"


def several(tested: HouseUnderTest, count: int) -> list[Zaak]:
    """Cases whose orders end at the same moment."""
    cases = [een_zaak(tested).getaxeerd().gehoord().besloten().getekend() for _ in range(count)]
    tested.at("2026-03-21T02:35")
    return [zaak.uitgereikt() for zaak in cases]


@contextmanager
def broken(zaak: Zaak) -> Iterator[None]:
    """A case whose state nobody can read, and which is put right afterwards."""
    database = zaak.tested.house.database
    of_it = ProcessStateRow.zaak_id == zaak.id
    with database.writing() as connection:
        state = connection.execute(select(ProcessStateRow.state).where(of_it)).scalar_one()
        connection.execute(update(ProcessStateRow).where(of_it).values(state=b"broken"))
    yield
    with database.writing() as connection:
        connection.execute(update(ProcessStateRow).where(of_it).values(state=bytes(state)))


def lapses(tested: HouseUnderTest, zaak: Zaak) -> int:
    with tested.house.database.reading() as connection:
        return sum(
            line.soort == "zaak:termijn:verstreken" and line.naam == "einde_huisverbod"
            for line in timeline(connection, zaak.id)
        )


def test_orders_that_end_together_end_once_each(tested: HouseUnderTest) -> None:
    cases = several(tested, 3)
    tested.at("2026-03-31T02:29:59")
    early = [zaak.state.status for zaak in cases]
    tested.clock.move_to(read_moment(END))

    fired = tested.house.deadlines.fire_due()

    assert early == ["van_kracht"] * 3
    assert fired == 3
    assert [zaak.state.status for zaak in cases] == ["geeindigd"] * 3
    assert [lapses(tested, zaak) for zaak in cases] == [1, 1, 1]
    assert tested.house.deadlines.fire_due() == 0
    assert list(tested.house.samenhang.look()) == []


def test_several_alarms_at_once_let_each_order_end_once(tested: HouseUnderTest) -> None:
    cases = several(tested, 4)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    barrier = threading.Barrier(3)

    def alarm() -> None:
        barrier.wait()
        tested.house.deadlines.fire_due()

    threads = [threading.Thread(target=alarm) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tested.house.deadlines.fire_due()

    assert [lapses(tested, zaak) for zaak in cases] == [1] * 4
    assert list(tested.house.samenhang.look()) == []


def test_how_late_each_moment_was_is_kept(tested: HouseUnderTest) -> None:
    (zaak,) = several(tested, 1)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment("2026-03-31T02:41"))
    tested.house.deadlines.fire_due()

    with tested.house.database.reading() as connection:
        rows = connection.execute(
            select(LatenessRow.__table__).where(LatenessRow.due == read_moment(END))
        ).all()
    assert [(row.zaak_id, row.processed_at - row.due) for row in rows] == [
        (zaak.id, timedelta(minutes=11))
    ]
    assert tested.house.watch.hours()[-1].hoogste == 660.0


def test_what_was_missed_is_told_in_its_own_order(tested: HouseUnderTest) -> None:
    several(tested, 1)
    tested.clock.move_to(read_moment("2026-03-31T02:41"))

    missed = tested.house.deadlines.missed()

    assert [each.termijn for each in missed][-1] == "einde_huisverbod"
    assert [each.due for each in missed] == sorted(each.due for each in missed)


def test_a_case_that_cannot_move_on_holds_up_no_others(tested: HouseUnderTest) -> None:
    bad, good = several(tested, 2)
    alarms: list[tuple[str, int]] = []
    tested.house.firing.alarms.append(lambda zaak_id, tries: alarms.append((zaak_id, tries)))
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))

    with broken(bad):
        fired = tested.house.deadlines.fire_due()
        again = tested.house.deadlines.fire_due()
        (incident,) = tested.house.watch.incidents()
        tested.clock.move_to(read_moment("2026-03-31T02:30:31"))
        tested.house.deadlines.fire_due()
        (later,) = tested.house.watch.incidents()

    assert (fired, again, good.state.status) == (1, 0, "geeindigd")
    assert (incident.zaak_id, incident.due, incident.pogingen) == (bad.id, read_moment(END), 1)
    assert incident.volgende == read_moment(END) + timedelta(seconds=30)
    assert (later.pogingen, later.volgende) == (2, read_moment("2026-03-31T02:31:31"))
    assert alarms == [(bad.id, 1), (bad.id, 2)]

    tested.clock.move_to(read_moment("2026-03-31T02:31:31"))
    assert tested.house.deadlines.fire_due() == 1
    assert tested.house.watch.incidents() == []
    assert (bad.state.status, lapses(tested, bad)) == ("geeindigd", 1)


def test_it_is_tried_again_at_once_by_who_asks_for_it(tested: HouseUnderTest) -> None:
    (bad,) = several(tested, 1)
    tested.clock.move_to(read_moment(END))
    with broken(bad):
        tested.house.deadlines.fire_due()
        assert not tested.house.watch.try_again(tested.actor("beheerder"), bad.id)

    assert tested.house.watch.try_again(tested.actor("beheerder"), bad.id)
    assert tested.house.watch.incidents() == []


def test_who_does_a_task_of_it_ends_the_incident_too(tested: HouseUnderTest) -> None:
    (bad,) = several(tested, 1)
    tested.at("2026-03-22T02:00")
    tested.clock.move_to(read_moment("2026-03-29T03:31"))
    with broken(bad):
        tested.house.deadlines.fire_due()
        assert len(tested.house.watch.incidents()) == 1

    bad.hulp_aangeboden()

    assert tested.house.watch.incidents() == []


def test_a_bug_in_one_case_undoes_nothing_of_others(
    tested: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = several(tested, 2)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    whole: Any = OPERATORS["kennisgeving.versturen"]
    run = type(whole).run

    def fail(operator: Any, step: Any, task_id: str, parameters: Any) -> None:
        if step.zaak.id == first.id:
            raise RuntimeError(step.zaak.melding.betrokkene.naam)
        run(operator, step, task_id, parameters)

    monkeypatch.setattr(type(whole), "run", fail)
    tested.house.deadlines.fire_due()
    (incident,) = tested.house.watch.incidents()

    assert (incident.zaak_id, incident.fout) == (first.id, "RuntimeError")
    assert incident.plaats.startswith("integration/terms/test_firing.py:")
    assert "Vries" not in incident.plaats
    assert second.state.status == "geeindigd"
    monkeypatch.undo()
    tested.clock.move_by(timedelta(minutes=1))
    assert tested.house.deadlines.fire_due() == 1
    assert list(tested.house.samenhang.look()) == []


def test_what_is_held_by_somebody_is_passed_by(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url)
    if not tested.house.database.is_postgresql:
        pytest.skip("one writer at a time")
    held, free = several(tested, 2)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    with tested.house.database.writing() as connection:
        deadlines.due_of(connection, held.id)
        fired = tested.house.deadlines.fire_due()

    assert (fired, free.state.status, lapses(tested, held)) == (1, "geeindigd", 0)
    assert tested.house.deadlines.fire_due() == 1


def test_one_that_the_database_refuses_is_found_among_those_written_together(
    tested: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = several(tested, 2)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    put = outbox.put

    def refused(connection: Any, rows: Any) -> None:
        if any(row["zaak_id"] == first.id for row in rows):
            rows = [*rows, rows[0]]  # the same key twice
        put(connection, rows)

    monkeypatch.setattr(outbox, "put", refused)
    fired = tested.house.deadlines.fire_due()
    (incident,) = tested.house.watch.incidents()

    assert (fired, incident.zaak_id, incident.fout) == (1, first.id, "IntegrityError")
    assert second.state.status == "geeindigd"


def test_a_place_says_where_and_not_what() -> None:
    try:
        raise ValueError("Jan de Vries")
    except ValueError as error:
        place = place_of(error)

    assert place.partition(":")[0].endswith("test_firing.py")
    assert "Vries" not in place
