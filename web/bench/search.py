"""Finding cases by a name, among as many cases with names of their own as there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from web.app import create_app
from web.bench.figures import Figure, Spread, count
from web.bench.stopwatch import timing
from web.bench.subject import Bench
from web.bench.town import Town
from web.bench.variety import FIRST, LAST

#: The page with the answer is made within (ms, all but one in twenty).
TARGET = 50.0
_TOKEN = re.compile(r'name="csrf" value="(\w+)"')
_HIT = "/zaken/"
OK = 200


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
    """What each page took (ms): surnames, every other one with a first name."""
    client = create_app(full.street.house).test_client()  # it counts how often somebody looks
    client.set_cookie("huisverbod", full.sign_in())
    token = _TOKEN.search(client.get("/zoeken").text)
    if token is None:
        raise RuntimeError("the form has changed")
    took, found = list[float](), 0
    for number in range(visits + 1):
        surname = LAST[number * 7 % len(LAST)]
        asked = f"{FIRST[number % len(FIRST)]} {surname}" if number % 2 else surname
        if slip:
            asked = asked[:-2] + asked[-1] + asked[-2]
        times: list[float] = []
        answer: Any
        with timing(times):
            answer = client.post("/zoeken", data={"csrf": token[1], "naam": asked})
        if answer.status_code != OK:
            raise RuntimeError(f"looking for a name answers {answer.status_code}")
        found += _HIT in answer.text
        took += times if number else []  # the first is to warm up
    if not found:
        raise RuntimeError("nothing was found")
    return took
