"""Service tasks: the operator exists and gets exactly the parameters it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.process.checks.drawings import Node
from engine.process.checks.findings import Finding
from engine.process.checks.formulas import known_names, troubles
from engine.process.checks.markup import SPIFF, Element, children
from engine.process.checks.names import Names
from engine.process.checks.reading import Files
from engine.process.expressions import compile_expression


def check_services(files: Files, names: Names) -> Iterator[Finding]:
    """Operators and their parameters."""
    known = known_names(files, names)
    for node in files.of_kind("serviceTask"):
        operators = node.operators
        if len(operators) != 1:
            yield node.finding(f"noemt {len(operators)} operators in plaats van één")
            continue
        operator = operators[0]
        name = operator.get("id", "")
        if operator.get("resultVariable") is not None:
            yield node.finding(f"operator {name} geeft niets terug: haal resultVariable weg")
        if name not in names.operators:
            yield node.finding(f"noemt een onbekende operator: {name}")
        else:
            yield from _check_parameters(node, operator, names, known)


def _check_parameters(
    node: Node, operator: Element, names: Names, known: frozenset[str]
) -> Iterator[Finding]:
    name = operator.get("id", "")
    taken = names.operators[name]
    given: dict[str, str] = {}
    for holder in children(operator, "parameters", of=SPIFF):
        for item in children(holder, "parameter", of=SPIFF):
            id = item.get("id", "")
            if id in given:
                yield node.finding(f"geeft parameter {id} meer dan eens")
            # SpiffWorkflow leaves out a parameter without a value and stumbles over one
            # without a type.
            if item.get("value") is None or item.get("type") is None:
                yield node.finding(f"geeft parameter {id} zonder waarde of zonder type")
            given[id] = item.get("value", "")
    if given.keys() != taken.keys():
        yield node.finding(
            f"operator {name} neemt [{_list(taken)}], het model geeft [{_list(given)}]"
        )
        return
    for id, value in given.items():
        for trouble in _value_troubles(value, taken[id], names, known):
            yield node.finding(f"parameter {id} {trouble}")


def _value_troubles(
    value: str, allowed: frozenset[str] | None, names: Names, known: frozenset[str]
) -> Iterator[str]:
    wrong = list(troubles(value, names, known))
    if wrong or allowed is None:
        yield from wrong
        return
    expression = compile_expression(value, names.functies)
    if expression.names or expression.calls:
        yield "moet een vaste waarde zijn"
    elif (found := expression.evaluate({}, {})) not in allowed:
        yield f"kan niet {found} zijn"


def _list(parameters: Mapping[str, object]) -> str:
    return ", ".join(sorted(parameters))
