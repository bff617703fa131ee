"""A set of files as it was read.

Reading is forgiving, so that one look finds everything that is wrong: what cannot be read is
noted as a finding and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.process.checks.drawings import NODES, UNSUPPORTED, Drawing, Flow, Node, Scope
from engine.process.checks.findings import Finding
from engine.process.checks.markup import (
    BPMN,
    DMN,
    Element,
    children,
    label,
    local,
    namespace,
    parse,
    text,
)
from engine.process.checks.tables import Table, read_table


@dataclass(frozen=True, eq=False)
class Files:
    """A set of models as it was read.

    Attributes:
        drawings: the BPMN files.
        decisions: the root of each DMN file, by file name.
        tables: the decision tables in them.
        unreadable: what could not be read at all.
    """

    drawings: tuple[Drawing, ...]
    decisions: Mapping[str, Element]
    tables: tuple[Table, ...]
    unreadable: tuple[Finding, ...]

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Every process and subprocess of every file."""
        return tuple(scope for drawing in self.drawings for scope in drawing.scopes())

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every flow node of every file."""
        return tuple(node for scope in self.scopes for node in scope.nodes.values())

    def of_kind(self, *kinds: str) -> list[Node]:
        """Every flow node of these kinds."""
        return [node for node in self.nodes if node.kind in kinds]


def read_files(sources: Mapping[str, bytes]) -> Files:
    """Read a set of models, by file name."""
    drawings: list[Drawing] = []
    decisions: dict[str, Element] = {}
    unreadable: list[Finding] = []
    for name in sorted(sources):
        wanted = {".bpmn": BPMN, ".dmn": DMN}.get(name[name.rfind(".") :])
        if wanted is None:
            unreadable.append(Finding(name, "", "is geen .bpmn of .dmn"))
            continue
        try:
            root = parse(sources[name])
        except ValueError as error:
            unreadable.append(Finding(name, "", str(error)))
            continue
        if namespace(root) != wanted or local(root) != "definitions":
            standard = "BPMN 2.0" if wanted == BPMN else "DMN 1.3"
            unreadable.append(Finding(name, "", f"is geen {standard}"))
        elif wanted == BPMN:
            drawings.append(_read_drawing(name, root))
        else:
            decisions[name] = root
    tables = tuple(table for name, root in decisions.items() for table in read_table(name, root))
    return Files(tuple(drawings), decisions, tables, tuple(unreadable))


def _read_drawing(file: str, root: Element) -> Drawing:
    return Drawing(
        file, root, tuple(_read_scope(file, process) for process in children(root, "process"))
    )


def _read_scope(file: str, element: Element, parent: Scope | None = None) -> Scope:
    scope = Scope(file, label(element), element, parent)
    for child in element.iterchildren("*"):
        kind = local(child)
        if namespace(child) == BPMN and kind in NODES | UNSUPPORTED:
            node = Node(label(child), kind, child.get("name", "").strip(), child, scope)
            scope.nodes.setdefault(node.id, node)
    for child in children(element, "sequenceFlow"):
        flow = _read_flow(child)
        scope.flows.append(flow)
        if flow.source in scope.nodes:
            scope.nodes[flow.source].outgoing.append(flow)
        if flow.target in scope.nodes:
            scope.nodes[flow.target].incoming.append(flow)
    scope.inner.extend(
        _read_scope(file, child, scope)
        for child in children(element, "subProcess", "transaction", "adHocSubProcess")
    )
    return scope


def _read_flow(element: Element) -> Flow:
    condition = next(children(element, "conditionExpression"), None)
    return Flow(
        label(element),
        element.get("name", "").strip(),
        element.get("sourceRef", ""),
        element.get("targetRef", ""),
        text(condition) if condition is not None else None,
    )
