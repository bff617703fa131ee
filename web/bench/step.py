"""Completing a task: all of the road, against its floor, over a case's life.

Each task is completed by the product and then, of the same state, by SpiffWorkflow alone with one
commit; turn by turn, so that whatever else the machine does hits both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from engine.law import agenda
from engine.model.gebruikers import SYSTEEM
from engine.model.zaak import Zaak
from engine.service.modellen import Model
from engine.step import Step
from engine.store.reading import zaak as reading
from engine.store.zaken import CaseRecord
from engine.tasks.registry import TASKS
from web import demo
from web.bench.figures import Figure, Spread
from web.bench.floor import Apart, Commit, Floor, Pieces
from web.bench.life import LIFE, Street, street
from web.bench.stopwatch import timing
from web.bench.subject import Bench, Subject
from web.bootstrap import settle_down

#: A completed task costs at most so many times its floor.
TARGET = 1.5


def measure(bench: Bench) -> Iterator[Figure]:
    """Every task of a life, and all of them together."""
    with bench.place.fresh() as url, street(url, bench.models) as played:
        lived = live(played, bench.models.newest, bench.size.lives)
    ours, floors = list(chain(*lived.ours.values())), list(chain(*lived.floors.values()))
    yield _figure(bench, "een taak voltooien", ours, floors)
    lower = _figure(bench, "idem, bodem met model apart", ours, lived.lower)
    yield replace(lower, target=None)
    for taak, took in lived.ours.items():
        yield replace(_figure(bench, taak, took, lived.floors[taak]), target=None)


@dataclass(slots=True)
class Lived:
    """What lives cost, per task in the order of a life.

    Attributes:
        ours: what the product took (ms). floors: what its floor took (ms).
        lower: what the floor would take if SpiffWorkflow kept its model apart from its states (ms).
        pieces: what SpiffWorkflow did in that. sizes: how many bytes we keep of a state.
    """

    ours: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    floors: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lower: list[float] = field(default_factory=list)
    pieces: dict[str, list[Pieces]] = field(default_factory=lambda: defaultdict(list))
    sizes: list[int] = field(default_factory=list)


def live(played: Street, model: Model, lives: int) -> Lived:
    """Live so many lives side by side, and one more to warm up."""
    lived, warming = Lived(), Lived()
    floors, commit = (Floor(model), Apart(model)), Commit(played.house.database)
    try:
        cases = [played.report() for _ in range(lives + 1)]
        settle_down()  # as whoever serves pages does
        for step in LIFE:
            played.pass_time(step)
            for number, zaak_id in enumerate(cases):
                _task(played, step, zaak_id, floors, commit, lived if number else warming)
    finally:
        commit.close()
    return lived


def _task(
    played: Street,
    step: demo.Step,
    zaak_id: str,
    floors: tuple[Floor, ...],
    commit: Commit,
    lived: Lived,
) -> None:
    """One task, by the product and by SpiffWorkflow alone."""
    actor, act = played.act(step)
    before = _record(played, zaak_id)
    with timing(lived.ours[step.taak]):
        played.house.road.complete(actor, zaak_id, act)
    after = _record(played, zaak_id)
    pieces, apart = (_alone(floor, played, before, after, step.taak) for floor in floors)
    durable = commit(zaak_id, after.state)
    lived.floors[step.taak].append(pieces.total + durable)
    lived.lower.append(apart.total + durable)
    lived.pieces[step.taak].append(pieces)
    lived.sizes.append(len(after.state))


def _alone(
    floor: Floor, played: Street, before: CaseRecord, after: CaseRecord, taak: str
) -> Pieces:
    """The same task by SpiffWorkflow alone; what is open afterwards must be the same."""
    now = played.clock.now()
    routing = {**before.routing, **TASKS[taak].routing(after.zaak.feiten[-1])}
    step = Step(
        zaak=after.zaak,
        actor=SYSTEEM,
        rol=None,
        at=now,
        recorded_at=now,
        papers=before.papers,
        routing=routing,
        decide=played.house.models.newest.decide,
        due=_due,
        deadlines=dict(before.deadlines),
    )
    task_id = next(task.id for task in before.tasks.values() if task.taak == taak)
    pieces, open_now = floor.complete(floor.kept(before.state), step, task_id)
    if len(open_now) != len(after.tasks):
        raise RuntimeError(f"SpiffWorkflow alone goes another way after {taak}: {open_now}")
    return pieces


def _due(zaak: Zaak, termijn: str) -> datetime | None:
    return agenda.due(zaak, termijn, zaak.gemeente.feestdagen)


def _record(played: Street, zaak_id: str) -> CaseRecord:
    with played.house.database.reading() as connection:
        return reading.case(connection, zaak_id)


def _figure(bench: Bench, what: str, ours: list[float], floors: list[float]) -> Figure:
    return Figure(
        subject=SUBJECT.name,
        place=bench.place.name,
        what=what,
        unit="ms",
        measured=Spread.of(ours),
        floor=Spread.of(floors),
        target=TARGET,
    )


SUBJECT = Subject("step", measure)
