"""A running case as bytes: definite tasks only, without the model and without any data.

Foreseen tasks (likely, maybe, future) are left out and foreseen anew when they are needed: half the
size, and a state loads on another version of its model by the names of its tasks alone.

What is kept is what the library's own serializer would write of those tasks; it is written and read
here without it, for that is most of what a step would cost.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import orjson
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.event_definition import (
    TimerConditionalEventDefinitionConverter,
)
from SpiffWorkflow.bpmn.serializer.default.task_spec import BoundaryEventConverter
from SpiffWorkflow.bpmn.serializer.default.workflow import TaskConverter
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG
from SpiffWorkflow.spiff.serializer.task_spec import BusinessRuleTaskConverter, ServiceTaskConverter
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.deep_merge import DeepMerge

from engine.process.casetask import CaseTask
from engine.process.elements import DecisionTask, OperatorTask, RearmingBoundaryEvent
from engine.process.stepping import CalledProcess, CaseProcess
from engine.process.timers import TermTimer

#: Written into every state; a state of another format is refused instead of guessed at.
FORMAT = 1
_FORESEEN = TaskState.PREDICTED_MASK | TaskState.FUTURE


class _TaskConverter(TaskConverter):
    """For a task whose token carries something: as the library does."""

    def __init__(self, target_class: Any, registry: Any) -> None:
        super().__init__(target_class, registry, Task.__name__)


def _registry() -> Any:
    config = {each: converter for each, converter in DEFAULT_CONFIG.items() if each is not Task}
    return BpmnWorkflowSerializer.configure(
        {
            **config,
            CaseTask: _TaskConverter,
            RearmingBoundaryEvent: BoundaryEventConverter,
            DecisionTask: BusinessRuleTaskConverter,
            OperatorTask: ServiceTaskConverter,
            TermTimer: TimerConditionalEventDefinitionConverter,
        }
    )


_REGISTRY = _registry()


def registry() -> Any:
    """What turns elements into plain data, so that two versions of them can be compared."""
    return _REGISTRY


# -- writing ----------------------------------------------------------------------------------


def dump(workflow: BpmnWorkflow) -> bytes:
    """The state of a running case."""
    contents = {
        **_process(workflow),
        "subprocesses": {
            id: {
                **_process(sub),
                "parent_task_id": sub.parent_task_id,
                "spec": sub.spec.name,
                "typename": "BpmnSubWorkflow",
            }
            for id, sub in workflow.subprocesses.items()
        },
        "bpmn_events": [],
        "typename": "BpmnWorkflow",
    }
    return zlib.compress(orjson.dumps({"format": FORMAT, "workflow": contents}), 1)


def _process(workflow: Any) -> dict[str, Any]:
    """A process without its foreseen tasks."""
    kept = [task for task in workflow.tasks.values() if not task._state & _FORESEEN]
    ids = {task.id for task in kept}
    last = workflow.last_task
    return {
        "data": {},
        "correlations": {},
        "last_task": last.id if last is not None and last.id in ids else None,
        "success": workflow.success,
        "completed": workflow.completed,
        "tasks": {task.id: _task(task, ids) for task in kept},
        "root": workflow.task_tree.id,
    }


def _task(task: Any, ids: set[str]) -> dict[str, Any]:
    """A task as the library writes it; but a token of ours carries nothing to compare."""
    children = [child for child in task._children if child in ids]
    if task.data:
        return {**_REGISTRY.convert(task), "children": children}
    return {
        "id": task.id,
        "parent": task._parent,
        "children": children,
        "last_state_change": task.last_state_change,
        "state": task._state,
        "task_spec": task.task_spec.name,
        "triggered": task.triggered,
        "internal_data": _REGISTRY.convert(task.internal_data) if task.internal_data else {},
        "data": {},
        "delta": {},
        "typename": "Task",
    }


# -- reading ----------------------------------------------------------------------------------


def load(blob: bytes, spec: Any, subprocess_specs: Any, engine: Any) -> BpmnWorkflow:
    """A running case, on the model it is loaded with.

    Raises:
        ValueError: the bytes are of another format.
    """
    contents = _contents(blob)
    workflow = CaseProcess(spec, subprocess_specs, script_engine=engine, deserializing=True)
    _fill(workflow, contents)
    _called(workflow, contents["subprocesses"], workflow)
    return workflow


def foresee(workflow: BpmnWorkflow) -> None:
    """Foresee the way ahead of everything that is open, for whoever goes on by the library."""
    for each in (workflow, *workflow.subprocesses.values()):
        for task in list(each.tasks.values()):
            task.foresee()


def task_names(blob: bytes) -> dict[str, set[str]]:
    """Per process, the elements a state stands on or has passed: what another model must have."""
    contents = _contents(blob)
    names = {"": {task["task_spec"] for task in contents["tasks"].values()}}
    for sub in contents["subprocesses"].values():
        names.setdefault(sub["spec"], set()).update(
            task["task_spec"] for task in sub["tasks"].values()
        )
    return names


def _contents(blob: bytes) -> Any:
    state = orjson.loads(zlib.decompress(blob))
    if state.get("format") != FORMAT:
        raise ValueError(f"process state of format {state.get('format')}, not {FORMAT}")
    return state["workflow"]


def _called(within: Any, kept: dict[str, Any], top: CaseProcess) -> None:
    """The processes that one called, and those that they called: the caller is there first."""
    for task in within.tasks.values():
        contents = kept.pop(task.id, None) if kept else None
        if contents is None:
            continue
        spec = top.subprocess_specs.get(task.task_spec.spec)
        sub = CalledProcess(spec, task.id, top, deserializing=True)
        _fill(sub, contents)
        top.subprocesses[task.id] = sub
        sub.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
        _called(sub, kept, top)


def _fill(workflow: Any, kept: Mapping[str, Any]) -> None:
    specs, manager = workflow.spec.task_specs, workflow.top_workflow.event_manager
    tasks = workflow.tasks
    for id, each in kept["tasks"].items():
        task = CaseTask.restored(workflow, specs.get(each["task_spec"]), each)
        if each["internal_data"]:
            task.internal_data = _REGISTRY.restore(each["internal_data"])
        if each["data"] or any(each["delta"].values()):
            task.data = _token(each, tasks.get(task._parent))
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            manager.add_task(task)
        task.foreseen = False
        tasks[id] = task
    workflow.task_tree = tasks[kept["root"]]
    workflow.success, workflow.completed = kept["success"], kept["completed"]
    workflow.last_task = tasks[kept["last_task"]] if kept["last_task"] else None


def _token(kept: Mapping[str, Any], parent: Any) -> dict[str, Any]:
    """What a token carries: kept whole, or as what differs from the one before it."""
    if parent is None:
        return dict(_REGISTRY.restore(kept["data"]))
    carried = DeepMerge.merge({}, parent.data)
    carried.update(_REGISTRY.restore(kept["delta"]["updates"]))
    return {key: each for key, each in carried.items() if key not in kept["delta"]["deletions"]}
