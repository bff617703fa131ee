"""Killed, cut off, without disk, by a clock that jumps: no step is lost, doubled or half done.

`HUISVERBOD_KILLS=300 make kill-test` takes the long way.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from threading import Event
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from engine.clock import MovableClock, SystemClock
from engine.law.moments import read_moment
from engine.scheduler import Alarm
from engine.service.acts import Complete
from engine.service.modellen import Models
from engine.store.reading.zaak import state_of, timeline
from tests.conftest import POSTGRES, HouseUnderTest
from tests.integration.terms.crowd import Crowd, FastClock, be_people, house_on, let_terms_pass
from tests.integration.terms.test_firing import END, lapses, several
from web.app import create_app
from web.bench.life import NIGHT, REPORTED, Street

KILLS = int(os.environ.get("HUISVERBOD_KILLS", "8"))
CASES = 6
HULP = {"aangeboden_op": "2026-03-22T10:00", "aanvaard": True}
#: So many days pass in a second.
SPEED = timedelta(days=2).total_seconds()
#: Longer than anything here takes (s).
PATIENCE = 120.0 + 2.0 * KILLS


def played(tested: HouseUnderTest, count: int) -> list[str]:
    """Cases whose orders are in force, really played through their first night."""
    street = Street(tested.house, tested.clock, tested.people["0599"])
    tested.clock.move_to(REPORTED)
    cases = [street.report() for _ in range(count)]
    for step in NIGHT:
        street.pass_time(step)
        for zaak_id in cases:
            actor, act = street.act(step)
            tested.house.road.complete(actor, zaak_id, act)
            tested.house.worker.run()
    return cases


def test_killed_again_and_again_nothing_is_lost_doubled_or_half_done(
    make_house: Callable[..., HouseUnderTest], database_url: str, models: Models
) -> None:
    tested = make_house(database_url, start="2026-03-21T00:00")
    cases = played(tested, CASES)
    start = tested.clock.now()
    tested.house.database.dispose()
    clock = FastClock(start, SystemClock().now(), SPEED)
    crowd, lot, pause = Crowd(database_url, models, clock), Random(), Event()  # noqa: S311
    for _ in range(2):
        crowd.start(let_terms_pass)
        crowd.start(be_people, tested.people["0599"], cases)
    try:
        for _ in range(KILLS):
            pause.wait(lot.uniform(0.2, 1.0))
            crowd.kill_one(lot)
        over, began = start + timedelta(days=30), monotonic()
        while clock.now() < over and monotonic() - began < PATIENCE:
            pause.wait(0.2)
    finally:
        crowd.end()

    after = house_on(database_url, models, MovableClock(max(clock.now(), over)))
    after.deadlines.fire_due()
    after.worker.run()
    try:
        assert [str(each) for each in after.samenhang.look()] == []
        assert after.watch.incidents() == []
        with after.database.reading() as connection:
            for zaak_id in cases:
                lines = timeline(connection, zaak_id)
                ends = Counter(
                    (line.naam, line.op)
                    for line in lines
                    if line.soort == "zaak:termijn:verstreken"
                )
                assert set(ends.values()) <= {1}
                assert state_of(connection, zaak_id).termijnen["einde_huisverbod"].afgedaan_op
    finally:
        after.database.dispose()


def test_cut_off_in_mid_commit_nothing_happened_and_the_next_try_succeeds(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url)
    database = tested.house.database
    if not database.is_postgresql:
        pytest.skip("no connection to cut")
    cases = several(tested, 2)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    admin = create_engine(POSTGRES)
    cut: list[Any] = []

    def cut_off(connection: Any) -> None:
        if not cut:
            pid = connection.exec_driver_sql("select pg_backend_pid()").scalar()
            with admin.connect() as other:
                cut.append(other.execute(text("select pg_terminate_backend(:p)"), {"p": pid}))

    event.listen(database.engine, "commit", cut_off)
    try:
        with pytest.raises(database.disconnected):
            tested.house.deadlines.fire_due()
    finally:
        event.remove(database.engine, "commit", cut_off)
        admin.dispose()
    before = [lapses(tested, zaak) for zaak in cases]

    assert cut
    assert before == [0, 0]
    assert tested.house.deadlines.fire_due() == 2
    assert [lapses(tested, zaak) for zaak in cases] == [1, 1]
    assert list(tested.house.samenhang.look()) == []


#: A page for everybody that asks the database something.
_CHECK = "/controle?code=7K3M9QXD2F4TB6WZ"


@contextmanager
def away(url: str) -> Iterator[None]:
    """While a server restarts: every connection to this database is cut, and none is let in."""
    name = make_url(url).database
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    cut = text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")
    with admin.connect() as connection:
        connection.execute(text(f"alter database {name} allow_connections false"))
        assert connection.execute(cut, {"name": name}).all() != []
        try:
            yield
        finally:
            connection.execute(text(f"alter database {name} allow_connections true"))
    admin.dispose()


def test_a_server_that_restarts_is_waited_for(tested: HouseUnderTest) -> None:
    if not tested.house.database.is_postgresql:
        pytest.skip("no server")
    cases = several(tested, 2)
    client = create_app(tested.house).test_client()
    alarm = Alarm(tested.house.deadlines, tested.clock)
    alarm.tick()
    ready = [client.get("/readyz").status_code, client.get(_CHECK).status_code]

    with away(tested.house.database.url):
        tested.clock.move_to(read_moment(END))
        alarm.tick()
        alarm.tick()
        ready += [client.get("/readyz").status_code, client.get(_CHECK).status_code]
    alarm.tick()
    ready += [client.get("/readyz").status_code, client.get(_CHECK).status_code]

    assert ready == [200, 200, 503, 503, 200, 200]
    assert [lapses(tested, zaak) for zaak in cases] == [1, 1]
    assert list(tested.house.samenhang.look()) == []


def test_on_a_slow_disk_everything_happens_once(
    tested: HouseUnderTest, models: Models, request: pytest.FixtureRequest
) -> None:
    """Every commit takes long; two alarms and somebody who does a task want one at once."""
    cases = several(tested, 3)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    other = house_on(tested.house.database.url, models, tested.clock)
    request.addfinalizer(other.database.dispose)
    task = (tested.actor("hulpverlening"), cases[0].id, Complete("hulpaanbod_achterblijvers", HULP))
    for house in (tested.house, other):
        event.listen(house.database.engine, "commit", lambda _: Event().wait(0.3))

    with ThreadPoolExecutor(3) as people:
        work: list[Future[Any]] = [
            people.submit(Alarm(tested.house.deadlines, tested.clock).tick),
            people.submit(Alarm(other.deadlines, tested.clock).tick),
            people.submit(other.road.complete, *task),
        ]
        for each in work:
            each.result()

    assert [lapses(tested, zaak) for zaak in cases] == [1, 1, 1]
    assert "hulpaanbod_achterblijvers" not in cases[0].state.taken
    assert list(tested.house.samenhang.look()) == []


def test_without_room_on_disk_nothing_is_half_done(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url)
    database = tested.house.database
    if database.is_postgresql:
        pytest.skip("its disk is its own")
    cases = several(tested, 3)
    tested.at("2026-03-31T02:29:59")
    tested.clock.move_to(read_moment(END))
    with database.reading() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()

    def full(connection: Any) -> None:
        connection.exec_driver_sql(f"pragma max_page_count = {pages}")

    event.listen(database.engine, "begin", full)
    with pytest.raises(OperationalError, match="full"):
        tested.house.deadlines.fire_due()
    event.remove(database.engine, "begin", full)
    before = [lapses(tested, zaak) for zaak in cases]
    database.dispose()

    assert before == [0, 0, 0]
    assert tested.house.deadlines.fire_due() == 3
    assert [lapses(tested, zaak) for zaak in cases] == [1, 1, 1]
    assert list(tested.house.samenhang.look()) == []


class JumpingClock:
    """Shows whatever it is told to, also earlier than before."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def test_a_clock_that_jumps_lets_nothing_happen_early_or_twice(
    make_house: Callable[..., HouseUnderTest], database_url: str, models: Models
) -> None:
    tested = make_house(database_url)
    (zaak,) = several(tested, 1)
    clock = JumpingClock(read_moment("2026-03-31T02:29:59"))
    house = house_on(database_url, models, clock)
    alarm = Alarm(house.deadlines, clock, house.watch.process("wekker"))
    try:
        found = []
        for moment in (
            "2026-03-31T02:29:59",
            "2026-03-25T00:00",
            END,
            "2026-03-25T00:00",
            "2026-03-31T02:31",
        ):
            clock.moment = read_moment(moment)
            alarm.tick()
            found.append(lapses(tested, zaak))
    finally:
        alarm.tick()
        house.database.dispose()

    assert found == [0, 0, 1, 1, 1]
