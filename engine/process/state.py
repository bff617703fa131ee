"""A running case as bytes: definite tasks only, without the model and without any data.

Foreseen tasks (likely, maybe, future) are left out and foreseen anew on loading: half the size,
and a state loads on another version of its model by the names of its tasks alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.event_definition import (
    TimerConditionalEventDefinitionConverter,
)
from SpiffWorkflow.bpmn.serializer.default.task_spec import BoundaryEventConverter
from SpiffWorkflow.bpmn.serializer.default.workflow import (
    BpmnSubWorkflowConverter,
    BpmnWorkflowConverter,
)
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG
from SpiffWorkflow.spiff.serializer.task_spec import BusinessRuleTaskConverter, ServiceTaskConverter
from SpiffWorkflow.task import Task

from engine.process.elements import DecisionTask, OperatorTask, RearmingBoundaryEvent
from engine.process.stepping import CalledProcess, CaseProcess
from engine.process.timers import TermTimer

#: Written into every state; a state of another format is refused instead of guessed at.
FORMAT = 1
_FORESEEN = TaskState.PREDICTED_MASK | TaskState.FUTURE
_OPEN = TaskState.READY | TaskState.WAITING | TaskState.STARTED


class _Definite:
    """Shared by both converters: what a workflow is, without its foreseen tasks."""

    registry: Any

    def _base(self, workflow: Any) -> dict[str, Any]:
        kept = [task for task in workflow.tasks.values() if not task._state & _FORESEEN]
        names = {task.id: str(task.id) for task in kept}
        last = workflow.last_task.id if workflow.last_task is not None else None
        return {
            "data": {},
            "correlations": {},
            "last_task": names.get(last),
            "success": workflow.success,
            "completed": workflow.completed,
            "tasks": {names[task.id]: self._task(task, names) for task in kept},
            "root": str(workflow.task_tree.id),
        }

    def _task(self, task: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
        """A task as the library writes it; but a token of ours carries nothing to compare."""
        children = [names[child] for child in task._children if child in names]
        if task.data:
            return {**self.registry.convert(task), "children": children}
        return {
            "id": names[task.id],
            "parent": names.get(task._parent),
            "children": children,
            "last_state_change": task.last_state_change,
            "state": task._state,
            "task_spec": task.task_spec.name,
            "triggered": task.triggered,
            "internal_data": self.registry.convert(task.internal_data)
            if task.internal_data
            else {},
            "data": {},
            "delta": {},
            "typename": "Task",
        }

    def mapping_from_dict(self, mapping: Any, key_class: Any = None, **given: Any) -> Any:
        """The library restores mappings of all kinds with this; those of tasks go quicker."""
        if "workflow" in given:
            return self._tasks(mapping, given["workflow"])
        return super().mapping_from_dict(mapping, key_class, **given)  # type: ignore[misc]

    def _tasks(self, mapping: Mapping[str, Any], workflow: Any) -> dict[UUID, Task]:
        ids = {name: UUID(name) for name in mapping}
        return {
            ids[name]: self.registry.restore(kept, workflow=workflow)
            if kept["data"] or any(kept["delta"].values())
            else self._restored(kept, ids, workflow)
            for name, kept in mapping.items()
        }

    def _restored(self, kept: Mapping[str, Any], ids: Mapping[str, UUID], workflow: Any) -> Task:
        """A task whose token carries nothing."""
        spec = workflow.spec.task_specs.get(kept["task_spec"])
        task = Task(workflow, spec, state=kept["state"], id=ids[kept["id"]])
        task._parent = ids[kept["parent"]] if kept["parent"] is not None else None
        task._children = [ids[child] for child in kept["children"]]
        task.last_state_change = kept["last_state_change"]
        task.triggered = kept["triggered"]
        if kept["internal_data"]:
            task.internal_data = self.registry.restore(kept["internal_data"])
        if isinstance(spec, CatchingEvent) and task.has_state(TaskState.WAITING):
            workflow.top_workflow.event_manager.add_task(task)
        return task


class _StateConverter(_Definite, BpmnWorkflowConverter):
    def __init__(self, target_class: Any, registry: Any) -> None:
        super().__init__(target_class, registry, BpmnWorkflow.__name__)

    def to_dict(self, workflow: Any) -> dict[str, Any]:
        state = self._base(workflow)
        state["subprocesses"] = {
            str(id): self.registry.convert(sub) for id, sub in workflow.subprocesses.items()
        }
        state["bpmn_events"] = []
        return state


class _SubStateConverter(_Definite, BpmnSubWorkflowConverter):
    def __init__(self, target_class: Any, registry: Any) -> None:
        super().__init__(target_class, registry, BpmnSubWorkflow.__name__)

    def to_dict(self, workflow: Any) -> dict[str, Any]:
        state = self._base(workflow)
        state["parent_task_id"] = str(workflow.parent_task_id)
        state["spec"] = workflow.spec.name
        return state


_SERIALIZER = BpmnWorkflowSerializer(
    BpmnWorkflowSerializer.configure(
        {
            **DEFAULT_CONFIG,
            CaseProcess: _StateConverter,
            CalledProcess: _SubStateConverter,
            RearmingBoundaryEvent: BoundaryEventConverter,
            DecisionTask: BusinessRuleTaskConverter,
            OperatorTask: ServiceTaskConverter,
            TermTimer: TimerConditionalEventDefinitionConverter,
        }
    )
)


def dump(workflow: BpmnWorkflow) -> bytes:
    """The state of a running case."""
    state = {"format": FORMAT, "workflow": _SERIALIZER.to_dict(workflow)}
    return zlib.compress(orjson.dumps(state), 1)


def load(blob: bytes, spec: Any, subprocess_specs: Any, engine: Any) -> BpmnWorkflow:
    """A running case, on the model it is loaded with.

    Raises:
        ValueError: the bytes are of another format.
    """
    state = orjson.loads(zlib.decompress(blob))
    if state.get("format") != FORMAT:
        raise ValueError(f"process state of format {state.get('format')}, not {FORMAT}")
    contents = state["workflow"]
    contents["spec"], contents["subprocess_specs"] = spec, subprocess_specs
    workflow = _SERIALIZER.from_dict(contents)
    workflow.script_engine = engine
    _foresee(workflow)
    return workflow


def registry() -> Any:
    """What turns elements into plain data, so that two versions of them can be compared."""
    return _SERIALIZER.registry


def task_names(blob: bytes) -> dict[str, set[str]]:
    """Per process, the elements a state stands on or has passed: what another model must have."""
    contents = orjson.loads(zlib.decompress(blob))["workflow"]
    names = {"": {task["task_spec"] for task in contents["tasks"].values()}}
    for sub in contents["subprocesses"].values():
        names.setdefault(sub["spec"], set()).update(
            task["task_spec"] for task in sub["tasks"].values()
        )
    return names


def _foresee(workflow: BpmnWorkflow) -> None:
    """Foresee the way ahead of everything that is open, started parts included.

    Without it a case silently loses the path behind a running call or a waiting event.
    """
    for each in (workflow, *workflow.subprocesses.values()):
        for task in list(each.tasks.values()):
            if task.has_state(_OPEN):
                task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
