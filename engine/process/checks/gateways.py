"""Choices and parting ways: a way when no condition holds, and no token in another one's way."""

from __future__ import annotations

from collections.abc import Iterator

from engine.process.checks.drawings import Node, Scope
from engine.process.checks.findings import Finding
from engine.process.checks.names import Names
from engine.process.checks.reading import Files


def check_gateways(files: Files, names: Names) -> Iterator[Finding]:
    """Conditions and defaults."""
    for node in files.nodes:
        if node.kind == "exclusiveGateway" and len(node.outgoing) > 1:
            yield from _check_choice(node)
        else:
            yield from _check_no_choice(node)
    for drawing in files.drawings:
        for scope in drawing.scopes():
            yield from _check_repeated(scope)


def _check_repeated(scope: Scope) -> Iterator[Finding]:
    """What comes after an event that may happen again has no parallel gateway in the same process.

    SpiffWorkflow keeps one count per gateway and process: the second token is taken for a late
    branch of the first, and its tasks lose their way back.
    """
    for event in scope.of_kind("boundaryEvent"):
        if event.interrupts:
            continue
        for id in sorted(_after(scope, event.id)):
            node = scope.nodes[id]
            if node.kind == "parallelGateway" and len(node.outgoing) > 1:
                yield node.finding(
                    f"komt na {event.id}, dat vaker kan gebeuren: zet wat erna komt in een eigen "
                    "proces"
                )


def _after(scope: Scope, start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        new = scope.ways.get(todo.pop(), frozenset()) - seen
        seen |= new
        todo += new
    return seen


def _check_choice(node: Node) -> Iterator[Finding]:
    if node.default is None:
        yield node.finding("heeft geen standaardstroom: als niets opgaat, staat de zaak stil")
    elif node.default not in {flow.id for flow in node.outgoing}:
        yield node.finding(f"heeft als standaardstroom {node.default}, die er niet uit komt")
    for flow in node.outgoing:
        if flow.id == node.default and flow.condition is not None:
            yield Finding(node.file, flow.id, "is de standaardstroom en heeft toch een conditie")
    bare = [flow for flow in node.outgoing if flow.condition is None and flow.id != node.default]
    # Without a default, a single bare flow is the one that was meant to be it.
    if node.default is not None or len(bare) > 1:
        for flow in bare:
            yield Finding(node.file, flow.id, "heeft geen conditie en is niet de standaardstroom")


def _check_no_choice(node: Node) -> Iterator[Finding]:
    if node.default is not None:
        yield node.finding("heeft een standaardstroom, maar kiest niet")
    for flow in node.outgoing:
        if flow.condition is not None:
            yield Finding(
                node.file, flow.id, f"heeft een conditie, maar {node.id} kiest niet: zij telt niet"
            )
