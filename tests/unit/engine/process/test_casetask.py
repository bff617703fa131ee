"""Tasks of a case are the library's own in all that anybody can see."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Callable
from typing import Any

import orjson
from SpiffWorkflow import TaskState

from engine.process import state
from engine.process.casetask import CaseTask, new_id
from engine.process.scripting import ScriptEngine
from engine.store.reading.zaak import case
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest


def contents(blob: bytes) -> Any:
    """What is kept, whatever comes first."""
    return orjson.loads(zlib.decompress(blob))


def state_of(zaak: Zaak) -> bytes:
    """The state of a case, as it is kept."""
    with zaak.tested.house.database.reading() as connection:
        return case(connection, zaak.id).state


def loaded(tested: HouseUnderTest, kept: bytes) -> Any:
    """A state on the newest model."""
    model = tested.house.models.newest
    return state.load(kept, model.spec, model.subprocess_specs, ScriptEngine())


def test_ids_are_random_uuids_of_version_four() -> None:
    ids = {new_id() for _ in range(500)}

    assert len(ids) == 500
    read = [uuid.UUID(id) for id in ids]
    assert {(id.version, id.variant) for id in read} == {(4, uuid.RFC_4122)}
    assert {str(id) for id in read} == ids


def test_a_state_is_kept_as_it_was_read(make_house: Callable[..., HouseUnderTest]) -> None:
    tested = make_house("sqlite://")
    kept = state_of(een_zaak(tested).van_kracht())

    workflow = loaded(tested, kept)

    assert contents(state.dump(workflow)) == contents(kept)
    assert {type(task) for task in workflow.tasks.values()} == {CaseTask}


def test_the_way_ahead_is_foreseen_when_it_is_asked_for(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    tested = make_house("sqlite://")
    kept = state_of(een_zaak(tested))
    workflow = loaded(tested, kept)

    def foreseen() -> int:
        tasks = [t for w in (workflow, *workflow.subprocesses.values()) for t in w.tasks.values()]
        return sum(task.has_state(TaskState.PREDICTED_MASK | TaskState.FUTURE) for task in tasks)

    before = foreseen()
    state.foresee(workflow)

    assert before == 0
    assert foreseen() > 0
    assert contents(state.dump(workflow)) == contents(kept)


def test_what_a_token_carries_is_kept_with_it(make_house: Callable[..., HouseUnderTest]) -> None:
    tested = make_house("sqlite://")
    kept = state_of(een_zaak(tested))
    workflow = loaded(tested, kept)
    first, second, third = list(workflow.tasks.values())[:3]
    first.data = {"een": 1, "diep": {"a": 1}}
    second.data = {"een": 1, "diep": {"a": 1, "b": 2}, "twee": [2]}
    third.data = {"twee": [2, 3]}

    again = loaded(tested, state.dump(workflow))

    assert second.parent is first
    assert third.parent is second
    assert {id: task.data for id, task in again.tasks.items()} == {
        id: task.data for id, task in workflow.tasks.items()
    }
    assert set(again.event_manager.tasks) == set(workflow.event_manager.tasks)
    assert contents(state.dump(again)) == contents(state.dump(workflow))
