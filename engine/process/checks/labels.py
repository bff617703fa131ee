"""Whether everything that a person must be able to read has a name."""

from __future__ import annotations

from collections.abc import Iterator

from engine.process.checks.drawings import ACTIVITIES, EVENTS, Node
from engine.process.checks.findings import Finding
from engine.process.checks.markup import descendants, label
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

#: Starts and ends that say nothing more than that they are.
_SILENT = frozenset({"startEvent", "endEvent"})


def check_labels(files: Files, names: Names) -> Iterator[Finding]:
    """Names of processes, pools, tasks, events, choices and the flows they choose."""
    for drawing in files.drawings:
        for item in descendants(drawing.root, "process", "participant"):
            if not item.get("name", "").strip():
                yield Finding(drawing.file, label(item), "heeft geen naam")
    for node in files.nodes:
        if not node.name and _needs_name(node):
            yield node.finding("heeft geen naam")
    for scope in files.scopes:
        for flow in scope.flows:
            if flow.condition is not None and not flow.name:
                yield Finding(scope.file, flow.id, "heeft een conditie en geen naam")


def _needs_name(node: Node) -> bool:
    if node.kind == "exclusiveGateway":
        return len(node.outgoing) > 1
    if node.kind in EVENTS:
        return node.kind not in _SILENT or bool(node.definitions)
    return node.kind in ACTIVITIES
