"""The files as drawings of processes: nodes, flows and the scopes that hold them.

Reading is forgiving, so that one look finds everything that is wrong: what cannot be read is
noted as a finding and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.process.checks.findings import Finding
from engine.process.checks.markup import (
    BPMN,
    DMN,
    SPIFF,
    Element,
    children,
    label,
    local,
    namespace,
    parse,
    text,
)
from engine.process.checks.tables import Table, read_table

TASKS = frozenset({"userTask", "serviceTask", "businessRuleTask"})
ACTIVITIES = TASKS | {"callActivity", "subProcess"}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "eventBasedGateway"})
CATCHING = frozenset({"intermediateCatchEvent", "boundaryEvent"})
EVENTS = CATCHING | {"startEvent", "endEvent", "intermediateThrowEvent"}
NODES = ACTIVITIES | GATEWAYS | EVENTS

#: Kinds that BPMN knows and the engine does not carry, or not as BPMN means them.
UNSUPPORTED = frozenset(
    {
        "task",
        "manualTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "transaction",
        "adHocSubProcess",
        "complexGateway",
        "inclusiveGateway",
        "implicitThrowEvent",
    }
)


@dataclass(frozen=True, eq=False)
class Flow:
    """A sequence flow; `condition` is None when it has none."""

    id: str
    name: str
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True, eq=False)
class Node:
    """A flow node, in the scope that holds it."""

    id: str
    kind: str
    name: str
    element: Element = field(repr=False)
    scope: Scope = field(repr=False)
    incoming: list[Flow] = field(default_factory=list, repr=False)
    outgoing: list[Flow] = field(default_factory=list, repr=False)

    @property
    def file(self) -> str:
        """The file it is in."""
        return self.scope.file

    @cached_property
    def definitions(self) -> tuple[Element, ...]:
        """Its event definitions."""
        return tuple(
            child
            for child in self.element.iterchildren("*")
            if local(child).endswith("EventDefinition")
        )

    @property
    def default(self) -> str | None:
        """The flow it takes when no condition holds."""
        return self.element.get("default")

    @property
    def host(self) -> str:
        """What a boundary event is attached to."""
        return self.element.get("attachedToRef", "")

    @property
    def interrupts(self) -> bool:
        """Whether a boundary event ends its host."""
        return self.element.get("cancelActivity", "true") == "true"

    def has(self, definition: str) -> bool:
        """Whether it has an event definition of this kind ("timer", "message", ...)."""
        return any(local(item) == f"{definition}EventDefinition" for item in self.definitions)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Its extension properties by name."""
        return {
            item.get("name", ""): item.get("value", "")
            for item in extension(self.element, "properties")
        }

    def finding(self, message: str) -> Finding:
        """A finding about this node."""
        return Finding(self.file, self.id, message)


@dataclass(frozen=True, eq=False)
class Scope:
    """A process or an embedded subprocess: what holds nodes and flows."""

    file: str
    id: str
    element: Element = field(repr=False)
    parent: Scope | None = field(default=None, repr=False)
    nodes: dict[str, Node] = field(default_factory=dict, repr=False)
    flows: list[Flow] = field(default_factory=list, repr=False)
    inner: list[Scope] = field(default_factory=list, repr=False)

    def of_kind(self, *kinds: str) -> list[Node]:
        """Its own nodes of these kinds."""
        return [node for node in self.nodes.values() if node.kind in kinds]

    def boundaries(self, node: Node) -> list[Node]:
        """The boundary events on a node."""
        return [event for event in self.of_kind("boundaryEvent") if event.host == node.id]

    @cached_property
    def ways(self) -> Mapping[str, frozenset[str]]:
        """From each node, where a token may go next, its boundary events included."""
        ways = {
            node.id: {flow.target for flow in node.outgoing} & self.nodes.keys()
            for node in self.nodes.values()
        }
        for event in self.of_kind("boundaryEvent"):
            if event.host in ways:
                ways[event.host].add(event.id)
        return {id: frozenset(found) for id, found in ways.items()}

    def walk(self) -> Iterator[Scope]:
        """It and every scope within."""
        yield self
        for scope in self.inner:
            yield from scope.walk()

    def finding(self, message: str) -> Finding:
        """A finding about this scope."""
        return Finding(self.file, self.id, message)


@dataclass(frozen=True, eq=False)
class Drawing:
    """One BPMN file."""

    file: str
    root: Element = field(repr=False)
    processes: tuple[Scope, ...]

    def scopes(self) -> Iterator[Scope]:
        """Every process and subprocess."""
        for process in self.processes:
            yield from process.walk()


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


def extension(element: Element, name: str) -> list[Element]:
    """The child elements of one of its extensions ("properties", ...)."""
    return [
        item
        for holder in children(element, "extensionElements")
        for found in children(holder, name, of=SPIFF)
        for item in found.iterchildren("*")
    ]


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
