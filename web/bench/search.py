"""Finding cases by a name, among as many cases with names of their own as there are."""

from __future__ import annotations

from collections.abc import Iterator

from web.bench.figures import Figure, Spread, count
from web.bench.stopwatch import timing
from web.bench.subject import Bench
from web.bench.town import Town
from web.bench.variety import FIRST, LAST

#: What an answer may take (ms, all but one in twenty).
TARGET = 50.0


def visit(bench: Bench, full: Town, cases: int) -> Iterator[Figure]:
    """The same questions among the cases there are now."""
    for what, slip in (("een naam zoeken", False), ("idem, met een tikfout", True)):
        yield Figure(
            subject="search",
            place=bench.place.name,
            what=f"{what}, {count(cases)} zaken",
            unit="ms",
            measured=Spread.of(_search(full, bench.size.visits, slip=slip)),
            target=TARGET,
        )


def _search(full: Town, visits: int, *, slip: bool) -> list[float]:
    """What each question took (ms): surnames, every other one with a first name."""
    house, took = full.street.house, list[float]()
    actor = house.toegang.known("ambtenaar")
    if actor is None:
        raise RuntimeError("the demo's accounts have changed")
    found = 0
    for number in range(visits + 1):
        surname = LAST[number * 7 % len(LAST)]
        asked = f"{FIRST[number % len(FIRST)]} {surname}" if number % 2 else surname
        if slip:
            asked = asked[:-2] + asked[-1] + asked[-2]
        times: list[float] = []
        with timing(times):
            answer, _ = house.zoeken.find(actor, {"naam": asked}, 1, "zoeken.find")
        found += len(answer.treffers)
        took += times if number else []  # the first is to warm up
    if not found:
        raise RuntimeError("nothing was found")
    return took
