"""Expressions in a drawing: do they compile, and does the case know what they name?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.process.checks.drawings import CATCHING, Node
from engine.process.checks.findings import Finding
from engine.process.checks.names import Names
from engine.process.checks.reading import Files
from engine.process.expressions import Call, UnsafeExpression, compile_expression

_FEEL = {"true": "True", "false": "False", "null": "None"}


def known_names(files: Files, names: Names) -> frozenset[str]:
    """Every name that the routing sheet of a case can hold with these models.

    From the start, from the forms and messages the models use, and from the tables they call.
    """
    known = set(names.start)
    for node in files.of_kind("userTask"):
        known |= names.formulieren.get(form_of(node), frozenset())
    for message in message_names(files):
        known |= names.berichten.get(message, frozenset())
    called = called_decisions(files)
    for table in files.tables:
        if table.id in called:
            known |= {answer.name for answer in table.answers}
    return frozenset(known)


def form_of(task: Node) -> str:
    """The form of a user task: its own id, unless it names another."""
    return task.properties.get("formulier", task.id)


def message_names(files: Files) -> frozenset[str]:
    """The names of all messages that some event waits for."""
    found = set()
    for drawing in files.drawings:
        declared = drawing.declared("message")
        for scope in drawing.scopes():
            for node in scope.of_kind(*CATCHING):
                for item in node.definitions:
                    found.add(declared.get(item.get("messageRef", ""), ""))
    return frozenset(found)


def called_decisions(files: Files) -> frozenset[str]:
    """The ids of all decisions that some business rule task calls."""
    return frozenset(
        called
        for node in files.of_kind("businessRuleTask")
        if (called := node.called_decision) is not None
    )


def troubles(text: str, names: Names, known: frozenset[str]) -> Iterator[str]:
    """What is wrong with an expression, as predicates in Dutch."""
    try:
        expression = compile_expression(text, names.functies)
    except UnsafeExpression as error:
        yield str(error)
        return
    yield from unknown_names(expression.names - known)
    for call in expression.calls:
        yield from _call_troubles(call, names)


def unknown_names(unknown: frozenset[str]) -> Iterator[str]:
    """Say of each name that nothing provides it."""
    for name in sorted(unknown):
        hint = f"; bedoeld is {_FEEL[name]}" if name in _FEEL else ""
        yield f"leest {name}, dat geen formulier, bericht of tabel geeft{hint}"


def _call_troubles(call: Call, names: Names) -> Iterator[str]:
    function, arguments = call
    if function != "termijn":
        return
    if len(arguments) != 1 or not isinstance(arguments[0], str):
        yield 'vraagt een termijn anders dan als termijn("naam")'
    elif arguments[0] not in names.termijnen:
        yield f"noemt een onbekende termijn: {arguments[0]}"


def check_conditions(files: Files, names: Names) -> Iterator[Finding]:
    """The conditions on flows."""
    known = known_names(files, names)
    for scope in files.scopes:
        for flow in scope.flows:
            if flow.condition is not None:
                for trouble in troubles(flow.condition, names, known):
                    yield Finding(scope.file, flow.id, f"de conditie {trouble}")
