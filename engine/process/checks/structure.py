"""Whether every node is wired as its kind asks: flows in, flows out, starts, ends, hosts."""

from __future__ import annotations

from collections.abc import Iterator

from engine.process.checks.drawings import GATEWAYS, Flow, Node, Scope
from engine.process.checks.findings import Finding
from engine.process.checks.markup import children, text
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

#: What stays open long enough for something to happen to it.
_HOSTS = frozenset({"userTask", "callActivity", "subProcess"})


def check_structure(files: Files, names: Names) -> Iterator[Finding]:
    """Flows and nodes of every process and subprocess."""
    places = {(node.file, node.id): node.scope for node in files.nodes}
    for scope in files.scopes:
        yield from _check_start_and_end(scope)
        for flow in scope.flows:
            yield from _check_ends_of(flow, scope, places)
        for node in scope.nodes.values():
            yield from _check_counts(node)
            yield from _check_mentions(node)
            if node.kind == "boundaryEvent":
                yield from _check_host(node)


def _check_start_and_end(scope: Scope) -> Iterator[Finding]:
    starts = scope.of_kind("startEvent")
    if len(starts) != 1:
        yield scope.finding(f"heeft {len(starts)} beginpunten in plaats van één")
    if not scope.of_kind("endEvent"):
        yield scope.finding("heeft geen einde")


def _check_ends_of(
    flow: Flow, scope: Scope, places: dict[tuple[str, str], Scope]
) -> Iterator[Finding]:
    for end, verb in ((flow.source, "komt uit"), (flow.target, "gaat naar")):
        if end in scope.nodes:
            continue
        elsewhere = places.get((scope.file, end))
        if elsewhere is None:
            message = f"{verb} {end or 'niets'}, dat niet bestaat"
        else:
            message = f"{verb} {end}, dat in een ander deelproces of proces ligt: {elsewhere.id}"
        yield Finding(scope.file, flow.id, message)


def _check_counts(node: Node) -> Iterator[Finding]:
    if node.kind in GATEWAYS:
        if not node.outgoing:
            yield node.finding("loopt dood")
        return
    into = 0 if node.kind in {"startEvent", "boundaryEvent"} else 1
    if len(node.incoming) > into:
        what = "voeg de stromen samen in een poort" if into else "hier komt geen stroom binnen"
        yield node.finding(f"heeft {len(node.incoming)} inkomende stromen: {what}")
    if node.kind == "endEvent":
        if node.outgoing:
            yield node.finding("is een einde waar een stroom uit komt")
    elif not node.outgoing:
        yield node.finding("loopt dood")
    elif len(node.outgoing) > 1:
        yield node.finding(f"heeft {len(node.outgoing)} uitgaande stromen: splits in een poort")


def _check_mentions(node: Node) -> Iterator[Finding]:
    """The flows a node itself mentions, when it does, are those that touch it."""
    for tag, flows, verb in (
        ("incoming", node.incoming, "komt er niet binnen"),
        ("outgoing", node.outgoing, "gaat er niet uit"),
    ):
        mentioned = {text(item) for item in children(node.element, tag)}
        for id in sorted(mentioned - {flow.id for flow in flows}):
            yield node.finding(f"noemt stroom {id}, maar die {verb}")
        if mentioned:
            for id in sorted({flow.id for flow in flows} - mentioned):
                yield node.finding(f"noemt stroom {id} niet")


def _check_host(event: Node) -> Iterator[Finding]:
    host = event.scope.nodes.get(event.host)
    if host is None:
        yield event.finding(f"hangt aan {event.host or 'niets'}, dat hier niet ligt")
    elif host.kind not in _HOSTS:
        yield event.finding(f"hangt aan {host.id}, waar nooit gewacht wordt: gaat nooit af")
