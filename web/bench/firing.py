"""What falls due in many cases at the same moment: how fast it happens, and how late the last is.

The product's own alarm does it, on a clock that runs as the machine's does but begins just before
the end of the orders. Lateness is what the cases themselves say: when it was due, and when it was
written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event
from time import perf_counter

from engine.clock import MovableClock
from engine.scheduler import Alarm
from engine.store.reading import zaak as reading
from web.bench import copies
from web.bench.figures import Figure, Spread, count
from web.bench.life import NIGHT, REPORTED, household, street
from web.bench.oneclock import OneClock
from web.bench.subject import Bench, Subject
from web.bootstrap import settle_down

#: Cases a second that one process must reach, their steps included.
TARGET = 200.0
#: How long before the moment the alarm is set.
AHEAD = timedelta(seconds=2)
#: Longer than anything here takes (s).
PATIENCE = 300.0
TERM = "einde_huisverbod"


def measure(bench: Bench) -> Iterator[Figure]:
    """The end of so many orders in the same minute, in one process."""
    with bench.place.fresh() as url:
        cases, due = _prepare(url, bench)
        lateness, rate = _fire(url, bench, cases, due)
    orders = f"{count(len(cases))} huisverboden tegelijk"
    for what, unit, values, target in (
        (f"{orders} aflopen", "zaken/s", [rate], TARGET),
        (f"te laat, {orders}", "ms", lateness, None),
    ):
        yield Figure(
            subject=SUBJECT.name,
            place=bench.place.name,
            what=what,
            unit=unit,
            measured=Spread.of(values),
            target=target,
        )


def _prepare(url: str, bench: Bench) -> tuple[list[str], datetime]:
    """One order in force, copied; everything that came before its end has happened."""
    clock = MovableClock(REPORTED)
    with street(url, bench.models, clock) as played:
        zaak_id = played.report()
        for step in NIGHT:
            played.pass_time(step)
            actor, act = played.act(step)
            played.house.road.complete(actor, zaak_id, act)
        with played.house.database.reading() as connection:
            due = reading.case(connection, zaak_id).deadlines[TERM].due
        while (wake := played.house.deadlines.next_wake()) is not None and wake < due:
            clock.move_to(wake)
            played.house.deadlines.fire_due()
        played.house.worker.run()
        copies.multiply(played.house.database, [zaak_id], 1, bench.size.due, whole=True)
        copies.own_tasks(played.house.database, zaak_id, bench.size.due)
        copies.refresh(played.house.database)
    return [copies.copy_id(zaak_id, number) for number in range(1, bench.size.due + 1)], due


def _fire(url: str, bench: Bench, cases: list[str], due: datetime) -> tuple[list[float], float]:
    """Let the alarm do its work.

    Returns:
        How late each case was (ms), and how many were done in a second.
    """
    clock = OneClock(due - AHEAD)
    with household(url, bench.models, clock) as house:
        alarm, looked = Alarm(house.deadlines, clock), Event()
        settle_down()
        clock.go()
        alarm.start()
        try:
            began = perf_counter()
            while (wake := house.deadlines.next_wake()) is not None and wake <= due:
                if perf_counter() - began > PATIENCE:
                    raise RuntimeError("the alarm does not come to an end")
                looked.wait(0.2)
            done = clock.now()
        finally:
            alarm.stop()
        with house.database.reading() as connection:
            deadlines = [reading.state_of(connection, each).termijnen[TERM] for each in cases]
    lateness = [
        (each.verwerkt_op - each.due).total_seconds() * 1e3
        for each in deadlines
        if each.verwerkt_op is not None
    ]
    if len(lateness) != len(cases):
        raise RuntimeError(f"{len(lateness)} of {len(cases)} orders ended")
    return lateness, len(cases) / (done - due).total_seconds()


SUBJECT = Subject("firing", measure)
