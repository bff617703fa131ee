"""The models' own drawings, as they are shown."""

from __future__ import annotations

from engine.process.checks.reading import read_files
from engine.process.models import standard_sources
from engine.process.picture import pictures

DRAWN = pictures(standard_sources())


def test_every_node_and_flow_of_every_process_is_in_its_picture() -> None:
    files = read_files(standard_sources())

    assert {shape.id for picture in DRAWN for shape in picture.shapes} == {
        node.id for node in files.nodes
    }
    assert sum(len(picture.lines) for picture in DRAWN) == sum(
        len(scope.flows) for scope in files.scopes
    )


def test_a_picture_holds_everything_in_it() -> None:
    for picture in DRAWN:
        assert all(picture.box.holds(shape.box) for shape in picture.shapes), picture.process


def test_names_stand_where_the_model_has_them() -> None:
    shapes = {shape.id: shape for picture in DRAWN for shape in picture.shapes}
    question, task = shapes["is_aangekruist"], shapes["risicotaxatie"]

    assert question.label is not None
    # below it: above it an event is drawn
    assert question.label.y > question.box.bottom
    assert task.label is None
    named = [line for picture in DRAWN for line in picture.lines if line.name]
    assert named
    assert all(line.label is not None for line in named)


def test_what_sits_on_something_is_drawn_over_it() -> None:
    for picture in DRAWN:
        kinds = [shape.kind == "boundaryEvent" for shape in picture.shapes]
        assert kinds == sorted(kinds), picture.process


def test_a_shape_knows_its_lane_and_its_event() -> None:
    shapes = {shape.id: shape for picture in DRAWN for shape in picture.shapes}

    assert shapes["risicotaxatie"].lane == "hulpofficier"
    assert shapes["risicotaxatie"].event == ""
    assert {shape.event for shape in shapes.values() if shape.kind == "boundaryEvent"} >= {
        "timer",
        "message",
    }
