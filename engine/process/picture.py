"""The processes of a model as they are drawn in it, for showing where a case stands.

Nothing is laid out here: the drawing in the models, made by hand, is the drawing people see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.process.checks.drawings import Drawing, Flow, Node, Scope
from engine.process.checks.geometry import Box, Diagram, Point, read_diagram
from engine.process.checks.reading import read_files
from engine.process.models import Sources

#: What an event waits for or tells, as it is drawn in its circle.
_EVENTS = ("timer", "message", "signal", "terminate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node as it is drawn.

    Attributes:
        kind: BPMN's own name of its kind ("userTask", "boundaryEvent", …).
        event: timer, message, signal, terminate, or "".
        ends: a boundary event ends what it sits on. lane: the role in whose lane it lies, or "".
        label: where its name stands, when that is not within it.
    """

    id: str
    kind: str
    name: str
    event: str
    ends: bool
    lane: str
    box: Box
    label: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sequence flow as it is drawn; `label`: where its name stands."""

    name: str
    points: tuple[Point, ...]
    label: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One process as it is drawn.

    Attributes:
        file: the model in which it is drawn. process: its id.
        box: the whole of it. lanes: role and place of each lane.
        shapes: nodes, those around others first.
    """

    file: str
    process: str
    name: str
    box: Box
    lanes: tuple[tuple[str, Box], ...]
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


def pictures(sources: Sources) -> tuple[Picture, ...]:
    """Every process in these files that is drawn, in the order of the files."""
    return tuple(
        picture
        for drawing in read_files(sources).drawings
        for picture in _of_file(drawing, read_diagram(drawing.root))
    )


def _of_file(drawing: Drawing, diagram: Diagram) -> Iterator[Picture]:
    for process in drawing.processes:
        scopes = list(process.walk())
        lanes = tuple(
            (lane.name, diagram.boxes[lane.id])
            for lane in process.lanes
            if lane.id in diagram.boxes
        )
        shapes = [
            _shape(node, scope, process, diagram)
            for scope in scopes
            for node in scope.nodes.values()
            if node.id in diagram.boxes
        ]
        lines = [
            Line(
                name=flow.name,
                points=tuple(diagram.lines[flow.id]),
                label=diagram.labels.get(flow.id),
            )
            for flow in _flows(scopes)
            if diagram.lines.get(flow.id)
        ]
        boxes = [*(box for _, box in lanes), *(shape.box for shape in shapes)]
        if boxes:
            yield Picture(
                file=drawing.file,
                process=process.id,
                name=process.element.get("name") or process.id,
                box=_around(boxes),
                lanes=lanes,
                # a border event lies over what it sits on
                shapes=tuple(
                    sorted(
                        shapes,
                        key=lambda each: (each.kind == "boundaryEvent", -each.box.width),
                    )
                ),
                lines=tuple(lines),
            )


def _flows(scopes: list[Scope]) -> Iterator[Flow]:
    for scope in scopes:
        yield from scope.flows


def _shape(node: Node, scope: Scope, process: Scope, diagram: Diagram) -> Shape:
    holder = node.id if scope is process else _outermost(scope, process)
    return Shape(
        id=node.id,
        kind=node.kind,
        name=node.name,
        event=next((event for event in _EVENTS if node.has(event)), ""),
        ends=node.interrupts,
        lane=next((lane.name for lane in process.lanes_of(holder)), ""),
        box=diagram.boxes[node.id],
        label=diagram.labels.get(node.id),
    )


def _outermost(scope: Scope, process: Scope) -> str:
    """The node of the process in which a scope lies, however deep."""
    while scope.parent is not None and scope.parent is not process:
        scope = scope.parent
    return scope.id


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(
        left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top
    )
