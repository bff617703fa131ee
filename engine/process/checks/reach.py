"""Whether every node lies on a way from the start to an end, and every way round has a stop."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.process.checks.drawings import Scope
from engine.process.checks.findings import Finding
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

#: Kinds at which a token can wait; all others pass it on at once.
WAITING = frozenset(
    {"userTask", "callActivity", "subProcess", "intermediateCatchEvent", "boundaryEvent"}
)

Ways = Mapping[str, Collection[str]]


def check_reach(files: Files, names: Names) -> Iterator[Finding]:
    """Every node can be reached and can reach an end; no way goes round without a stop."""
    for scope in files.scopes:
        yield from _check_reached(scope)
        yield from _check_way_out(scope)
        yield from _check_restless(scope)


def _check_reached(scope: Scope) -> Iterator[Finding]:
    starts = {node.id for node in scope.of_kind("startEvent")}
    if not starts:
        return
    reached = _spread(scope.ways, starts)
    for node in scope.nodes.values():
        # One that hangs nowhere, or on something unreached, is that one's trouble.
        hanging = node.kind == "boundaryEvent" and node.host not in reached
        if node.id not in reached and not hanging:
            yield node.finding("is vanaf het begin niet te bereiken")


def _check_way_out(scope: Scope) -> Iterator[Finding]:
    """Nodes that only go round; what runs dead is said elsewhere."""
    if not scope.of_kind("endEvent"):
        return
    leaving = {
        node.id for node in scope.nodes.values() if node.kind == "endEvent" or not node.outgoing
    }
    leaving |= {flow.source for flow in scope.flows if flow.target not in scope.nodes}
    back: dict[str, set[str]] = {}
    for id, targets in scope.ways.items():
        for target in targets:
            back.setdefault(target, set()).add(id)
    able = _spread(back, leaving)
    for node in scope.nodes.values():
        if node.id not in able:
            yield node.finding("komt nooit bij een einde")


def _check_restless(scope: Scope) -> Iterator[Finding]:
    """A way round with nothing to wait for: the engine would never stop."""
    passing = {node.id for node in scope.nodes.values() if node.kind not in WAITING}
    ways = {id: scope.ways[id] & passing for id in passing}
    for node in scope.nodes.values():
        if node.id in passing and node.id in _spread(ways, ways[node.id]):
            yield node.finding("ligt op een rondgang waarin niemand iets hoeft te doen")
            return


def _spread(ways: Ways, start: Collection[str]) -> set[str]:
    """The start and all that can be reached from it."""
    found = set(start)
    todo = list(start)
    while todo:
        for id in ways.get(todo.pop(), ()):
            if id not in found:
                found.add(id)
                todo.append(id)
    return found
