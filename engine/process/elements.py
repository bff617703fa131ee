"""Elements of a model that behave as BPMN says, where SpiffWorkflow's own do not."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import BusinessRuleTaskParser, ServiceTaskParser
from SpiffWorkflow.spiff.specs.defaults import BusinessRuleTask, ServiceTask

from engine.process.timers import BoundaryParser, CatchParser

_REARMING = (MessageEventDefinition, SignalEventDefinition)


class RearmingBoundaryEvent(BoundaryEvent):
    """A non-interrupting message or signal on a border stays armed (BPMN 2.0, 13.5.3).

    SpiffWorkflow 3.2.0 fires it once: the second breach of an order would be refused.
    """

    def catch(self, my_task: Any, event: Any) -> None:
        """Take the event, and put a fresh one in waiting beside it."""
        super().catch(my_task, event)
        if self.cancel_activity or not isinstance(self.event_definition, _REARMING):
            return
        sibling = my_task.parent._add_child(self, TaskState.WAITING)
        sibling.triggered = True
        sibling._inherit_data()
        self._predict(sibling, mask=TaskState.NOT_FINISHED_MASK)
        my_task.workflow.top_workflow.event_manager.add_task(sibling)


class DecisionTask(BusinessRuleTask):
    """Puts a table's answer on the case's routing sheet instead of into the token.

    The step says which table answers: a municipality may have its own in place of the model's.
    """

    table = ""

    def _run_hook(self, my_task: Any) -> bool:
        step = my_task.workflow.script_engine.step
        step.routing.update(step.decide(self.table, step.routing))
        return True


class DecisionParser(BusinessRuleTaskParser):
    """Makes our own element: the library's reader has its own class written into it."""

    def create_task(self) -> DecisionTask:
        """The element of this node."""
        table = self.get_decision_ref(self.node)
        task = DecisionTask(
            self.spec,
            self.bpmn_id,
            dmnEngine=self.process_parser.parser.get_engine(table, self.node),
            prescript=None,
            postscript=None,
            **self.bpmn_attributes,
        )
        task.table = table
        return task


class OperatorTask(ServiceTask):
    """Calls one of the product's operators; it answers nothing, it only asks."""

    def _execute(self, my_task: Any) -> bool:
        engine = my_task.workflow.script_engine
        parameters = {
            name: engine.evaluate(my_task, parameter["value"])
            for name, parameter in self.operation_params.items()
        }
        engine.call_operator(my_task, self.operation_name, parameters)
        return True


class ModelParser(SpiffBpmnParser):
    """SpiffWorkflow's reader with our elements in place of its own."""

    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012 - the library's way of overriding
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        full_tag("boundaryEvent"): (BoundaryParser, RearmingBoundaryEvent),
        full_tag("intermediateCatchEvent"): (CatchParser, IntermediateCatchEvent),
        full_tag("businessRuleTask"): (DecisionParser, DecisionTask),
        full_tag("serviceTask"): (ServiceTaskParser, OperatorTask),
    }


def connect_loops(*specs: Any) -> None:
    """Connect what a freshly parsed multi-instance lacks.

    Without it one that was running before a restart never completes (SpiffWorkflow 3.2.0).
    """
    for spec in specs:
        for task_spec in spec.task_specs.values():
            if isinstance(task_spec, LoopTask):
                child = spec.task_specs[task_spec.task_spec]
                if not child.completed_event.is_connected(task_spec.merge_child):
                    child.completed_event.connect(task_spec.merge_child)
