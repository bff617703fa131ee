"""Whether a parallel join can wait for ever: every way a process can go is tried.

A process, or a subprocess, is played with tokens on its flows. People always finish a task in the
end, every branch of a choice may be taken, every event may happen. What is left standing in front
of a join when nothing can move any more waits for ever. Because only joins take tokens from
several flows (the nets are free-choice), it is enough to follow one token at a time through all
its choices: the order between branches that know nothing of each other makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.process.checks.drawings import Flow, Node, Scope
from engine.process.checks.findings import Finding
from engine.process.checks.names import Names
from engine.process.checks.reading import Files

#: Far above what the largest model needs; a model beyond it cannot be proved and is refused.
MAX_STATES = 20_000
#: More tokens in one place tell nothing new.
MAX_TOKENS = 3

Place = str
#: How many tokens stand in which place; only places that have any.
Marking = frozenset[tuple[Place, int]]


@dataclass
class Net:
    """A scope as a net; places are the ids of flows, or stages of a node with events on it.

    Attributes:
        moves: for a token in a place, the ways it may go: each the places it turns into.
        joins: parallel joins, with the flows in, all of which they need, and the flows out.
        terminating: places from which everything ends.
        depth: how far from the start a place is.
        start: where tokens are in the beginning.
    """

    moves: dict[Place, list[tuple[Place, ...]]] = field(default_factory=dict)
    joins: dict[str, tuple[list[Flow], list[Flow]]] = field(default_factory=dict)
    terminating: set[Place] = field(default_factory=set)
    depth: dict[Place, int] = field(default_factory=dict)
    start: list[Place] = field(default_factory=list)


def check_tokens(files: Files, names: Names) -> Iterator[Finding]:
    """Joins that can wait for ever."""
    for scope in files.scopes:
        net = net_of(scope)
        if not net.joins:
            continue
        stuck, is_complete = play(net)
        for id, missing in stuck.items():
            flows = ", ".join(sorted(missing))
            yield scope.nodes[id].finding(
                f"kan voor altijd blijven wachten op {flows}: daarlangs komt niet altijd iets"
            )
        if not is_complete:
            yield scope.finding("is te ingewikkeld om te bewijzen dat niets blijft wachten")


def net_of(scope: Scope) -> Net:
    """A scope as a net; what is wrongly wired is played as far as it goes."""
    net = Net()
    for node in scope.nodes.values():
        out = [flow for flow in node.outgoing if flow.target in scope.nodes]
        into = [flow for flow in node.incoming if flow.source in scope.nodes]
        if node.kind == "startEvent":
            net.start.extend(flow.id for flow in out)
        elif node.kind == "parallelGateway" and len(into) > 1:
            net.joins[node.id] = (into, out)
        elif node.kind == "exclusiveGateway":
            _add(net, into, [(flow.id,) for flow in out] or [()])
        elif node.has("terminate"):
            net.terminating.update(flow.id for flow in into)
        elif scope.boundaries(node):
            _add(net, into, [(_stay(node, 0),)])
            _add_boundaries(net, node, [flow.id for flow in out])
        else:
            _add(net, into, [tuple(flow.id for flow in out)])
    _measure(net)
    return net


def _add(net: Net, into: list[Flow], results: list[tuple[Place, ...]]) -> None:
    for flow in into:
        net.moves[flow.id] = results


def _stay(node: Node, step: int) -> Place:
    return f"{node.id}#{step}"


def _add_boundaries(net: Net, node: Node, out: list[Place]) -> None:
    """A node with events on its border: they happen one after the other, or not, then it ends."""
    events = node.scope.boundaries(node)
    step = 0
    for event in events:
        if event.interrupts:
            continue
        here, after = _stay(node, step), _stay(node, step + 1)
        taken = tuple(flow.id for flow in event.outgoing)
        net.moves[here] = [(after,), (after, *taken)]
        if not event.has("timer"):
            # A message or signal can come again.
            net.moves[here].append((after, *taken, *taken))
        step += 1
    endings = [tuple(flow.id for flow in event.outgoing) for event in events if event.interrupts]
    net.moves[_stay(node, step)] = [tuple(out), *endings]


def _measure(net: Net) -> None:
    """Number the places in the order they are first reached."""
    after: dict[Place, list[Place]] = {
        place: [target for result in results for target in result]
        for place, results in net.moves.items()
    }
    for into, out in net.joins.values():
        for flow in into:
            after[flow.id] = [target.id for target in out]
    todo = list(net.start)
    while todo:
        place = todo.pop(0)
        if place not in net.depth:
            net.depth[place] = len(net.depth)
            todo.extend(after.get(place, ()))


def play(net: Net) -> tuple[dict[str, set[str]], bool]:
    """The joins that can be left waiting, with what they lack; and whether all was tried."""
    start = put(frozenset(), net.start)
    seen = {start}
    todo = [start]
    stuck: dict[str, set[str]] = {}
    while todo:
        marking = todo.pop()
        following = _follow(net, marking)
        if following is None:
            _note_stuck(net, marking, stuck)
            continue
        for other in following:
            if other not in seen:
                seen.add(other)
                todo.append(other)
        if len(seen) > MAX_STATES:
            return stuck, False
    return stuck, True


def _follow(net: Net, marking: Marking) -> list[Marking] | None:
    """All ways one token can go on: the one that has come furthest. None when nothing moves."""
    tokens = dict(marking)
    movable = [place for place in tokens if place in net.moves]
    if movable:
        place = max(movable, key=lambda place: net.depth.get(place, 0))
        rest = take(marking, [place])
        return [put(rest, result) for result in net.moves[place]]
    for into, out in net.joins.values():
        if all(flow.id in tokens for flow in into):
            rest = take(marking, [flow.id for flow in into])
            return [put(rest, [flow.id for flow in out])]
    return None


def take(marking: Marking, places: list[Place]) -> Marking:
    """The marking with a token less in each of these places."""
    tokens = dict(marking)
    for place in places:
        tokens[place] -= 1
    return frozenset((place, count) for place, count in tokens.items() if count)


def put(marking: Marking, places: list[Place] | tuple[Place, ...]) -> Marking:
    """The marking with a token more in each of these places."""
    tokens = dict(marking)
    for place in places:
        tokens[place] = min(tokens.get(place, 0) + 1, MAX_TOKENS)
    return frozenset(tokens.items())


def _note_stuck(net: Net, marking: Marking, stuck: dict[str, set[str]]) -> None:
    tokens = {place for place, _ in marking}
    if tokens & net.terminating:
        return
    for id, (into, _) in net.joins.items():
        lacking = {flow.id for flow in into} - tokens
        if len(lacking) < len(into):
            stuck.setdefault(id, set()).update(lacking)
