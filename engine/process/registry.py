"""Which operators a service task may call.

An operator may read the step's case and ask (for a paper, a deadline, a notice); it writes no
table, calls nothing outside and reads no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.step import Step

Run = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Operator:
    """One thing a service task can do.

    Attributes:
        name: Dutch with a dot, as the model's reader sees it ("document.opmaken").
        parameters: parameter name → the literal values it may have, or None for a routed name.
    """

    name: str
    parameters: Mapping[str, frozenset[str] | None]
    function: Run

    def run(self, step: Step, task_id: str, parameters: Mapping[str, Any]) -> None:
        """Do it for this step; `task_id` makes what it asks for unique."""
        self.function(step, task_id, **parameters)


OPERATORS: dict[str, Operator] = {}


def operator(name: str, **parameters: frozenset[str] | None) -> Callable[[Run], Run]:
    """Declare an operator and the parameters a model must give it."""

    def keep(function: Run) -> Run:
        if name in OPERATORS:
            raise ValueError(f"operator {name} is declared twice")
        OPERATORS[name] = Operator(name, parameters, function)
        return function

    return keep
