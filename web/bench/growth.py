"""Completing a task, and opening pages, among ever more cases: neither must get slower."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import mean

from web.bench import cijfers, pages, search
from web.bench.figures import Figure, Spread, count
from web.bench.life import NIGHT
from web.bench.stopwatch import timing
from web.bench.subject import Bench, Subject
from web.bench.town import Town, town
from web.bootstrap import settle_down

#: Among the most cases a task costs at most so many times what it costs among the fewest.
TARGET = 1.25


def measure(bench: Bench) -> Iterator[Figure]:
    """A night's tasks among each number of cases, turn by turn with the fewest; then the pages,
    the figures and finding a name.
    """
    with (
        bench.place.fresh() as few_url,
        town(few_url, bench.models) as few,
        bench.place.fresh() as url,
        town(url, bench.models) as full,
    ):
        few.grow(bench.size.towns[0])
        for cases in bench.size.towns:
            full.grow(cases)
            settle_down()  # as whoever serves pages does
            among_all, among_few = _night(full, few, -(-bench.size.lives // 2))
            yield Figure(
                subject=SUBJECT.name,
                place=bench.place.name,
                what=f"een taak voltooien, {count(cases)} zaken",
                unit="ms",
                measured=Spread.of(among_all),
                floor=Spread.of(among_few),
                target=TARGET,
            )
            for people in (pages, cijfers, search):
                yield from people.visit(bench, full, cases)


def _night(full: Town, few: Town, lives: int) -> tuple[list[float], list[float]]:
    """What a task took (ms) in each, the mean of each new case's first night, after one to warm up.

    Turn by turn, so that whatever else the machine does hits both.
    """
    streets = (full.street, few.street)
    nights: list[tuple[list[float], list[float]]] = [([], []) for _ in range(lives + 1)]
    cases = [[street.report() for street in streets] for _ in nights]
    reported = [street.clock.now() for street in streets]
    for step in NIGHT:
        for street, moment in zip(streets, reported, strict=True):
            street.house.worker.run()
            street.clock.move_to(moment + timedelta(minutes=step.after))
        for number, (twins, took) in enumerate(zip(cases, nights, strict=True)):
            turns = list(zip(streets, twins, took, strict=True))
            for street, zaak_id, times in turns if number % 2 else reversed(turns):
                actor, act = street.act(step)
                with timing(times):
                    street.house.road.complete(actor, zaak_id, act)
    return [mean(night[0]) for night in nights[1:]], [mean(night[1]) for night in nights[1:]]


SUBJECT = Subject("growth", measure)
