"""Joins that wait for ever: the short way of looking agrees with looking at everything."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.process.checks import tokens
from engine.process.checks.reading import read_files
from tests.unit.engine.process.sketch import Sketch, message, timer

#: More markings than this are not looked at one by one.
ENOUGH = 3_000

KINDS = st.sampled_from(["userTask", "exclusiveGateway", "parallelGateway", "parallelGateway"])
EVENTS = st.sampled_from([("true", timer()), ("false", timer()), ("false", message("b"))])


@st.composite
def models(draw: st.DrawFn) -> Sketch:
    """Nodes wired at random: forwards mostly, sometimes back, sometimes to an end."""
    model = Sketch().start().declare("message", "b", "overtreding")
    kinds = draw(st.lists(KINDS, min_size=2, max_size=8))
    for number, kind in enumerate(kinds):
        model.node(kind, f"n{number}")
    model.end().end("alles", "<bpmn:terminateEventDefinition/>").flow("begin", "n0")
    targets = [f"n{number}" for number in range(len(kinds))]
    for number, kind in enumerate(kinds):
        later = [*targets[number + 1 :], "einde"] * 3 + [*targets[:number], "alles"]
        count = 1 if kind == "userTask" else draw(st.integers(1, 3))
        for target in draw(
            st.lists(st.sampled_from(later), min_size=1, max_size=count, unique=True)
        ):
            model.flow(f"n{number}", target)
        if kind == "userTask" and draw(st.integers(0, 3)) == 0:
            how = draw(
                st.sampled_from([("true", timer()), ("false", timer()), ("false", message("b"))])
            )
            model.boundary(f"r{number}", f"n{number}", how[1], cancelActivity=how[0])
            model.flow(f"r{number}", draw(st.sampled_from(later)))
    return model


def everything(net: tokens.Net) -> set[str] | None:
    """The joins left waiting where nothing moves any more; None when there is too much to see."""
    start = tokens.put(frozenset(), net.start)
    seen, todo, stuck = {start}, [start], set()
    while todo:
        marking = todo.pop()
        found = []
        places = {place for place, _ in marking}
        for place in places:
            rest = tokens.take(marking, [place])
            found += [tokens.put(rest, result) for result in net.moves.get(place, [])]
            if place in net.terminating:
                found.append(frozenset())
        for into, out in net.joins.values():
            if {flow.id for flow in into} <= places:
                rest = tokens.take(marking, [flow.id for flow in into])
                found.append(tokens.put(rest, [flow.id for flow in out]))
        if not found:
            stuck |= {
                id for id, (into, _) in net.joins.items() if {flow.id for flow in into} & places
            }
        if any(count >= tokens.MAX_TOKENS for _, count in marking) or len(seen) > ENOUGH:
            return None
        todo += set(found) - seen
        seen.update(found)
    return stuck


@given(models())
@settings(max_examples=300)
def test_the_order_of_branches_makes_no_difference(model: Sketch) -> None:
    (scope,) = read_files({"p.bpmn": model.xml()}).scopes
    net = tokens.net_of(scope)
    expected = everything(net)
    if expected is None:
        return
    stuck, is_complete = tokens.play(net)
    assert is_complete
    assert set(stuck) == expected
