"""Cases taken for a walk: whatever people do and whenever, a case stays one that makes sense.

Each walk is taken twice: by the product, which keeps a pruned state between steps, and by an
instance that lives on in memory with its full state and goes on as SpiffWorkflow itself would. They
must agree at every step.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow

from engine.access import policy
from engine.errors import Refused
from engine.law import agenda
from engine.law.binding import is_binding, status_at
from engine.model.gebruikers import SYSTEEM, Rol
from engine.model.termijnen import DeadlineState
from engine.model.zaak import BINDEND, Status, Zaak
from engine.process.workflow import Instance
from engine.service.acts import Complete, Send
from engine.step import Step
from engine.store import audit
from engine.store.reading.zaak import case, state_of
from engine.store.zaken import CaseRecord
from engine.tasks.registry import MESSAGES, TASKS
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.law.test_guards import mandate
from tests.models.answers import ANSWERS

#: How many walks; `HUISVERBOD_WALKS=10000 make test ARGS=tests/models` takes the long way.
WALKS = int(os.environ.get("HUISVERBOD_WALKS", "40"))
STEPS = 45
BATCH = 20

House = Callable[..., HouseUnderTest]


class ByTheBook(Instance):
    """Goes on by the library's own engine steps, in the library's own process."""

    _process = BpmnWorkflow

    def _go_on(self) -> None:
        self._workflow.do_engine_steps()


class Twin:
    """The same case in memory, with its full state, never saved."""

    def __init__(self, tested: HouseUnderTest, record: CaseRecord) -> None:
        self.tested = tested
        self.model = tested.house.models.newest
        self.routing = dict.fromkeys(record.routing)
        self.routing["hulpinstantie"] = True
        self.routing.update(MESSAGES["melding"].routing(record.zaak.melding))
        self.instance = ByTheBook.start(self.model, self._step(record.zaak, tested.clock.now()))

    def settle(self, zaak: Zaak) -> None:
        """Let its timers fire, each at its own moment, up to now."""
        now = self.tested.clock.now()
        while (due := self.instance.next_due()) is not None and due <= now:
            self.instance.fire(self._step(zaak, due))

    def complete(self, zaak: Zaak, task: str, place: int) -> None:
        """The same task as the product finished: the so-manieth of its kind."""
        now = self.tested.clock.now()
        ids = [each.id for each in self.instance.open_tasks(self.routing) if each.task == task]
        self.routing.update(TASKS[task].routing(zaak.feiten[-1]))
        self.instance.complete(self._step(zaak, now), ids[place])
        self.settle(zaak)

    def send(self, zaak: Zaak, message: str) -> None:
        self.instance.send(self._step(zaak, self.tested.clock.now()), message)
        self.settle(zaak)

    def _step(self, zaak: Zaak, at: Any) -> Step:
        return Step(
            zaak=zaak,
            actor=SYSTEEM,
            rol=None,
            at=at,
            recorded_at=self.tested.clock.now(),
            routing=self.routing,
            decide=self.model.decide,
            due=lambda zaak, termijn: agenda.due(zaak, termijn, zaak.gemeente.feestdagen),
        )


def record_of(tested: HouseUnderTest, zaak_id: str) -> CaseRecord:
    with tested.house.database.reading() as connection:
        return case(connection, zaak_id)


@pytest.mark.parametrize("batch", range(max(1, WALKS // BATCH)))
def test_walks_make_sense_and_are_the_same_from_memory(make_house: House, batch: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(batch * BATCH, batch * BATCH + min(BATCH, WALKS)):
        tested = make_house("sqlite://")
        walk(tested, Random(seed), seen)  # noqa: S311 - drawn by lot, not a secret
        tested.house.database.dispose()

    # a walk that gets nowhere proves nothing
    assert seen["besluit"]
    assert seen["uitreiking"]


def walk(tested: HouseUnderTest, lot: Random, seen: Counter[str]) -> None:
    if lot.random() < 0.4:
        today = tested.clock.now().date()
        mandate(tested, today - timedelta(days=1), today + timedelta(days=90))
    zaak = een_zaak(
        tested, kindermishandeling=lot.random() < 0.3, eergerelateerd=lot.random() < 0.2
    )
    record = record_of(tested, zaak.id)
    twin = Twin(tested, record)
    erased = seen["wissen"]
    for _ in range(STEPS):
        record = _one_step(tested, twin, record, lot, seen)
        if seen["wissen"] > erased:
            check_erased(tested, zaak.id)
            return
        check(tested, twin, record)
        if not record.tasks and record.wake_at is None:
            break


def _one_step(
    tested: HouseUnderTest, twin: Twin, record: CaseRecord, lot: Random, seen: Counter[str]
) -> CaseRecord:
    zaak_id = record.zaak.id
    choice = lot.random()
    if choice < 0.25:
        _pass_time(tested, record, lot)
        tested.house.deadlines.fire_due()
        tested.house.worker.run()
        record = record_of(tested, zaak_id)
        twin.settle(record.zaak)
        return record
    messages = tested.house.road.messages(record)
    if messages and choice < 0.4:
        return _send(tested, twin, record, lot.choice(messages), lot)
    if record.tasks:
        task = lot.choice(list(record.tasks.values()))
        done = _complete(tested, twin, record, task, lot)
        seen[task.taak] += done is not record
        return done
    return record


def _pass_time(tested: HouseUnderTest, record: CaseRecord, lot: Random) -> None:
    now = tested.clock.now()
    if record.wake_at is not None and lot.random() < 0.5:
        tested.clock.move_to(max(now, record.wake_at))
    else:
        tested.clock.move_by(timedelta(minutes=lot.choice([1, 30, 300, 1500, 7300])))


def _complete(
    tested: HouseUnderTest, twin: Twin, record: CaseRecord, task: Any, lot: Random
) -> CaseRecord:
    rol = lot.choice([Rol(rol) for rol in task.rollen])
    answer = ANSWERS[task.taak](lot, tested.clock.now(), _einde(record))
    place = [each.id for each in record.tasks.values() if each.taak == task.taak].index(task.id)
    try:
        tested.house.road.complete(
            tested.actor(rol), record.zaak.id, Complete(task.taak, answer, task.id)
        )
    except Refused:
        return record
    tested.house.worker.run()
    if task.taak == "wissen":
        return replace(record)
    after = record_of(tested, record.zaak.id)
    twin.complete(after.zaak, task.taak, place)
    return after


def _send(
    tested: HouseUnderTest, twin: Twin, record: CaseRecord, message: str, lot: Random
) -> CaseRecord:
    actor = tested.actor(lot.choice(policy.MESSENGERS[message]))
    answer = ANSWERS[message](lot, tested.clock.now(), _einde(record))
    try:
        tested.house.road.send(actor, record.zaak.id, Send(message, answer))
    except Refused:
        return record
    tested.house.worker.run()
    after = record_of(tested, record.zaak.id)
    twin.send(after.zaak, message)
    return after


def _einde(record: CaseRecord) -> Any:
    deadline = record.deadlines.get("einde_huisverbod")
    return deadline.due if deadline else None


def check_erased(tested: HouseUnderTest, zaak_id: str) -> None:
    """Nothing is left to run, and the chain of the record still holds."""
    with tested.house.database.reading() as connection:
        state = state_of(connection, zaak_id)
        assert audit.verify(connection, zaak_id) == []
    assert state.status == Status.GEWIST
    assert state.taken == ()
    assert tested.house.deadlines.next_wake() is None


def check(tested: HouseUnderTest, twin: Twin, record: CaseRecord) -> None:
    """What must hold at every moment of every case."""
    now = tested.clock.now()
    instance = Instance.restore(tested.house.models.newest, record.state)
    tasks = sorted(each.task for each in instance.open_tasks(record.routing))

    assert record.status == status_at(record.zaak, now).value
    assert is_binding(record.zaak, now) == (Status(record.status) in BINDEND)
    assert sorted(task.taak for task in record.tasks.values()) == tasks
    open_due = [d.due for d in record.deadlines.values() if d.state is DeadlineState.OPEN]
    timer = instance.next_due()
    assert record.wake_at == min([*open_due, *([timer] if timer else [])], default=None)
    assert record.wake_at is None or record.wake_at > now
    assert all(task.opvolgen is None or task.opvolgen.tzinfo for task in record.tasks.values())
    # the same walk from memory
    assert sorted(each.task for each in twin.instance.open_tasks(twin.routing)) == tasks
    assert twin.instance.messages() == instance.messages()
    assert twin.instance.next_due() == timer
    assert twin.routing == record.routing
    with tested.house.database.reading() as connection:
        assert audit.verify(connection, record.zaak.id) == []
