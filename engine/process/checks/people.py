"""User tasks: whose turn it is, which form they fill in, and when somebody follows up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from engine.process.checks.drawings import Node
from engine.process.checks.findings import Finding
from engine.process.checks.formulas import form_of, known_names
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

_PROPERTIES = frozenset({"formulier", "rol", "rol_volgens", "mede", "opvolgtijd"})
_DURATION = r"P(?=[0-9T])(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?)?"
_FOLLOW_UP = re.compile(
    rf"(?P<duration>{_DURATION})|(?P<term>[a-z][a-z0-9_]*)(?: [+-] {_DURATION})?"
)


def check_lanes(files: Files, names: Names) -> Iterator[Finding]:
    """Lanes are named after roles and hold what is in their process, each node once."""
    for process in files.scopes:
        for lane in process.lanes:
            if lane.name not in names.rollen:
                message = f"heet naar een onbekende rol: {lane.name or 'niets'}"
                yield Finding(process.file, lane.id, message)
            for id in lane.members:
                if id not in process.nodes:
                    message = f"bevat {id or 'niets'}, dat hier niet ligt"
                    yield Finding(process.file, lane.id, message)
        for node in process.nodes.values():
            count = len(process.lanes_of(node.id))
            if count > 1:
                yield node.finding(f"ligt in {count} banen")
            # An event on a border lies where its host lies.
            elif process.lanes and count == 0 and node.kind != "boundaryEvent":
                yield node.finding("ligt in geen baan")


def check_people(files: Files, names: Names) -> Iterator[Finding]:
    """Every user task: role, form and properties."""
    known = known_names(files, names)
    for task in files.of_kind("userTask"):
        yield from _check_properties(task)
        yield from _check_role(task, names)
        yield from _check_others(task, names)
        follows = task.properties.get("rol_volgens")
        if follows is not None and follows not in known:
            yield task.finding(f"rol_volgens leest {follows}, dat niets geeft")
        if form_of(task) not in names.formulieren:
            yield task.finding(f"heeft een onbekend formulier: {form_of(task)}")
        yield from _check_follow_up(task, names)


def _check_properties(task: Node) -> Iterator[Finding]:
    items = task.property_elements
    for item in items:
        if item.get("name") is None or item.get("value") is None:
            yield task.finding("heeft een eigenschap zonder naam of zonder waarde")
    for name, count in Counter(item.get("name") for item in items).items():
        if count > 1:
            yield task.finding(f"heeft eigenschap {name} meer dan eens")
        if name is not None and name not in _PROPERTIES:
            yield task.finding(f"heeft een onbekende eigenschap: {name}")


def _check_role(task: Node, names: Names) -> Iterator[Finding]:
    rol = task.properties.get("rol")
    lanes = [lane.name for lane in task.scope.lanes_of(task.id)]
    if rol is not None and rol not in names.rollen:
        yield task.finding(f"heeft een onbekende rol: {rol}")
    elif rol is not None and lanes and rol not in lanes:
        yield task.finding(f"heeft rol {rol}, maar ligt in de baan {lanes[0]}")
    elif rol is None and not task.scope.lanes:
        yield task.finding("ligt niet in een baan en heeft geen eigenschap rol")


def _check_others(task: Node, names: Names) -> Iterator[Finding]:
    if "mede" not in task.properties:
        return
    own = {lane.name for lane in task.scope.lanes_of(task.id)} | {task.properties.get("rol")}
    for rol, count in Counter(item.strip() for item in task.properties["mede"].split(",")).items():
        if rol not in names.rollen:
            yield task.finding(f"mede noemt een onbekende rol: {rol or 'niets'}")
        elif count > 1 or rol in own:
            yield task.finding(f"mede noemt {rol}, die de taak al heeft")


def _check_follow_up(task: Node, names: Names) -> Iterator[Finding]:
    found = task.properties.get("opvolgtijd")
    if found is None:
        return
    match = _FOLLOW_UP.fullmatch(found)
    if match is None:
        yield task.finding(
            f"heeft opvolgtijd {found}: schrijf een duur (PT1H, P5D), een termijn, "
            "of een termijn + of - een duur"
        )
    elif match["term"] is not None and match["term"] not in names.termijnen:
        yield task.finding(f"heeft een opvolgtijd vanaf een onbekende termijn: {match['term']}")
