"""What is foretold is what happens: cases walked to some point, then left alone."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from engine.model.gebruikers import SYSTEEM
from engine.model.zaak import Status
from engine.service import forecast
from engine.service.forecast import Forecast, Vooruitblik, Wat, look_ahead
from engine.store.kluis import opened
from engine.store.outbox import PAPERS
from engine.store.reading.zaak import TimelineEntry, state_of, timeline
from engine.store.schema.mechanics import OutboxRow
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.models.test_walks import House, Twin, _one_step, record_of

SEEDS = range(24)


class Watcher:
    """Writes down what really happens in a case, in the words of a forecast."""

    def __init__(self, tested: HouseUnderTest, zaak_id: str) -> None:
        self.tested = tested
        self.zaak_id = zaak_id
        self.tasks, self.events, self.asked = self._look()

    def _look(self) -> tuple[dict[str, tuple[str, str]], int, int]:
        record = record_of(self.tested, self.zaak_id)
        tasks = {id: (task.taak, task.naam) for id, task in record.tasks.items()}
        return tasks, len(self._timeline()), len(self._papers())

    def _timeline(self) -> tuple[TimelineEntry, ...]:
        with self.tested.house.database.reading() as connection:
            return timeline(connection, self.zaak_id)

    def _papers(self) -> list[tuple[str, str]]:
        with self.tested.house.database.reading() as connection:
            sealed = connection.execute(
                select(OutboxRow.payload)
                .where(OutboxRow.zaak_id == self.zaak_id, OutboxRow.kind.in_(PAPERS))
                .order_by(OutboxRow.id)
            ).mappings()
            rows = [
                opened(connection, self.zaak_id, "outbox", row)["payload"] for row in sealed.all()
            ]
            return [(row["document"], row["aan"].split(":")[0]) for row in rows]

    def since(self, moment: datetime) -> list[Vooruitblik]:
        tasks, events, asked = self._look()
        new = self._timeline()[self.events :]
        lines = [
            Vooruitblik(line.op, Wat.TERMIJN, line.naam, line.soort.rpartition(":")[2])
            for line in new
            if line.soort.startswith("zaak:termijn:")
        ]
        lines += [
            Vooruitblik(line.op, Wat.STATUS, line.status_na or "")
            for line in new
            if line.soort == "zaak:status:gewijzigd"
        ]
        gone, opened = self.tasks.keys() - tasks, tasks.keys() - self.tasks
        lines += [Vooruitblik(moment, Wat.TAAK_VERVALLEN, *self.tasks[id]) for id in gone]
        lines += [Vooruitblik(moment, Wat.TAAK_GEOPEND, *tasks[id]) for id in opened]
        lines += [
            Vooruitblik(moment, Wat.DOCUMENT, document, aan)
            for document, aan in self._papers()[self.asked :]
        ]
        self.tasks, self.events, self.asked = tasks, events, asked
        return sorted(lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_foretold_is_what_happens(make_house: House, seed: int) -> None:
    tested, lot = make_house("sqlite://"), Random(seed)  # noqa: S311 - drawn by lot
    zaak = een_zaak(tested, kindermishandeling=lot.random() < 0.3)
    record = record_of(tested, zaak.id)
    twin = Twin(tested, record)
    for _ in range(lot.randint(3, 30)):
        record = _one_step(tested, twin, record, lot, Counter())
        with tested.house.database.reading() as connection:
            if state_of(connection, zaak.id).status == Status.GEWIST:
                return
    foretold = tested.house.forecast.of(zaak.id)

    watcher, happened = Watcher(tested, zaak.id), []
    while (wake := tested.house.deadlines.next_wake()) is not None:
        tested.clock.move_to(max(wake, tested.clock.now()))
        tested.house.deadlines.fire_due()
        tested.house.worker.run()
        happened += watcher.since(wake)

    assert list(foretold) == happened


def test_looking_ahead_changes_nothing(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    before = record_of(quick, zaak.id)

    quick.house.forecast.of(zaak.id)

    assert record_of(quick, zaak.id) == before
    assert quick.house.forecast.of(zaak.id) == quick.house.forecast.of(zaak.id)


def test_what_is_kept_of_it_is_what_would_be_seen_now(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, looked = quick.house, list[str]()

    def look(*given: Any) -> Any:
        looked.append("anew")
        return look_ahead(*given)

    monkeypatch.setattr(forecast, "look_ahead", look)
    zaak = een_zaak(quick).van_kracht()
    first = house.forecast.of(zaak.id)
    quick.at("2026-03-22T11:00")
    fresh = Forecast(house.database, quick.clock, house.models)
    looked.clear()

    # time alone changes nothing, a step does, and so does a setting that terms are counted by
    assert house.forecast.of(zaak.id) == first == fresh.of(zaak.id)
    assert looked == ["anew"]

    zaak.hulp_aangeboden()
    assert house.forecast.of(zaak.id) == fresh.of(zaak.id)
    assert len(looked) == 3

    days_off = [date(2026, 3, 31)]
    house.beheer.set_process(SYSTEEM, "0599", feestdagen=days_off, opvolgtijden={})
    assert house.forecast.of(zaak.id) == fresh.of(zaak.id)
    assert len(looked) == 5


def test_only_so_much_of_it_is_kept(quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast, "KEPT", 2)
    zaken = [een_zaak(quick) for _ in range(3)]

    seen = [quick.house.forecast.of(each.id) for each in zaken]

    assert list(quick.house.forecast._kept) == [each.id for each in zaken[1:]]  # noqa: SLF001
    assert [quick.house.forecast.of(each.id) for each in zaken] == seen
