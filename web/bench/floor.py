"""The floor of a step: what SpiffWorkflow itself does, with its own serializer, and one commit.

The same state, task and answer, on the same model. What the product adds (who may, the law,
facts, deadlines, papers, the record) is not in it, and neither is anything that makes it faster.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import UUID

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.event_definition import (
    TimerConditionalEventDefinitionConverter,
)
from SpiffWorkflow.bpmn.serializer.default.task_spec import BoundaryEventConverter
from SpiffWorkflow.bpmn.serializer.default.workflow import (
    BpmnWorkflowConverter,
    WorkflowConverter,
)
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG
from SpiffWorkflow.spiff.serializer.task_spec import BusinessRuleTaskConverter, ServiceTaskConverter
from SpiffWorkflow.task import Task

from engine.process import state
from engine.process.casetask import CaseTask
from engine.process.elements import DecisionTask, OperatorTask, RearmingBoundaryEvent
from engine.process.scripting import ScriptEngine
from engine.process.stepping import CalledProcess, CaseProcess
from engine.process.timers import TermTimer
from engine.service.modellen import Model
from engine.step import Step
from engine.store.work import Database


class _DecisionConverter(BusinessRuleTaskConverter):  # type: ignore[misc] # untyped upstream
    """As the library's, with the name of the table, which is an attribute of ours."""

    def to_dict(self, spec: Any) -> dict[str, Any]:
        return {**super().to_dict(spec), "table": spec.table}

    def from_dict(self, dct: dict[str, Any]) -> Any:
        table = dct.pop("table")
        spec = super().from_dict(dct)
        spec.table = table
        return spec


@dataclass(frozen=True, slots=True)
class Pieces:
    """What one step cost SpiffWorkflow, in ms, and how many bytes its state takes."""

    load: float
    step: float
    dump: float
    size: int

    @property
    def total(self) -> float:
        """All of it."""
        return self.load + self.step + self.dump


class Floor:
    """SpiffWorkflow alone, on one version of the models; its state holds the model, as it does."""

    #: How it turns a workflow into plain data.
    converter = BpmnWorkflowConverter

    def __init__(self, model: Model) -> None:
        self._model = model
        self._serializer = BpmnWorkflowSerializer(
            BpmnWorkflowSerializer.configure(
                {
                    **DEFAULT_CONFIG,
                    RearmingBoundaryEvent: BoundaryEventConverter,
                    DecisionTask: _DecisionConverter,
                    OperatorTask: ServiceTaskConverter,
                    TermTimer: TimerConditionalEventDefinitionConverter,
                    BpmnWorkflow: self.converter,
                }
            )
        )
        # our own processes are written, and so read again, as the library's
        names = self._serializer.registry.typenames
        names |= {CaseProcess: names[BpmnWorkflow], CalledProcess: names[BpmnSubWorkflow]}
        names |= {CaseTask: names[Task]}

    def kept(self, blob: bytes) -> str:
        """A case's state as SpiffWorkflow itself would have kept it."""
        model = self._model
        workflow = state.load(blob, model.spec, model.subprocess_specs, ScriptEngine())
        state.foresee(workflow)
        return str(self._serializer.serialize_json(workflow))

    def complete(self, kept: str, step: Step, task_id: str) -> tuple[Pieces, set[str]]:
        """Load, finish a task, go on until the case waits, and dump; gives what is open then."""
        engine = ScriptEngine()
        engine.step = step
        began = perf_counter()
        workflow = self._read(kept)
        loaded = perf_counter()
        workflow.script_engine = engine
        workflow.get_task_from_id(UUID(task_id)).run()
        workflow.do_engine_steps()
        stepped = perf_counter()
        text = self._serializer.serialize_json(workflow)
        dumped = perf_counter()
        pieces = Pieces(
            load=(loaded - began) * 1e3,
            step=(stepped - loaded) * 1e3,
            dump=(dumped - stepped) * 1e3,
            size=len(text),
        )
        return pieces, _open(workflow)

    def _read(self, kept: str) -> BpmnWorkflow:
        return self._serializer.deserialize_json(kept)


class _ApartConverter(BpmnWorkflowConverter):  # type: ignore[misc] # untyped upstream
    """As the library's, without the model: that is handed to it again on loading."""

    def to_dict(self, workflow: Any) -> dict[str, Any]:
        return {
            **WorkflowConverter.to_dict(self, workflow),
            "subprocesses": self.mapping_to_dict(workflow.subprocesses),
            "bpmn_events": self.registry.convert(workflow.bpmn_events),
        }


class Apart(Floor):
    """SpiffWorkflow alone with its model kept apart, as we keep it: a lower floor than its own."""

    converter = _ApartConverter

    def _read(self, kept: str) -> BpmnWorkflow:
        contents = json.loads(kept)
        contents.pop(self._serializer.VERSION_KEY)
        contents["spec"] = self._model.spec
        contents["subprocess_specs"] = self._model.subprocess_specs
        return self._serializer.from_dict(contents)


class Commit:
    """One durable commit of a state's bytes, by the driver itself, on the product's own row."""

    def __init__(self, database: Database) -> None:
        self._connection: Any = database.engine.raw_connection()
        self._driver = _driver_of(self._connection)
        self._mark = "?"
        if database.is_postgresql:
            self._driver.autocommit = True
            self._mark = "%s"

    def __call__(self, zaak_id: str, blob: bytes) -> float:
        """Write what is there already, once more; gives how long that took (ms)."""
        mark = self._mark
        statement = f"update process_states set state = {mark} where zaak_id = {mark}"  # noqa: S608 - no outside text
        began = perf_counter()
        self._driver.execute(statement, (blob, zaak_id))
        return (perf_counter() - began) * 1e3

    def close(self) -> None:
        """Give the connection back."""
        if self._mark == "%s":
            self._driver.autocommit = False
        self._connection.close()


def _driver_of(connection: Any) -> Any:
    return connection.driver_connection


def _open(workflow: BpmnWorkflow) -> set[str]:
    return {
        task.task_spec.bpmn_id
        for each in (workflow, *workflow.subprocesses.values())
        for task in each.tasks.values()
        if task.state == TaskState.READY and task.task_spec.manual
    }
