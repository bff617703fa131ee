"""Who is at work, how late it is, what is set aside: on pages, by commands and from outside."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from engine.errors import NotFound
from engine.law.moments import read_moment
from engine.scheduler import Alarm
from engine.service.watch import EVERY, GRACE, SILENT, Hour
from engine.store.reading.zaak import timeline
from tests.conftest import HouseUnderTest
from tests.integration.terms.test_firing import END, broken, several
from tests.integration.web.test_pages import Visitor
from web.bootstrap import build
from web.cli.watch import keep_watching, look
from web.pages.storingen import curve
from web.settings import Settings

TEXT = "kan door een storing niet"


def test_a_case_that_stands_still_is_shown_to_who_may_see_it(quick: HouseUnderTest) -> None:
    (bad,) = several(quick, 1)
    quick.clock.move_to(read_moment(END))
    manager, officer = Visitor(quick, "beheerder"), Visitor(quick, "hulpofficier")
    elsewhere, stranger = Visitor(quick, "beheerder-0363"), Visitor(quick, "hulpofficier-0363")
    with broken(bad):
        quick.house.deadlines.fire_due()
        assert manager.get("/storingen") == 200
        listed = manager.text
        assert manager.post("/storingen", zaak=bad.id) == 303
        start = [(each.get("/"), TEXT in each.text) for each in (manager, officer, stranger)]
        assert elsewhere.get("/storingen") == 200
        assert bad.outcome.nummer not in elsewhere.text
        assert elsewhere.post("/storingen", zaak=bad.id) == 404
        assert officer.get("/storingen") == 403
    officer.get(f"/zaken/{bad.id}")

    assert bad.outcome.nummer in listed
    assert "Vries" not in listed
    assert start == [(200, True), (200, True), (200, False)]
    assert TEXT in officer.text
    manager.get("/storingen")
    assert manager.post("/storingen", zaak=bad.id) == 303
    assert (officer.get("/"), TEXT in officer.text) == (200, False)
    with quick.house.database.reading() as connection:
        tried = [line for line in timeline(connection, bad.id) if "storing" in line.soort]
    assert [line.rol for line in tried] == ["beheerder", "beheerder"]


def test_who_has_no_case_there_cannot_try_it(quick: HouseUnderTest) -> None:
    (zaak,) = several(quick, 1)

    for actor in (quick.actor("beheerder", "0363"), quick.actor("burgemeester")):
        with pytest.raises(NotFound):
            quick.house.watch.try_again(actor, zaak.id)


def test_status_shows_lateness_as_a_curve_and_a_table(quick: HouseUnderTest) -> None:
    several(quick, 1)
    quick.at("2026-03-31T02:29:59")
    quick.clock.move_to(read_moment("2026-03-31T02:41"))
    alarm = Alarm(quick.house.deadlines, quick.clock, quick.house.watch.process("wekker"))
    alarm.tick()
    visitor = Visitor(quick, "beheerder")

    assert visitor.get("/status") == 200
    assert "660,000 s" in visitor.text
    assert "<polyline" in visitor.text
    assert "wekker" in visitor.text
    assert Visitor(quick, "burgemeester").get("/status") == 403


def test_a_curve_stays_within_its_frame() -> None:
    first = read_moment("2026-03-31T02:00")
    hours = [
        Hour(van=first + timedelta(hours=n), aantal=1, p50=n / 2, p99=n, hoogste=2.0 * n)
        for n in range(5)
    ]

    drawn = curve(hours)

    points = [point for each in drawn.dots.values() for point in each]
    assert all(56 <= x <= 704 and 10 <= y <= 200 for x, y in points)
    assert drawn.dots["hoogste"][-1] == (700.0, 10.0)
    assert drawn.top == 8.0
    assert curve(hours[:1]).dots["p50"] == [(56.0, 200.0)]


def test_who_keeps_the_probes_sees_that_terms_are_late(quick: HouseUnderTest) -> None:
    several(quick, 1)
    quick.at("2026-03-31T02:29:59")
    visitor = Visitor(quick)
    on_time = [visitor.get(path) for path in ("/healthz", "/readyz")]
    quick.clock.move_to(read_moment(END) + GRACE)
    almost = visitor.get("/healthz")
    quick.clock.move_by(timedelta(seconds=1))
    late = [visitor.get(path) for path in ("/healthz", "/readyz", "/healthz/ready")]
    quick.house.deadlines.fire_due()

    assert on_time == [200, 200]
    assert (almost, late) == (200, [503, 503, 200])
    assert visitor.get("/healthz") == 200


def test_a_process_is_heard_until_it_is_silent(tested: HouseUnderTest) -> None:
    watch, clock = tested.house.watch, tested.clock
    never = watch.state().is_silent
    process = watch.process("wekker")
    process.beat()
    heard = watch.state().heard
    clock.move_by(EVERY / 2)
    process.beat()
    (between,) = watch.beats()
    clock.move_by(EVERY / 2)
    process.beat()
    (later,) = watch.beats()
    clock.move_by(SILENT)
    at_work = watch.state().is_silent
    clock.move_by(timedelta(seconds=1))

    assert (never, at_work, watch.state().is_silent) == (True, False, True)
    assert between.laatst_op == heard
    assert later.laatst_op == heard + EVERY
    process.beat()
    process.stop()
    assert watch.beats() == []


class Passing(Event):
    """Time passes while one waits; it is over after so many times."""

    def __init__(self, tested: HouseUnderTest, times: int) -> None:
        super().__init__()
        self.tested = tested
        self.times = times

    def wait(self, timeout: float | None = None) -> bool:
        self.times -= 1
        self.tested.clock.move_by(SILENT)
        return self.times == 0


def test_the_watcher_tells_what_is_the_matter_once(tested: HouseUnderTest) -> None:
    (bad,) = several(tested, 1)
    house, clock = tested.house, tested.clock
    alarm = Alarm(house.deadlines, clock, house.watch.process("wekker"))
    quiet = look(house)
    alarm.tick()
    well = look(house)
    clock.move_to(read_moment(END) + timedelta(seconds=61))
    late = look(house)
    told: list[list[str]] = []
    with broken(bad):
        alarm.tick()
        aside = look(house)
        keep_watching(house, 1.0, told.append, Passing(tested, 4))

    assert quiet == ["Geen enkel proces verwerkt termijnen."]
    assert well == []
    assert late[1:] == ["Een termijn is langer dan een minuut verstreken en niet verwerkt."]
    assert aside == ["Zaken die niet verder kunnen: 1; zie huisverbod storingen."]
    assert told == [aside, quiet + aside]


def test_a_database_that_is_gone_is_trouble_too(tmp_path: Any, quick: HouseUnderTest) -> None:
    url = f"sqlite:///{tmp_path / 'nothing' / 'here.db'}"
    gone = build(Settings(database=url), models=quick.house.models)

    (trouble,) = look(gone)

    assert trouble.startswith("De database antwoordt niet")
