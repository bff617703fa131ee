"""SpiffWorkflow as it comes, to show what it makes of a model that the checks refuse."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.spiff.parser import VALIDATOR, SpiffBpmnParser

from tests.unit.engine.process.sketch import Sketch


def start(model: Sketch, *tables: bytes) -> Any:
    """The model, run until people must act."""
    parser = _read(model, *tables)
    workflow = BpmnWorkflow(parser.get_spec(model.id), parser.get_subprocess_specs(model.id))
    workflow.do_engine_steps()
    return workflow


def element(model: Sketch, id: str) -> Any:
    """A node as SpiffWorkflow has read it."""
    return _read(model).get_spec(model.id).task_specs[id]


def accepts(model: Sketch, *tables: bytes) -> bool:
    """Whether SpiffWorkflow reads the model, schema check and all, without a word."""
    return _read(model, *tables).get_spec(model.id) is not None


def _read(model: Sketch, *tables: bytes) -> Any:
    parser = SpiffBpmnParser(validator=VALIDATOR)
    for table in tables:
        parser.add_dmn_str(table)
    parser.add_bpmn_str(model.xml())
    return parser


def open_tasks(workflow: Any) -> list[str]:
    """The user tasks that are open."""
    return sorted(
        task.task_spec.name for task in workflow.get_tasks(state=TaskState.READY, manual=True)
    )


def complete(workflow: Any, name: str, **data: object) -> None:
    """Finish an open user task."""
    task = workflow.get_next_task(state=TaskState.READY, spec_name=name)
    task.data.update(data)
    task.run()
    workflow.do_engine_steps()
