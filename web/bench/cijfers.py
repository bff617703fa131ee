"""The calendar, a diary and the figures page, among as many cases as there are.

Copies of the few cases that were played stand in one month; here they are spread over three years,
with durations of their own, or adding them up would cost less than it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import bindparam, select, update

from engine.store.schema.cijfers import ZaakcijfersRow
from web.app import create_app
from web.bench.figures import Figure, Spread, count
from web.bench.pages import opened
from web.bench.subject import Bench, Subject
from web.bench.town import Town, town

#: A page of figures is made within (ms, all but one in twenty).
TARGET = 50.0
YEARS = (2023, 2024, 2025)
#: Durations are told apart in so many steps of five minutes.
STEPS = 60


def measure(bench: Bench) -> Iterator[Figure]:
    """Each page among each number of cases."""
    with bench.place.fresh() as url, town(url, bench.models) as full:
        for cases in bench.size.towns:
            full.grow(cases)
            _spread(full)
            client = create_app(full.street.house).test_client()
            client.set_cookie("huisverbod", full.sign_in())
            for name, address in _PAGES:
                took, queries = opened(full, client, address, bench.size.visits)
                for unit, values, target in (("ms", took, TARGET), ("queries", queries, None)):
                    yield Figure(
                        subject=SUBJECT.name,
                        place=bench.place.name,
                        what=f"{name}, {count(cases)} zaken",
                        unit=unit,
                        measured=Spread.of(values),
                        target=target,
                    )


_PAGES = (
    ("cijfers per halfjaar", "/cijfers?van=2023-1&tot=2025-2"),
    ("cijfers per maand", "/cijfers?half=2024-2"),
    ("kalender", "/kalender"),
)


def _spread(full: Town) -> None:
    """Give the copies months and durations of their own, each by its number."""
    table = ZaakcijfersRow.__table__
    with full.database.writing() as connection:
        ids = connection.execute(select(table.c.zaak_id).order_by(table.c.zaak_id)).scalars()
        rows = [
            {
                "of": zaak_id,
                "maand": f"{YEARS[place % 3]}-{place // 3 % 12 + 1:02d}",
                "besluit": 5 * (place * 7 % STEPS),
                "uitreiking": 5 * (place * 11 % STEPS),
            }
            for place, zaak_id in enumerate(ids)
        ]
        connection.execute(
            update(ZaakcijfersRow)
            .where(table.c.zaak_id == bindparam("of"))
            .values(
                maand=bindparam("maand"),
                tot_besluit=bindparam("besluit"),
                tot_uitreiking=bindparam("uitreiking"),
            ),
            rows,
        )


SUBJECT = Subject("figures", measure)
