"""Whether every choice is one: conditions where a flow is chosen, and a way when none holds."""

from __future__ import annotations

from collections.abc import Iterator

from engine.process.checks.drawings import Node
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
