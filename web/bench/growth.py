"""Completing a task, and opening pages, among ever more cases: neither must get slower."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from web.bench import pages
from web.bench.figures import Figure, Spread, count
from web.bench.life import NIGHT
from web.bench.stopwatch import timing
from web.bench.subject import Bench, Subject
from web.bench.town import Town, town

#: Among the most cases a task costs at most so many times what it costs among the fewest.
TARGET = 1.25


def measure(bench: Bench) -> Iterator[Figure]:
    """A night's tasks among each number of cases, beside the smallest; and then the pages."""
    fewest: Spread | None = None
    with bench.place.fresh() as url, town(url, bench.models) as full:
        for cases in bench.size.towns:
            full.grow(cases)
            spread = Spread.of(_night(full, bench.size.lives))
            fewest = fewest or spread
            yield Figure(
                subject=SUBJECT.name,
                place=bench.place.name,
                what=f"een taak voltooien, {count(cases)} zaken",
                unit="ms",
                measured=spread,
                floor=fewest,
                target=TARGET,
            )
            yield from pages.visit(bench, full, cases)


def _night(full: Town, lives: int) -> list[float]:
    """What the tasks of the first night took (ms), of so many new cases and one to warm up."""
    street = full.street
    took: list[float] = []
    cases = [street.report() for _ in range(lives + 1)]
    reported = street.clock.now()
    for step in NIGHT:
        street.house.worker.run()
        street.clock.move_to(reported + timedelta(minutes=step.after))
        for number, zaak_id in enumerate(cases):
            actor, act = street.act(step)
            with timing(took if number else []):
                street.house.road.complete(actor, zaak_id, act)
    return took


SUBJECT = Subject("growth", measure)
