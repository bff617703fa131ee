"""What events wait for and give off: terms, messages and signals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.process.checks.drawings import CATCHING, Drawing, Node
from engine.process.checks.findings import Finding
from engine.process.checks.markup import BPMN, Element, children, local, text
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

_TERM = re.compile(r"termijn\(\s*(?:\"([^\"]*)\"|'([^']*)')\s*\)")


def check_timers(files: Files, names: Names) -> Iterator[Finding]:
    """Timers: one `timeDate`, and in it one term, which the engine keeps looking at.

    A duration is counted from a moment the law does not know, and a cycle drops what it opened.
    """
    for node in files.nodes:
        for definition in node.definitions:
            if local(definition) == "timerEventDefinition":
                yield from _check_timer(node, definition, names)


def _check_timer(node: Node, definition: Element, names: Names) -> Iterator[Finding]:
    kinds = [local(item) for item in definition.iterchildren(f"{{{BPMN}}}*")]
    kinds = [kind for kind in kinds if kind.startswith("time")]
    if kinds != ["timeDate"]:
        yield node.finding('wacht op iets anders dan een datum: noem in timeDate termijn("naam")')
        return
    found = text(next(children(definition, "timeDate")))
    match = _TERM.fullmatch(found)
    if match is None:
        yield node.finding(f'wacht op {found or "niets"} in plaats van op termijn("naam")')
        return
    term = match[1] or match[2] or ""
    if term not in names.termijnen:
        yield node.finding(f"noemt een onbekende termijn: {term}")


def check_messages(files: Files, names: Names) -> Iterator[Finding]:
    """Messages: declared in the file, and known to the program."""
    for drawing in files.drawings:
        declared = drawing.declared("message")
        for node, reference in _references(drawing, "message"):
            name = declared.get(reference)
            if name is None:
                yield node.finding(
                    f"wacht op bericht {reference or 'zonder naam'}, dat niet bestaat"
                )
            elif name not in names.berichten:
                yield node.finding(f"wacht op een onbekend bericht: {name or 'zonder naam'}")
    yield from _check_declared_alike(files, "message", "bericht")


def check_signals(files: Files, names: Names) -> Iterator[Finding]:
    """Signals: declared in the file; what is given is waited for somewhere, and the reverse."""
    given: dict[str, Node] = {}
    awaited: dict[str, Node] = {}
    for drawing in files.drawings:
        declared = drawing.declared("signal")
        for node, reference in _references(drawing, "signal"):
            name = declared.get(reference)
            if not name:
                yield node.finding(f"noemt signaal {reference or 'zonder naam'}, dat niet bestaat")
                continue
            if node.kind == "intermediateThrowEvent":
                given.setdefault(name, node)
            elif node.kind in CATCHING:
                awaited.setdefault(name, node)
    for name in sorted(given.keys() - awaited.keys()):
        yield given[name].finding(f"geeft signaal {name}, waar niets op wacht")
    for name in sorted(awaited.keys() - given.keys()):
        yield awaited[name].finding(f"wacht op signaal {name}, dat niets geeft")
    yield from _check_declared_alike(files, "signal", "signaal")


def _references(drawing: Drawing, kind: str) -> Iterator[tuple[Node, str]]:
    for scope in drawing.scopes():
        for node in scope.nodes.values():
            for definition in node.definitions:
                if local(definition) == f"{kind}EventDefinition":
                    yield node, definition.get(f"{kind}Ref", "")


def _check_declared_alike(files: Files, kind: str, dutch: str) -> Iterator[Finding]:
    """SpiffWorkflow keeps the declarations of all files in one list, by id."""
    first: dict[str, tuple[str, str]] = {}
    for drawing in files.drawings:
        for id, name in drawing.declared(kind).items():
            file, other = first.setdefault(id, (drawing.file, name))
            if other != name:
                yield Finding(drawing.file, id, f"is {dutch} {name}, maar {other} in {file}")
