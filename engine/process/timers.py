"""Timers that follow the law's own moments instead of the machine's clock.

SpiffWorkflow reads the system clock, counts ten days as 240 hours and keeps the moment it worked
out once. Ours ask `termijn("…")` anew on every look, so an extension moves them, and fire only
when the step that is being settled has reached their moment.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from SpiffWorkflow.bpmn.parser.util import first
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimeDateEventDefinition
from SpiffWorkflow.spiff.parser.event_parsers import (
    SpiffBoundaryEventParser,
    SpiffIntermediateCatchEventParser,
)

DUE = "event_value"
FIRED = "event_fired"


class TermTimer(TimeDateEventDefinition):
    """Waits until a term of the case is reached; its moment is live."""

    def has_fired(self, my_task: Any) -> bool:
        """Whether the moment was reached by the step being settled."""
        if my_task._get_internal_data(FIRED, False):
            return True
        engine = my_task.workflow.script_engine
        due = engine.evaluate(my_task, self.expression)
        if due is None:  # the term has nothing to start from yet
            my_task._set_internal_data(**{DUE: None})
            return False
        my_task._set_internal_data(**{DUE: due.astimezone(UTC).isoformat()})
        if engine.horizon is None or due > engine.horizon:
            return False
        my_task._set_internal_data(**{FIRED: True})
        return True


def due_of(my_task: Any) -> datetime | None:
    """The moment (UTC) a waiting timer was last seen to wait for."""
    value = my_task._get_internal_data(DUE)
    return datetime.fromisoformat(value) if value else None


class _TermTimers:
    """Mixed into the parsers of events: a timer is always one of ours."""

    node: Any
    xpath: Any
    raise_validation_exception: Any

    def parse_timer_event(self, event: Any) -> TermTimer:
        element = first(self.xpath(".//bpmn:timeDate"))
        if element is None:
            self.raise_validation_exception("een timer noemt een termijn")
        return TermTimer(self.node.get("id"), element.text)


class BoundaryParser(_TermTimers, SpiffBoundaryEventParser):
    """Boundary events with our timers."""


class CatchParser(_TermTimers, SpiffIntermediateCatchEventParser):
    """Intermediate catch events with our timers."""
