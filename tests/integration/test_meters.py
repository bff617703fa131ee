"""Figures for whoever watches the installation."""

from __future__ import annotations

import pytest
from prometheus_client import generate_latest

from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.contract.machines import ask, at_work, until


def told(tested: HouseUnderTest) -> dict[str, float]:
    lines = generate_latest(tested.house.meters.registry).decode().splitlines()
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name: float(value) for name, value in pairs}


def test_what_waits_is_told_and_names_no_case(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)

    figures = told(tested)

    assert figures["huisverbod_database_up"] == 1
    assert figures['huisverbod_tasks_open{role="hulpofficier",scope="global"}'] >= 1
    assert not any(zaak.id in name for name in figures)


def test_what_should_have_happened_shows_until_it_did(tested: HouseUnderTest) -> None:
    een_zaak(tested).van_kracht()
    wake = tested.house.deadlines.next_wake()
    assert wake is not None
    tested.clock.move_to(wake)

    before = told(tested)
    tested.house.deadlines.fire_due()
    after = told(tested)

    assert before['huisverbod_cases_due{scope="global"}'] == 1
    assert after['huisverbod_cases_due{scope="global"}'] == 0


def test_what_is_asked_for_waits_until_it_is_done(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    tested.house.bode.run()
    before = told(tested)
    ask(tested, zaak.id, "brief")

    waits = told(tested)
    with at_work(tested.house):
        until(lambda: told(tested)['huisverbod_jobs_waiting{scope="global"}'] == 0)
        until(lambda: told(tested)['huisverbod_outbox_waiting{scope="global"}'] == 0)

    asked = 'huisverbod_outbox_waiting{scope="global"}'
    assert waits[asked] == before[asked] + 1
    assert waits['huisverbod_jobs_waiting{scope="global"}'] >= 1
    assert waits['huisverbod_jobs_missing{scope="global"}'] == 0
    assert waits['huisverbod_jobs_running{scope="global"}'] == 0


def test_a_paper_that_fails_is_counted(quick: HouseUnderTest) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    meters = quick.house.meters
    with pytest.raises(MemoryError), meters.paper("render", "akte"):
        fail()
    with meters.paper("render", "akte"):
        pass

    figures = told(quick)
    assert figures['huisverbod_paper_failures_total{document="akte",work="render"}'] == 1
    assert figures['huisverbod_paper_seconds_count{document="akte",work="render"}'] == 1


def test_without_a_database_it_says_so(quick: HouseUnderTest) -> None:
    quick.house.database.dispose()
    with quick.house.database.engine.connect() as connection:
        connection.exec_driver_sql("drop table if exists deadlines")

    assert told(quick)["huisverbod_database_up"] == 0
