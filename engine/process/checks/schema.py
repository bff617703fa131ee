"""Whether files keep to the BPMN 2.0 and DMN 1.3 schemas, and every id means one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from threading import Lock

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator
from SpiffWorkflow.dmn.parser.BpmnDmnParser import SCHEMAS
from SpiffWorkflow.spiff.parser.process import SPIFF_XSD

from engine.process.checks.drawings import NODES
from engine.process.checks.findings import Finding
from engine.process.checks.markup import BPMN, BPMNDI, DMN, SPIFF, Element, label, namespace
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

# A schema keeps the errors of its last validation, so one thread at a time.
_LOCK = Lock()
_NAMESPACE = re.compile(r"\{[^}]*\}")
_REFERENCES = {
    f"{{{BPMN}}}participant": ("processRef",),
    f"{{{BPMN}}}messageFlow": ("sourceRef", "targetRef"),
    f"{{{BPMN}}}association": ("sourceRef", "targetRef"),
    f"{{{BPMN}}}dataObjectReference": ("dataObjectRef",),
    f"{{{BPMNDI}}}BPMNPlane": ("bpmnElement",),
}
#: What must have an id, though the schemas let it do without.
_NAMED = (
    *(
        f"{{{BPMN}}}{kind}"
        for kind in sorted(NODES | {"process", "lane", "sequenceFlow", "message", "signal"})
    ),
    *(
        f"{{{DMN}}}{kind}"
        for kind in (
            "decision",
            "decisionTable",
            "input",
            "output",
            "rule",
            "inputEntry",
            "outputEntry",
        )
    ),
)
_DUPLICATE_ID = "is not a valid value of the atomic type 'xs:ID'"


def check_schema(files: Files, names: Names) -> Iterator[Finding]:
    """Each file against the schema of its standard."""
    for drawing in files.drawings:
        yield from _check(drawing.file, drawing.root, _bpmn_schema(), "BPMN 2.0")
    for file, root in files.decisions.items():
        yield from _check(file, root, _dmn_schema(), "DMN 1.3")


@cache
def _bpmn_schema() -> etree.XMLSchema:
    """As SpiffWorkflow's own validator has it, with its extensions; our own copy, see _LOCK."""
    schema: etree.XMLSchema = BpmnValidator(imports={"spiffworkflow": SPIFF_XSD}).validator
    return schema


@cache
def _dmn_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS[DMN]))


def _check(file: str, root: Element, schema: etree.XMLSchema, standard: str) -> Iterator[Finding]:
    with _LOCK:
        if schema.validate(root):
            return
        errors = [(entry.line, entry.message) for entry in schema.error_log]
    repeated = _repeated_ids(root)
    for line, message in errors:
        # Reported by check_ids, in words that help.
        if _DUPLICATE_ID in message and any(f"'{id}'" in message for id in repeated):
            continue
        plain = _NAMESPACE.sub("", message)
        yield Finding(file, "", f"regel {line} past niet in het schema van {standard}: {plain}")


def check_ids(files: Files, names: Names) -> Iterator[Finding]:
    """Ids: unique in a file; those of processes, nodes and decisions unique over all files.

    SpiffWorkflow looks nodes up among everything with an id, extensions included, and keeps
    processes and subprocesses of all files in one list.
    """
    for file, root in [
        *((drawing.file, drawing.root) for drawing in files.drawings),
        *files.decisions.items(),
    ]:
        for id in sorted(_repeated_ids(root)):
            yield Finding(file, id, "komt in dit bestand meer dan eens voor als id")
        extensions = {item.get("id") for item in root.iter(f"{{{SPIFF}}}*")}
        for id in sorted(_ids(root).keys() & extensions):
            yield Finding(file, id, "is ook de id van een operator of parameter")
        for item in root.iter(*_NAMED):
            if not item.get("id"):
                yield Finding(file, label(item), "heeft geen id")
    yield from _check_over_files(files)


def check_references(files: Files, names: Names) -> Iterator[Finding]:
    """What is drawn beside the flow refers to something that is there.

    A modeller does not show what refers to nothing, nor lanes without a pool.
    """
    for drawing in files.drawings:
        meant = _ids(drawing.root)
        for tag, attributes in _REFERENCES.items():
            for item in drawing.root.iter(tag):
                for attribute in attributes:
                    target = item.get(attribute)
                    if target is not None and target not in meant:
                        message = f"verwijst naar {target}, dat niet bestaat"
                        yield Finding(drawing.file, label(item), message)
        pools = {item.get("processRef") for item in drawing.root.iter(f"{{{BPMN}}}participant")}
        for process in drawing.processes:
            if process.id not in pools and (pools or process.lanes):
                yield process.finding("heeft geen pool, terwijl er pools of banen zijn")


def _check_over_files(files: Files) -> Iterator[Finding]:
    places: dict[str, list[str]] = {}
    for scope in files.scopes:
        for id in (*([scope.id] if scope.parent is None else []), *scope.nodes):
            places.setdefault(id, []).append(scope.file)
    for id, found in places.items():
        for other in dict.fromkeys(found[1:]):
            if other != found[0]:
                yield Finding(other, id, f"komt ook voor in {found[0]}")
    decisions: dict[str, str] = {}
    for table in files.tables:
        first = decisions.setdefault(table.id, table.file)
        if first != table.file:
            yield Finding(table.file, table.id, f"komt ook voor in {first}")


def _ids(root: Element) -> Counter[str]:
    """How often each id is given to something that is not an extension."""
    return Counter(
        id
        for item in root.iter("*")
        if namespace(item) != SPIFF and (id := item.get("id")) is not None
    )


def _repeated_ids(root: Element) -> set[str]:
    return {id for id, count in _ids(root).items() if count > 1}
