"""A file as a drawing of processes: nodes, flows and the scopes that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.process.checks.findings import Finding
from engine.process.checks.markup import SPIFF, Element, children, descendants, label, local

TASKS = frozenset({"userTask", "serviceTask", "businessRuleTask"})
ACTIVITIES = TASKS | {"callActivity", "subProcess"}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway"})
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
        "eventBasedGateway",
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
        return {item.get("name", ""): item.get("value", "") for item in self.property_elements}

    @property
    def property_elements(self) -> list[Element]:
        """The elements of its extension properties."""
        return [
            item
            for holder in self._extensions("properties")
            for item in children(holder, "property", of=SPIFF)
        ]

    @property
    def called_process(self) -> str:
        """The process a call activity calls."""
        return self.element.get("calledElement", "")

    @property
    def called_decision(self) -> str | None:
        """The decision a business rule task asks; exactly as written, as the engine takes it."""
        found = next(self._extensions("calledDecisionId"), None)
        return found.text if found is not None else None

    @property
    def operators(self) -> list[Element]:
        """The operators a service task calls; there should be one."""
        return list(self._extensions("serviceTaskOperator"))

    def _extensions(self, name: str) -> Iterator[Element]:
        for holder in children(self.element, "extensionElements"):
            yield from children(holder, name, of=SPIFF)

    def finding(self, message: str) -> Finding:
        """A finding about this node."""
        return Finding(self.file, self.id, message)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane; its name is a role id. `members` are node ids, exactly as written."""

    id: str
    name: str
    members: tuple[str, ...]


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
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes of a process; a subprocess has none of its own."""
        if self.parent is not None:
            return ()
        return tuple(
            Lane(
                label(lane),
                lane.get("name", ""),
                tuple(item.text or "" for item in children(lane, "flowNodeRef")),
            )
            for lane in descendants(self.element, "lane")
        )

    def lanes_of(self, node: str) -> list[Lane]:
        """The lanes a node is in; there should be one, or none."""
        return [lane for lane in self.lanes if node in lane.members]

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

    def declared(self, kind: str) -> Mapping[str, str]:
        """The messages or signals it declares: from id to name."""
        return {item.get("id", ""): item.get("name", "") for item in children(self.root, kind)}
