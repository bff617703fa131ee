"""What expressions in the models may see: the case's routing sheet and a few named functions.

The token carries no data. A gateway, a table or a timer reads from one sheet per case, so that
parallel branches cannot overwrite each other with stale copies and a cancelled branch loses
nothing (both happen with SpiffWorkflow's task data).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from engine.process.expressions import compile_expression
from engine.process.registry import OPERATORS
from engine.step import Step

#: Functions that expressions may call, by name.
FUNCTIONS = ("termijn", "status")


class ScriptEngine(PythonScriptEngine):
    """Evaluates whitelisted expressions and calls operators within one step.

    Attributes:
        step: the step being taken; set anew for each.
        horizon: timers up to and including this moment (UTC) fire; None: none does.
    """

    step: Step
    horizon: datetime | None = None

    def __init__(self) -> None:
        super().__init__(BasePythonScriptEngineEnvironment())
        self._functions: dict[str, Callable[..., object]] = {
            "termijn": self._termijn,
            "status": self._status,
        }

    def _termijn(self, name: str) -> datetime | None:
        return self.step.due(self.step.zaak, name)

    def _status(self) -> str:
        return self.step.status()

    def validate(self, expression: str) -> None:
        """Whether it parses at all; decision tables ask this to find leading operators."""
        ast.parse(expression, mode="eval")

    def evaluate(
        self, task: Any, expression: str, external_context: Mapping[str, object] | None = None
    ) -> object:
        """The value of an expression for the case of the present step."""
        values = {**self.step.routing, **(external_context or {})}
        return compile_expression(expression, FUNCTIONS).evaluate(values, self._functions)

    def execute(self, task: Any, script: str, external_context: object = None) -> None:
        """Scripts do not run: work belongs in operators."""
        raise PermissionError("models hold no scripts")

    def call_operator(self, task: Any, name: str, parameters: Mapping[str, object]) -> None:
        """Let an operator do its work for the present step."""
        OPERATORS[name].run(self.step, str(task.id), parameters)


class TableContext:
    """Stands in for a task when a decision table is asked outside the flow of a case.

    Args:
        values: the table's inputs by name.
    """

    def __init__(self, values: Mapping[str, object]) -> None:
        self.data = dict(values)
        self.workflow = self
        self.script_engine = self

    def validate(self, expression: str) -> None:
        """As the engine's own."""
        ast.parse(expression, mode="eval")

    def evaluate(
        self, task: Any, expression: str, external_context: Mapping[str, object] | None = None
    ) -> object:
        """The value of an expression over the inputs alone."""
        return compile_expression(expression).evaluate(
            {**self.data, **(external_context or {})}, {}
        )
