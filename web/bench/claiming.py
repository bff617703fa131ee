"""Finding the next hundred of very many due moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from engine.store import deadlines
from web.bench import copies
from web.bench.figures import Figure, Spread, count
from web.bench.stopwatch import timing
from web.bench.subject import Bench, Subject
from web.bench.town import town

#: What finding them may cost (ms, all but one in twenty).
TARGET = 5.0
REPEATS = 50
BATCH = 100
#: After everything that is kept has fallen due.
FAR = timedelta(days=20_000)


def measure(bench: Bench) -> Iterator[Figure]:
    """The question the alarm asks, put again and again."""
    with bench.place.fresh() as url, town(url, bench.models) as full:
        database = full.database
        waiting = full.waiting()
        copies.fill_moments(database, waiting, bench.size.moments // len(waiting))
        copies.refresh(database)
        now = full.street.clock.now() + FAR
        took: list[float] = []
        for _ in range(REPEATS):
            with database.reading() as connection, timing(took):
                found = deadlines.due_cases(connection, now, BATCH)
            if len(found) != BATCH:
                raise RuntimeError(f"{len(found)} of {BATCH} found")
    yield Figure(
        subject=SUBJECT.name,
        place=bench.place.name,
        what=f"de volgende {BATCH} van {count(bench.size.moments)} momenten",
        unit="ms",
        measured=Spread.of(took),
        target=TARGET,
    )


SUBJECT = Subject("claiming", measure)
