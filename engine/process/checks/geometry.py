"""Where things are drawn: boxes and lines, in the units of the diagram."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.process.checks.markup import BPMNDI, DC, DI, Element, children

#: Less than this nobody sees.
SLACK = 1.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > SLACK
            and min(self.bottom, other.bottom) - max(self.y, other.y) > SLACK
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly within."""
        return (
            other.x >= self.x - SLACK
            and other.y >= self.y - SLACK
            and other.right <= self.right + SLACK
            and other.bottom <= self.bottom + SLACK
        )

    def touches(self, point: Point) -> bool:
        """Whether a point lies in it or on its edge."""
        return self.holds(Box(*point, 0, 0))

    def has_on_edge(self, point: Point) -> bool:
        """Whether a point lies on its edge."""
        x, y = point
        nearest = min(abs(x - self.x), abs(x - self.right), abs(y - self.y), abs(y - self.bottom))
        return self.touches(point) and nearest <= SLACK


@dataclass
class Diagram:
    """Everything that is drawn in a file, by the element it stands for.

    Attributes:
        boxes: shapes.
        lines: edges.
        labels: where their names stand, of what says so.
        collapsed: shapes drawn without what is in them.
        repeated: elements drawn more than once.
    """

    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, list[Point]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    collapsed: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)


def read_diagram(root: Element) -> Diagram:
    """All diagrams of a file together. What has no readable place is left out."""
    diagram = Diagram()
    for shape in root.iter(f"{{{BPMNDI}}}BPMNShape"):
        id = shape.get("bpmnElement", "")
        if id in diagram.boxes:
            diagram.repeated.add(id)
        _keep_box(diagram.boxes, id, shape)
        _keep_label(diagram, id, shape)
        if shape.get("isExpanded") != "true":
            diagram.collapsed.add(id)
    for edge in root.iter(f"{{{BPMNDI}}}BPMNEdge"):
        id = edge.get("bpmnElement", "")
        if id in diagram.lines:
            diagram.repeated.add(id)
        points = [
            (_number(point.get("x")), _number(point.get("y")))
            for point in children(edge, "waypoint", of=DI)
        ]
        diagram.lines[id] = [(x, y) for x, y in points if x is not None and y is not None]
        _keep_label(diagram, id, edge)
    return diagram


def _keep_label(diagram: Diagram, id: str, drawn: Element) -> None:
    for label in children(drawn, "BPMNLabel", of=BPMNDI):
        _keep_box(diagram.labels, id, label)


def _keep_box(kept: dict[str, Box], id: str, holder: Element) -> None:
    for bounds in children(holder, "Bounds", of=DC):
        sides = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
        if None not in sides:
            kept[id] = Box(*(side for side in sides if side is not None))


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
