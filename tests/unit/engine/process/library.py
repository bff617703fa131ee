"""SpiffWorkflow as it comes, to show what it makes of a model that the checks refuse."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.spiff.parser import VALIDATOR, SpiffBpmnParser

from tests.unit.engine.process.sketch import Sketch


def start(model: Sketch, *tables: str) -> Any:
    """The model, read with the schema check on, and run until people must act."""
    parser = SpiffBpmnParser(validator=VALIDATOR)
    for table in tables:
        parser.add_dmn_str(table.encode())
    parser.add_bpmn_str(model.xml())
    spec = parser.get_spec(model.id)
    workflow = BpmnWorkflow(spec, parser.get_subprocess_specs(model.id))
    workflow.do_engine_steps()
    return workflow


def accepts(model: Sketch) -> bool:
    """Whether SpiffWorkflow starts on the model without a word."""
    return start(model) is not None


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
