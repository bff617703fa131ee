"""Whether a drawing shows what the model says: everything drawn, in its place, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.process.checks.drawings import Drawing, Node, Scope
from engine.process.checks.findings import Finding
from engine.process.checks.geometry import Box, Diagram, read_diagram
from engine.process.checks.markup import BPMN, BPMNDI, children, descendants, label
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

_DATA = ("dataObjectReference", "dataStoreReference")
_SHAPES = ("participant", "lane", "textAnnotation", "group", *_DATA)
_EDGES = ("sequenceFlow", "association", "messageFlow")


def check_diagram(files: Files, names: Names) -> Iterator[Finding]:
    """The diagram of every file."""
    for drawing in files.drawings:
        diagram = read_diagram(drawing.root)
        yield from _check_all_drawn(drawing, diagram)
        yield from _check_only_drawn(drawing, diagram)
        yield from _check_pools(drawing, diagram)
        for scope in drawing.scopes():
            yield from _check_places(scope, diagram, _containers(drawing, scope, diagram))
            yield from _check_apart(scope, diagram)
            yield from _check_lines(scope, diagram)


def _check_all_drawn(drawing: Drawing, diagram: Diagram) -> Iterator[Finding]:
    shapes = [node.id for scope in drawing.scopes() for node in scope.nodes.values()]
    shapes += [label(item) for item in descendants(drawing.root, *_SHAPES)]
    edges = [label(item) for item in descendants(drawing.root, *_EDGES)]
    for id in shapes:
        if id not in diagram.boxes:
            yield Finding(drawing.file, id, "is niet getekend")
    for id in edges:
        if len(diagram.lines.get(id, [])) < 2:  # noqa: PLR2004 - a line has two ends
            yield Finding(drawing.file, id, "is niet getekend")


def _check_only_drawn(drawing: Drawing, diagram: Diagram) -> Iterator[Finding]:
    for id in sorted(diagram.repeated):
        yield Finding(drawing.file, id, "is meer dan eens getekend")
    for plane in drawing.root.iter(f"{{{BPMNDI}}}BPMNPlane"):
        if plane.get("bpmnElement") is None:
            yield Finding(drawing.file, label(plane), "is de tekening van niets")
    meant = {item.get("id") for item in drawing.root.iter(f"{{{BPMN}}}*")}
    for id in sorted((diagram.boxes.keys() | diagram.lines.keys()) - meant):
        yield Finding(drawing.file, id, "is getekend, maar bestaat niet")
    for scope in drawing.scopes():
        if scope.parent is not None and scope.id in diagram.boxes.keys() & diagram.collapsed:
            yield scope.finding("is dichtgeklapt getekend: zet isExpanded op true")


def _check_pools(drawing: Drawing, diagram: Diagram) -> Iterator[Finding]:
    pools = [label(item) for item in descendants(drawing.root, "participant")]
    yield from _overlapping(drawing.file, pools, diagram)
    for process in drawing.processes:
        lanes = [lane.id for lane in process.lanes]
        yield from _overlapping(drawing.file, lanes, diagram)
        pool = _pool(drawing, process)
        for lane in lanes:
            yield from _outside(drawing.file, lane, pool, diagram)


def _pool(drawing: Drawing, process: Scope) -> str | None:
    for item in descendants(drawing.root, "participant"):
        if item.get("processRef") == process.id:
            return label(item)
    return None


def _containers(drawing: Drawing, scope: Scope, diagram: Diagram) -> Mapping[str, str | None]:
    """What each thing in a scope must lie within: its lane, the pool or the subprocess."""
    data = [label(item) for item in children(scope.element, *_DATA)]
    if scope.parent is not None:
        return dict.fromkeys([*scope.nodes, *data], scope.id)
    containers = dict.fromkeys([*scope.nodes, *data], _pool(drawing, scope))
    lanes = {id: lane.id for lane in scope.lanes for id in lane.members if id in scope.nodes}
    return {**containers, **lanes}


def _check_places(
    scope: Scope, diagram: Diagram, containers: Mapping[str, str | None]
) -> Iterator[Finding]:
    for node in scope.nodes.values():
        if node.kind == "boundaryEvent":
            yield from _check_on_edge(node, diagram)
        else:
            yield from _outside(scope.file, node.id, containers[node.id], diagram)
    for id in containers.keys() - scope.nodes.keys():
        yield from _outside(scope.file, id, containers[id], diagram)


def _check_on_edge(event: Node, diagram: Diagram) -> Iterator[Finding]:
    host, own = diagram.boxes.get(event.host), diagram.boxes.get(event.id)
    if host is not None and own is not None and not host.has_on_edge(own.centre):
        yield event.finding(f"is niet op de rand van {event.host} getekend")


def _outside(file: str, id: str, container: str | None, diagram: Diagram) -> Iterator[Finding]:
    inner, outer = diagram.boxes.get(id), diagram.boxes.get(container or "")
    if inner is not None and outer is not None and not outer.holds(inner):
        yield Finding(file, id, f"is (deels) buiten {container} getekend")


def _check_apart(scope: Scope, diagram: Diagram) -> Iterator[Finding]:
    drawn = [label(item) for item in children(scope.element, "textAnnotation", *_DATA)]
    hosts = {event.id: event.host for event in scope.of_kind("boundaryEvent")}
    yield from _overlapping(scope.file, [*scope.nodes, *drawn], diagram, hosts)


def _overlapping(
    file: str, ids: list[str], diagram: Diagram, hosts: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Pairs drawn over one another; an event and what it is attached to may be."""
    hosts = hosts or {}
    boxes = [(id, diagram.boxes[id]) for id in ids if id in diagram.boxes]
    for (first, one), (second, other) in combinations(boxes, 2):
        attached = hosts.get(first) == second or hosts.get(second) == first
        if not attached and one.overlaps(other):
            yield Finding(file, second, f"is over {first} heen getekend")


def _check_lines(scope: Scope, diagram: Diagram) -> Iterator[Finding]:
    for flow in scope.flows:
        # One point or none is not drawn, and reported as that.
        line = diagram.lines.get(flow.id, [])
        ends = zip((flow.source, flow.target), (line[0], line[-1]), strict=True) if line[1:] else ()
        for id, point in ends:
            box: Box | None = diagram.boxes.get(id)
            if box is not None and not box.touches(point):
                yield Finding(scope.file, flow.id, f"is niet tot aan {id} getekend")
