"""The calendar and the figures page, among as many cases as there are, spread over three years."""

from __future__ import annotations

from collections.abc import Iterator

from web.app import create_app
from web.bench.figures import Figure, Spread, count
from web.bench.pages import opened
from web.bench.subject import Bench
from web.bench.town import Town

#: A page of figures is made within (ms, all but one in twenty).
TARGET = 50.0

_PAGES = (
    ("cijfers per halfjaar", "/cijfers?van=2023-1&tot=2025-2"),
    ("cijfers per maand", "/cijfers?half=2024-2"),
    ("kalender", "/kalender"),
)


def visit(bench: Bench, full: Town, cases: int) -> Iterator[Figure]:
    """Time and number of queries of each page among the cases there are now."""
    client = create_app(full.street.house).test_client()
    client.set_cookie("huisverbod", full.sign_in())
    for name, address in _PAGES:
        took, queries = opened(full, client, address, bench.size.visits)
        for unit, values, target in (("ms", took, TARGET), ("queries", queries, None)):
            yield Figure(
                subject="figures",
                place=bench.place.name,
                what=f"{name}, {count(cases)} zaken",
                unit=unit,
                measured=Spread.of(values),
                target=target,
            )
