"""Small models for tests: nodes and flows in a few words, drawn properly, broken on request."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from engine.process.checks import Names, check_models

NAMES = Names(
    formulieren={
        "risicotaxatie": frozenset({"hoog"}),
        "besluit": frozenset({"uitkomst", "besluit_rol"}),
        "uitreiking": frozenset({"bereikbaar"}),
    },
    berichten={"overtreding": frozenset({"aangehouden"}), "intrekking": frozenset()},
    operators={
        "document.opmaken": {"document": frozenset({"beschikking", "akte"})},
        "termijn.starten": {"termijn": None},
        "zaak.sluiten": {},
    },
    termijnen=frozenset({"einde_huisverbod", "oplegging"}),
    rollen=frozenset({"politie", "hulpofficier", "burgemeester"}),
    functies=frozenset({"termijn", "status"}),
    start=frozenset({"kindermishandeling"}),
)

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:proef">'
)
_SIZES = {"event": (36, 36), "gateway": (50, 50), "sub": (1000, 120)}
_NAMELESS = {"startEvent", "endEvent", "parallelGateway"}
LANE_HEIGHT = 200


def timer(term: str = "einde_huisverbod") -> str:
    """The definition of an event that waits for a term."""
    return (
        f"<bpmn:timerEventDefinition><bpmn:timeDate>termijn(&quot;{term}&quot;)</bpmn:timeDate>"
        "</bpmn:timerEventDefinition>"
    )


def message(id: str) -> str:
    """The definition of an event that waits for a message."""
    return f'<bpmn:messageEventDefinition messageRef="{id}"/>'


def signal(id: str) -> str:
    """The definition of an event that gives or waits for a signal."""
    return f'<bpmn:signalEventDefinition signalRef="{id}"/>'


def properties(**values: str) -> str:
    """Extension properties."""
    items = "".join(
        f'<spiffworkflow:property name="{name}" value={quoteattr(value)}/>'
        for name, value in values.items()
    )
    return f"<spiffworkflow:properties>{items}</spiffworkflow:properties>"


def operator(name: str, more: str = "", **parameters: str) -> str:
    """The operator of a service task, with expressions for its parameters."""
    items = "".join(
        f'<spiffworkflow:parameter id="{id}" type="any" value={quoteattr(value)}/>'
        for id, value in parameters.items()
    )
    return (
        f'<spiffworkflow:serviceTaskOperator id="{name}" {more}><spiffworkflow:parameters>{items}'
        "</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>"
    )


def decision(id: str) -> str:
    """Which decision a business rule task asks."""
    return f"<spiffworkflow:calledDecisionId>{id}</spiffworkflow:calledDecisionId>"


@dataclass
class _Shape:
    kind: str
    scope: str
    box: tuple[float, float, float, float]


@dataclass
class Sketch:
    """One process with its drawing. Every method adds something and returns the sketch.

    Attributes:
        lanes: role per lane; empty for a process without lanes.
    """

    id: str = "huisverbod"
    lanes: tuple[str, ...] = ("politie",)
    parts: dict[str, list[str]] = field(default_factory=lambda: {"": []})
    members: dict[str, list[str]] = field(default_factory=dict)
    shapes: dict[str, _Shape] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    wrapped: dict[str, str] = field(default_factory=dict)

    def node(
        self,
        kind: str,
        id: str,
        inner: str = "",
        extension: str = "",
        *,
        lane: str = "",
        inside: str = "",
        **attributes: str,
    ) -> Sketch:
        """A flow node; `inside` is the subprocess that holds it."""
        if kind not in _NAMELESS:
            attributes.setdefault("name", id)
        written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
        extended = f"<bpmn:extensionElements>{extension}</bpmn:extensionElements>"
        body = (extended if extension else "") + inner
        self.parts[inside].append(f'<bpmn:{kind} id="{id}"{written}>{body}')
        self.wrapped[id] = kind
        self.parts[inside].append(f"@close:{id}")
        if kind == "subProcess":
            self.parts[id] = []
        self._place(kind, id, lane, inside, attributes.get("attachedToRef", ""))
        return self

    def _place(self, kind: str, id: str, lane: str, inside: str, host: str) -> None:
        size = "event" if kind.endswith("Event") else "gateway" if "Gateway" in kind else kind[:3]
        width, height = _SIZES.get(size, (100, 80))
        if host in self.shapes:
            x, y, _, h = self.shapes[host].box
            count = sum(1 for shape in self.shapes.values() if shape.kind == f"on:{host}")
            box = (x + 2 + 38 * count, y + h - height / 2, width, height)
            self.shapes[id] = _Shape(f"on:{host}", inside, box)
            return
        row = self.lanes.index(lane) if lane else 0
        left, top = self.shapes[inside].box[:2] if inside else (80.0, 50.0 + LANE_HEIGHT * row)
        beside = [shape for shape in self.shapes.values() if shape.scope == inside]
        left = max([left, *(shape.box[0] + shape.box[2] for shape in beside)])
        box = (left + 20, top + 20, width, height)
        self.shapes[id] = _Shape(kind, inside, box)
        if not inside and self.lanes:
            self.members.setdefault(self.lanes[row], []).append(id)

    def start(self, id: str = "begin", **where: str) -> Sketch:
        """A start event."""
        return self.node("startEvent", id, **where)

    def end(self, id: str = "einde", inner: str = "", **where: str) -> Sketch:
        """An end event."""
        if inner:
            where.setdefault("name", id)
        return self.node("endEvent", id, inner, **where)

    def user(self, id: str, *, lane: str = "", inside: str = "", **values: str) -> Sketch:
        """A user task with extension properties."""
        extension = properties(**values) if values else ""
        return self.node("userTask", id, "", extension, lane=lane, inside=inside)

    def sub(self, id: str) -> Sketch:
        """A subprocess that holds a start, a task of the police and an end."""
        self.node("subProcess", id)
        self.start(f"eerste_{id}", inside=id)
        self.user(f"taak_{id}", inside=id, rol="politie", formulier="uitreiking")
        self.end(f"laatste_{id}", inside=id)
        return self.flow(f"eerste_{id}", f"taak_{id}", f"laatste_{id}", inside=id)

    def boundary(self, id: str, host: str, inner: str, **attributes: str) -> Sketch:
        """An event on the border of a node that is already there."""
        return self.node("boundaryEvent", id, inner, attachedToRef=host, **attributes)

    def flow(self, *ids: str, when: str | None = None, inside: str = "", name: str = "") -> Sketch:
        """Flows along these nodes; `when` is the condition of each."""
        for source, target in pairwise(ids):
            id = f"{source}_{target}"
            label = name or ("als" if when is not None else "")
            condition = (
                f"<bpmn:conditionExpression>{_escape(when)}</bpmn:conditionExpression>"
                if when is not None
                else ""
            )
            written = f" name={quoteattr(label)}" if label else ""
            self.parts[inside].append(
                f'<bpmn:sequenceFlow id="{id}"{written} sourceRef="{source}" targetRef="{target}">'
                f"{condition}</bpmn:sequenceFlow>"
            )
            self.edges.append((id, source, target))
        return self

    def declare(self, kind: str, id: str, name: str) -> Sketch:
        """A message or signal."""
        self.declared.append(f'<bpmn:{kind} id="{id}" name="{name}"/>')
        return self

    def raw(self, text: str, inside: str = "") -> Sketch:
        """Something else, in the process or a subprocess."""
        self.parts[inside].append(text)
        return self

    def xml(self) -> bytes:
        """The file."""
        return self.text().encode()

    def text(self) -> str:
        """The file as text."""
        pool = f'<bpmn:participant id="pool_{self.id}" name="{self.id}" processRef="{self.id}"/>'
        lanes = "".join(
            f'<bpmn:lane id="baan_{role}" name="{role}">'
            + "".join(
                f"<bpmn:flowNodeRef>{id}</bpmn:flowNodeRef>" for id in self.members.get(role, [])
            )
            + "</bpmn:lane>"
            for role in self.lanes
        )
        return (
            f'{_HEAD}<bpmn:collaboration id="samenwerking_{self.id}">{pool}</bpmn:collaboration>'
            + "".join(self.declared)
            + f'<bpmn:process id="{self.id}" name="{self.id}" isExecutable="true">'
            + (f'<bpmn:laneSet id="banen_{self.id}">{lanes}</bpmn:laneSet>' if lanes else "")
            + self._write("")
            + f"</bpmn:process>{self._diagram()}</bpmn:definitions>"
        )

    def _write(self, scope: str) -> str:
        written = []
        for part in self.parts[scope]:
            if part.startswith("@close:"):
                id = part.removeprefix("@close:")
                written.append(self._write(id) if id in self.parts else "")
                written.append(f"</bpmn:{self.wrapped[id]}>")
            else:
                written.append(part)
        return "".join(written)

    def _diagram(self) -> str:
        boxes = {id: shape.box for id, shape in self.shapes.items()}
        width = max((x + w for x, y, w, h in boxes.values()), default=0) + 100
        for index, role in enumerate(self.lanes):
            boxes[f"baan_{role}"] = (50, 50 + LANE_HEIGHT * index, width, LANE_HEIGHT)
        boxes[f"pool_{self.id}"] = (20, 50, width + 30, LANE_HEIGHT * max(1, len(self.lanes)))
        shapes = "".join(
            f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}" isExpanded="true">'
            f'<dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></bpmndi:BPMNShape>'
            for id, (x, y, w, h) in boxes.items()
        )
        edges = "".join(
            f'<bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}">'
            + "".join(_waypoint(boxes[end]) for end in (source, target) if end in boxes)
            + "</bpmndi:BPMNEdge>"
            for id, source, target in self.edges
        )
        return (
            '<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="vlak"'
            f' bpmnElement="samenwerking_{self.id}">{shapes}{edges}'
            "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
        )


def _waypoint(box: tuple[float, float, float, float]) -> str:
    x, y, width, height = box
    return f'<di:waypoint x="{x + width / 2}" y="{y + height / 2}"/>'


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def findings(
    model: Sketch | bytes | str, names: Names = NAMES, **others: Sketch | str | bytes
) -> list[str]:
    """What the checks say about a model, together with other files (`risico_dmn=...`).

    Of the model itself without its file's name, "element: message".
    """
    sources = {"huisverbod.bpmn": _bytes(model)}
    sources |= {name.replace("_", "."): _bytes(text) for name, text in others.items()}
    return [
        str(finding).removeprefix("huisverbod.bpmn, ") for finding in check_models(sources, names)
    ]


def _bytes(model: Sketch | bytes | str) -> bytes:
    if isinstance(model, Sketch):
        return model.xml()
    return model.encode() if isinstance(model, str) else model
