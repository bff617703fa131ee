"""What a model may be drawn with: the part of BPMN that the engine carries out as drawn.

Everything else parses, and then does something else or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.process.checks.drawings import EVENTS, NODES, UNSUPPORTED, Node
from engine.process.checks.findings import Finding
from engine.process.checks.markup import (
    BPMN,
    SPIFF,
    XSI,
    Element,
    children,
    descendants,
    label,
    local,
    namespace,
)
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

_DOCUMENTED = frozenset({"documentation", "extensionElements"})
_DRAWN_ONLY = frozenset(
    {
        "textAnnotation",
        "association",
        "group",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
    }
)
_IN_A_SCOPE = NODES | _DOCUMENTED | _DRAWN_ONLY | {"sequenceFlow"}
_IN_A_NODE = _DOCUMENTED | {"incoming", "outgoing"}
_IN_A_FILE = _DOCUMENTED | {"process", "collaboration", "message", "signal", "category"}

_REASONS: Mapping[str, str] = {
    "task": "maak er een gebruikerstaak, servicetaak of beslistaak van",
    "manualTask": "maak er een gebruikerstaak van: wat mensen doen wordt vastgelegd",
    "scriptTask": "modellen voeren geen code uit: maak er een servicetaak van",
    "sendTask": "maak er een servicetaak van",
    "receiveTask": "vang het bericht met een gebeurtenis",
    "transaction": "teken een gewoon deelproces",
    "adHocSubProcess": "teken een gewoon deelproces",
    "complexGateway": "wanneer zij doorlaat is aan de tekening niet te zien",
    "eventBasedGateway": "teken een subproces dat wacht, met de andere gebeurtenis op de rand",
    "inclusiveGateway": "teken een parallelle splitsing met een keuze per tak",
    "multiInstanceLoopCharacteristics": "een taak kan niet meervoudig zijn",
    "standardLoopCharacteristics": "teken de herhaling als lus",
    "dataInputAssociation": "de stroom draagt geen gegevens: verbind met een gewone associatie",
    "dataOutputAssociation": "de stroom draagt geen gegevens: verbind met een gewone associatie",
    "ioSpecification": "de stroom draagt geen gegevens",
    "performer": "wie een taak doet, staat in de baan",
    "potentialOwner": "wie een taak doet, staat in de baan",
    "humanPerformer": "wie een taak doet, staat in de baan",
    "linkEventDefinition": "de tak zou hier stil eindigen: teken de stroom door",
    "compensateEventDefinition": "er wordt niets gecompenseerd: teken wat er moet gebeuren",
    "laneSet": "geef een taak in een deelproces de eigenschap rol",
    "childLaneSet": "een baan kan niet in een baan liggen",
    "preScript": "modellen voeren geen code uit",
    "postScript": "modellen voeren geen code uit",
}

#: Per kind of event: how many definitions it may have, and which.
_DEFINITIONS: Mapping[str, tuple[range, frozenset[str]]] = {
    "startEvent": (range(1), frozenset()),
    "endEvent": (range(2), frozenset({"terminate"})),
    "intermediateThrowEvent": (range(1, 2), frozenset({"signal"})),
    "intermediateCatchEvent": (range(1, 2), frozenset({"timer", "message", "signal"})),
    "boundaryEvent": (range(1, 2), frozenset({"timer", "message", "signal"})),
}
_DUTCH_DEFINITIONS: Mapping[str, str] = {
    "startEvent": "begint zonder meer: niets start een zaak dan een melding",
    "endEvent": "eindigt zonder meer of beëindigt alles; zet een signaal in een gebeurtenis ervoor",
    "intermediateThrowEvent": "geeft precies één signaal en kan niets anders",
    "intermediateCatchEvent": "wacht op precies één termijn, bericht of signaal",
    "boundaryEvent": "wacht op precies één termijn, bericht of signaal",
}

#: Attribute → the values that mean here what BPMN means by them, and what to say otherwise.
_ATTRIBUTES: Mapping[str, tuple[frozenset[str], str]] = {
    "triggeredByEvent": (frozenset({"false"}), "een deelproces begint waar de stroom het begint"),
    "isForCompensation": (frozenset({"false"}), "er wordt niets gecompenseerd"),
    "startQuantity": (frozenset({"1"}), "een taak begint bij elke komst"),
    "completionQuantity": (frozenset({"1"}), "een taak gaat één keer verder"),
    "parallelMultiple": (frozenset({"false"}), "een gebeurtenis wacht op één ding"),
    # SpiffWorkflow reads "1" as false.
    "cancelActivity": (frozenset({"true", "false"}), "schrijf true of false"),
}

_EXTENSIONS: Mapping[str, frozenset[str]] = {
    "userTask": frozenset({"properties"}),
    "serviceTask": frozenset({"serviceTaskOperator"}),
    "businessRuleTask": frozenset({"calledDecisionId"}),
}
#: Where an attribute of another vendor would look as if it did something.
_EXECUTED = NODES | {"process", "sequenceFlow", "lane"}


def check_constructs(files: Files, names: Names) -> Iterator[Finding]:
    """Kinds of elements, event definitions, attributes and extensions."""
    for drawing in files.drawings:
        yield from _check_children(drawing.file, drawing.root, _IN_A_FILE)
        for element in drawing.root.iter(f"{{{BPMN}}}*"):
            yield from _check_extensions(drawing.file, element)
        for lane in descendants(drawing.root, "lane"):
            yield from _check_children(drawing.file, lane, _DOCUMENTED | {"flowNodeRef"})
    for scope in files.scopes:
        inside = frozenset({"laneSet"}) if scope.parent is None else _IN_A_NODE
        yield from _check_children(scope.file, scope.element, _IN_A_SCOPE | inside)
        if scope.parent is None and scope.element.get("isExecutable") != "true":
            yield scope.finding("is niet uitvoerbaar: zet isExecutable op true")
    for node in files.of_kind(*NODES):
        yield from _check_node(node)


def _check_children(file: str, parent: Element, allowed: frozenset[str]) -> Iterator[Finding]:
    for child in parent.iterchildren(f"{{{BPMN}}}*"):
        kind = local(child)
        if kind not in allowed:
            reason = _REASONS.get(kind, "de engine doet er niets mee")
            about = child if kind in UNSUPPORTED or parent.getparent() is None else parent
            yield Finding(file, label(about), f"{kind} kan hier niet: {reason}")


def _check_node(node: Node) -> Iterator[Finding]:
    for attribute, (values, reason) in _ATTRIBUTES.items():
        value = node.element.get(attribute)
        if value is not None and value not in values:
            yield node.finding(f"{attribute}={value} kan hier niet: {reason}")
    if node.kind in EVENTS:
        yield from _check_event(node)
    if node.kind != "subProcess":
        allowed = _IN_A_NODE | {local(item) for item in node.definitions}
        yield from _check_children(node.file, node.element, allowed)


def _check_event(node: Node) -> Iterator[Finding]:
    count, kinds = _DEFINITIONS[node.kind]
    found = [local(item).removesuffix("EventDefinition") for item in node.definitions]
    wrong = [kind for kind in found if kind not in kinds]
    if len(found) in count and not wrong:
        return
    reason = _REASONS.get(f"{wrong[0]}EventDefinition") if wrong else None
    yield node.finding(reason or _DUTCH_DEFINITIONS[node.kind])


def _check_extensions(file: str, element: Element) -> Iterator[Finding]:
    allowed = _EXTENSIONS.get(local(element), frozenset())
    for holder in children(element, "extensionElements"):
        for item in holder.iterchildren("*"):
            kind = local(item)
            if namespace(item) != SPIFF or kind not in allowed:
                reason = _REASONS.get(kind, "de engine doet er niets mee")
                yield Finding(file, label(element), f"uitbreiding {kind} kan hier niet: {reason}")
    if local(element) in _EXECUTED:
        for attribute in element.attrib:
            owner, _, name = str(attribute).rpartition("}")
            if owner and owner != f"{{{XSI}":
                message = f"{name} kan hier niet: de engine doet er niets mee"
                yield Finding(file, label(element), message)
