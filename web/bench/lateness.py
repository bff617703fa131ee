"""How late terms take effect with everything at work: two alarms, two who do tasks, and a kill.

Each a process of its own, on one clock. The terms (to say where one can be reached, twenty-four
hours after the order) end one after the other; halfway one of the alarms is killed, and another one
takes its place. Lateness is what the product keeps of itself: from the moment that a term ended
until all that follows was written, just before the commit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from threading import Event
from time import perf_counter
from typing import Any

from sqlalchemy import update

from engine.clock import Clock, MovableClock
from engine.errors import NotFound, Refused
from engine.model.gebruikers import Actor, Rol
from engine.scheduler import Alarm
from engine.service.acts import Complete
from engine.service.case import Case
from engine.service.modellen import Models
from engine.service.watch import ALARM
from engine.store import zaken
from engine.store.reading import watch
from engine.store.reading import zaak as reading
from engine.store.schema.feiten import UitreikingRow
from web.bench import copies
from web.bench.figures import Figure, Spread, count
from web.bench.life import LIFE, NIGHT, REPORTED, Street, household, street
from web.bench.oneclock import OneClock, forking
from web.bench.subject import Bench, Subject
from web.bootstrap import settle_down
from web.demo import answer_of

TERM = "bereikbaarheid"
#: What p50 and p99 must not exceed (ms).
TARGET, TARGET_P99 = 10.0, 100.0
#: No more terms than this, one every so often.
MOST, APART = 400, timedelta(milliseconds=20)
#: How long before the first of them everybody is at work.
AHEAD = timedelta(seconds=2)
#: Longer than anything here takes (s).
PATIENCE = 120.0
#: What people do meanwhile.
BY_DAY = tuple(step for step in LIFE if step not in NIGHT)


def measure(bench: Bench) -> Iterator[Figure]:
    """Terms that end one after the other, in five processes of which one is killed."""
    number = min(bench.size.due, MOST)
    with bench.place.fresh() as url:
        first, cases, actors = _prepare(url, bench.models, number)
        late = _run(url, bench.models, first, cases, actors)
    ordered = sorted(late)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    what = f"{count(number)} termijnen na elkaar, 2 wekkers, 2 mensen, 1 gedood"
    for name, values, target in (
        (f"te laat, {what}", ordered, None),
        ("te laat, de helft binnen", [Spread.of(ordered).p50], TARGET),
        ("te laat, 99 van de 100 binnen", [p99], TARGET_P99),
    ):
        yield Figure(
            subject=SUBJECT.name,
            place=bench.place.name,
            what=name,
            unit="ms",
            measured=Spread.of(values),
            target=target,
        )


def _prepare(url: str, models: Models, number: int) -> tuple[datetime, list[str], dict[Rol, Actor]]:
    """One order in force, copied, each served a moment after the one before.

    Returns:
        When the first of the terms ends (UTC), the cases, and who there is.
    """
    clock = MovableClock(REPORTED)
    with street(url, models, clock) as played:
        zaak_id = played.report()
        for step in NIGHT:
            played.pass_time(step)
            left_out = {k: v for k, v in step.formulier.items() if k != "bereikbaar"}
            actor, act = played.act(replace(step, formulier=left_out))
            played.house.road.complete(actor, zaak_id, act)
        with played.house.database.reading() as connection:
            due = reading.case(connection, zaak_id).deadlines[TERM].due
        while (wake := played.house.deadlines.next_wake()) is not None and wake < due - AHEAD:
            clock.move_to(wake)
            played.house.deadlines.fire_due()
        played.house.worker.run()
        clock.move_to(due - AHEAD)
        copies.multiply(played.house.database, [zaak_id], 1, number, whole=True)
        copies.own_tasks(played.house.database, zaak_id, number)
        cases = [copies.copy_id(zaak_id, each) for each in range(1, number + 1)]
        for place, each in enumerate(cases, start=1):
            _serve_later(played, each, APART * place)
        copies.refresh(played.house.database)
        return due, cases, played.actors


def _serve_later(played: Street, zaak_id: str, later: timedelta) -> None:
    """Put the service of an order later, and all that is worked out from it."""
    house = played.house
    with house.database.writing() as connection:
        served = zaken.load(connection, zaak_id, lock=True).zaak.uitreiking
        if served is None:
            raise RuntimeError("the order was not served")
        connection.execute(
            update(UitreikingRow)
            .where(UitreikingRow.zaak_id == zaak_id)
            .values(uitgereikt_op=served.uitgereikt_op + later)
        )
        record = zaken.load(connection, zaak_id, lock=True)
        model = house.models.version(connection, record.model, record.zaak.gemeente.code)
        case = Case.load(connection, record, model, played.clock.now())
        case.step.move_deadlines()
        case.process.run(case.step)
        case.save()


def _run(
    url: str, models: Models, first: datetime, cases: list[str], actors: dict[Rol, Actor]
) -> list[float]:
    """Let everybody work; gives how late each of the terms was (ms)."""
    number = len(cases)
    last, clock, fork = first + APART * number, OneClock(first - AHEAD), forking()
    pause = Event()

    def start(work: Any, *given: Any) -> Any:
        process = fork.Process(target=work, args=(url, models, clock, *given), daemon=True)
        process.start()
        return process

    ready = fork.Barrier(5)
    running = [start(_alarm, ready), start(_alarm, ready)]
    running += [start(_people, actors, cases, ready), start(_people, actors, cases, ready)]
    try:
        ready.wait(PATIENCE)
        clock.go()
        pause.wait((first + (last - first) / 2 - clock.now()).total_seconds())
        running[0].kill()
        running.append(start(_alarm, fork.Barrier(1)))
        late = _wait(url, models, clock, first, last)
    finally:
        for process in running:
            process.kill()
            process.join()
    if len(late) != number or set(late.values()) != {1}:
        raise RuntimeError(
            f"{len(late)} of {number} terms ended, at most {max(late.values())} times"
        )
    return [milliseconds for _, milliseconds in late]


def _wait(
    url: str, models: Models, clock: Clock, first: datetime, last: datetime
) -> Counter[tuple[datetime, float]]:
    """Until all terms have taken effect: each with how late it was (ms), and how often it did."""
    began, pause = perf_counter(), Event()
    with household(url, models, clock, new=False) as house:
        while (wake := house.deadlines.next_wake()) is not None and wake <= last:
            if perf_counter() - began > PATIENCE:
                raise RuntimeError("the alarms do not come to an end")
            pause.wait(0.2)
        with house.database.reading() as connection:
            rows = watch.latenesses(connection, first)
    return Counter(
        (row.due, (row.processed_at - row.due).total_seconds() * 1e3)
        for row in rows
        if first < row.due <= last
    )


def _alarm(url: str, models: Models, clock: Clock, ready: Any) -> None:
    with household(url, models, clock, new=False) as house:
        house.deadlines.fire_due()
        settle_down()
        ready.wait(PATIENCE)
        Alarm(house.deadlines, clock, house.watch.process(ALARM)).start()
        Event().wait()


def _people(
    url: str,
    models: Models,
    clock: Clock,
    actors: dict[Rol, Actor],
    cases: Sequence[str],
    ready: Any,
) -> None:
    """Whatever can be done, in any case; what cannot is refused."""
    with household(url, models, clock, new=False) as house:
        settle_down()
        ready.wait(PATIENCE)
        lot = Random()  # noqa: S311 - drawn by lot, not a secret
        while not Event().wait(0.05):
            step = lot.choice(BY_DAY)
            answer = answer_of(step.formulier, clock.now())
            with suppress(Refused, NotFound, *house.database.errors):
                act = Complete(step.taak, answer)
                house.road.complete(actors[step.rol], lot.choice(cases), act)


SUBJECT = Subject("lateness", measure)
