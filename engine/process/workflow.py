"""One running case in its model: what is open, what it waits for, and moving it on.

Everything that SpiffWorkflow does by itself at the wrong time is put right here: nothing that is
due fires while somebody acts, timers fire each at their own moment, and the state that is kept
holds only what has happened or is open.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.exceptions import TaskNotFoundException
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition

from engine.errors import BrokenModel
from engine.process import state
from engine.process.models import Model
from engine.process.scripting import ScriptEngine
from engine.process.stepping import CaseProcess, take_engine_steps
from engine.process.timers import TermTimer, due_of
from engine.step import Step

# With the root logger at INFO the library puts task data into its log records.
for _name in ("spiff", "spiff.task", "spiff.workflow", "spiff.data"):
    logging.getLogger(_name).setLevel(logging.WARNING)

#: More rounds than any model can need; a model that goes round for ever is broken.
MAX_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A user task that waits for somebody.

    Attributes:
        id: unique per visit of the task.
        task: task id of the process reference, also the id of its form.
        element: BPMN id of the node; several nodes may ask the same task.
        naam: its Dutch name in the model.
        rollen: who may do it; the first is whose turn it is.
        opvolgtijd: follow-up time in the models' grammar, or None.
    """

    id: str
    task: str
    element: str
    naam: str
    rollen: tuple[str, ...]
    opvolgtijd: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Where an element of the model stands in a running case.

    Attributes:
        element: BPMN id.
        state: "passed", "present" or "waiting".
        due: when a waiting timer falls due (UTC).
    """

    element: str
    state: str
    due: datetime | None


class Instance:
    """A case in motion. Made for one transaction, by one thread."""

    _process = CaseProcess

    def __init__(self, model: Model, workflow: BpmnWorkflow, engine: ScriptEngine) -> None:
        self.model = model
        self._workflow = workflow
        self._engine = engine

    @classmethod
    def start(cls, model: Model, step: Step) -> Instance:
        """A new case, run until it waits for people or moments."""
        engine = ScriptEngine()
        engine.step = step
        workflow = cls._process(model.spec, model.subprocess_specs, script_engine=engine)
        instance = cls(model, workflow, engine)
        instance.run(step)
        return instance

    @classmethod
    def restore(cls, model: Model, blob: bytes) -> Instance:
        """A case as it was kept."""
        engine = ScriptEngine()
        workflow = state.load(blob, model.spec, model.subprocess_specs, engine)
        return cls(model, workflow, engine)

    def dump(self) -> bytes:
        """The case as it is kept.

        A signal is a broadcast: one that nobody waited for has gone by, and is not kept.
        """
        self._workflow.get_events()
        return state.dump(self._workflow)

    @property
    def is_done(self) -> bool:
        """Nothing is open and nothing is awaited any more."""
        return bool(self._workflow.completed)

    # -- moving on ---------------------------------------------------------------------------

    def run(self, step: Step) -> None:
        """Go on until the case waits; timers are set but do not fire."""
        self._settle(step, horizon=None)

    def fire(self, step: Step) -> None:
        """Let every timer due at `step.at` or before fire, and go on until the case waits."""
        self._settle(step, horizon=step.at)

    def complete(self, step: Step, task_id: str) -> None:
        """Finish an open user task.

        Raises:
            KeyError: it is not open (any more).
        """
        task = self._task(task_id)
        if task is None or task.state != TaskState.READY or not task.task_spec.manual:
            raise KeyError(task_id)
        self._engine.step = step
        self._engine.horizon = None
        task.run()
        self.run(step)

    def send(self, step: Step, message: str) -> None:
        """Deliver a message.

        Raises:
            KeyError: the case does not wait for it.
        """
        if not self.waits_for(message):
            raise KeyError(message)
        self._engine.step = step
        self._engine.horizon = None
        self._workflow.send_event(BpmnEvent(MessageEventDefinition(message)))
        self.run(step)

    # -- what is open ------------------------------------------------------------------------

    def open_tasks(self, routing: dict[str, Any]) -> list[OpenTask]:
        """The user tasks that wait for somebody, with who may do them as things stand."""
        return [
            self._open_task(task, routing)
            for task in self._tasks(TaskState.READY)
            if task.task_spec.manual
        ]

    def waits_for(self, message: str) -> bool:
        """Whether a message can be delivered now."""
        return any(
            isinstance(task.task_spec.event_definition, MessageEventDefinition)
            and task.task_spec.event_definition.name == message
            for task in self._workflow.event_manager.tasks.values()
        )

    def messages(self) -> frozenset[str]:
        """Every message that can be delivered now."""
        return frozenset(
            task.task_spec.event_definition.name
            for task in self._workflow.event_manager.tasks.values()
            if isinstance(task.task_spec.event_definition, MessageEventDefinition)
        )

    def next_due(self) -> datetime | None:
        """The earliest moment (UTC) a timer waits for, as last seen."""
        moments = [due for _, due in self._timers() if due is not None]
        return min(moments, default=None)

    def passages(self) -> list[Passage]:
        """Where every visited or waiting element stands, for showing the process."""
        found: dict[str, Passage] = {}
        names = {
            TaskState.COMPLETED: "passed",
            TaskState.READY: "present",
            TaskState.STARTED: "present",
            TaskState.WAITING: "waiting",
        }
        for task in self._tasks(*names):
            element = getattr(task.task_spec, "bpmn_id", None)
            if element is not None:
                due = due_of(task) if task.state == TaskState.WAITING else None
                found[element] = Passage(element, names[task.state], due)
        return list(found.values())

    # -- inside ------------------------------------------------------------------------------

    def _settle(self, step: Step, horizon: datetime | None) -> None:
        self._engine.step = step
        self._engine.horizon = horizon
        for _ in range(MAX_ROUNDS):
            self._workflow.refresh_timers()
            self._go_on()
            if all(task.task_spec.manual for task in self._tasks(TaskState.READY)):
                break
        else:
            raise BrokenModel(["het model komt niet tot rust"])
        self._engine.horizon = None

    def _go_on(self) -> None:
        take_engine_steps(self._workflow)

    def _tasks(self, *states: int) -> Iterator[Any]:
        for workflow in (self._workflow, *self._workflow.subprocesses.values()):
            for task in list(workflow.tasks.values()):
                if task.state in states:
                    yield task

    def _timers(self) -> Iterator[tuple[Any, datetime | None]]:
        for task in self._workflow.event_manager.tasks.values():
            definition = task.task_spec.event_definition
            if task.state == TaskState.WAITING and isinstance(definition, TermTimer):
                yield task, due_of(task)

    def _task(self, task_id: str) -> Any | None:
        try:
            return self._workflow.get_task_from_id(task_id)
        except TaskNotFoundException:
            return None

    def _open_task(self, task: Any, routing: dict[str, Any]) -> OpenTask:
        spec = task.task_spec
        properties = (spec.extensions or {}).get("properties", {})
        first = routing.get(properties.get("rol_volgens", ""), properties.get("rol", spec.lane))
        others = [rol.strip() for rol in properties.get("mede", "").split(",") if rol.strip()]
        return OpenTask(
            id=task.id,
            task=properties.get("formulier", spec.bpmn_id),
            element=spec.bpmn_id,
            naam=spec.bpmn_name,
            rollen=(str(first), *(rol for rol in others if rol != first)),
            opvolgtijd=properties.get("opvolgtijd"),
        )
