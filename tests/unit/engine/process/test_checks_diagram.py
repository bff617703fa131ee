"""What is drawn: everything, in its place, with a name where a person needs one."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.sketch import Sketch, findings, timer
from tests.unit.engine.process.snippets import accepts


def drawn() -> Sketch:
    """A task that a term may interrupt, and a subprocess, in two lanes."""
    model = Sketch(lanes=("politie", "burgemeester")).start().user("risicotaxatie")
    model.boundary("op", "risicotaxatie", timer()).end("klaar").sub("looptijd").end()
    model.user("besluit", lane="burgemeester").flow(
        "begin", "risicotaxatie", "besluit", "looptijd", "einde"
    )
    return model.flow("op", "klaar")


def moved(id: str, **sides: float | str) -> str:
    """The drawing, with other bounds for one shape."""
    model = drawn()
    text = model.text()
    head = f'bpmnElement="{id}" isExpanded="true"><dc:Bounds '
    begin = text.index(head) + len(head)
    end = text.index("/>", begin)
    bounds = dict(part.split("=") for part in text[begin:end].replace('"', "").split())
    bounds |= {name: str(value) for name, value in sides.items()}
    written = " ".join(f'{name}="{value}"' for name, value in bounds.items())
    return text[:begin] + written + text[end:]


def without(tag: str, element: str) -> str:
    """The drawing without the shape or edge of one element."""
    text = drawn().text()
    begin = text.index(f'<bpmndi:{tag} id="{element}_di"')
    end = text.index(f"</bpmndi:{tag}>", begin) + len(f"</bpmndi:{tag}>")
    return text[:begin] + text[end:]


def test_a_proper_drawing_has_no_findings() -> None:
    assert findings(drawn()) == []


@pytest.mark.parametrize(
    "id",
    [
        "risicotaxatie",
        "begin",
        "op",
        "taak_looptijd",
        "looptijd",
        "baan_politie",
        "pool_huisverbod",
    ],
)
def test_everything_has_a_shape(id: str) -> None:
    assert findings(without("BPMNShape", id)) == [f"{id}: is niet getekend"]


def test_every_flow_has_a_line_between_two_points() -> None:
    text = without("BPMNEdge", "begin_risicotaxatie")
    assert findings(text) == ["begin_risicotaxatie: is niet getekend"]
    text = drawn().text()
    begin = text.index("<di:waypoint")
    end = text.index("/>", begin) + 2
    assert findings(text[:begin] + text[end:])[1:] == [
        "eerste_looptijd_taak_looptijd: is niet getekend"
    ]


def test_the_library_accepts_a_model_without_any_drawing() -> None:
    model = drawn()
    model.shapes.clear()
    model.edges.clear()
    assert accepts(model)
    assert len(findings(model)) > 10


def test_nothing_is_drawn_that_does_not_exist_or_twice() -> None:
    ghost = (
        '<bpmndi:BPMNShape id="g" bpmnElement="{0}" isExpanded="true">'
        '<dc:Bounds x="110" y="400" width="1" height="1"/></bpmndi:BPMNShape>'
    )
    text = (
        drawn().text().replace("</bpmndi:BPMNPlane>", ghost.format("spook") + "</bpmndi:BPMNPlane>")
    )
    assert findings(text) == ["spook: is getekend, maar bestaat niet"]
    twice = without("BPMNShape", "klaar").replace(
        "</bpmndi:BPMNPlane>", ghost.format("einde") + "</bpmndi:BPMNPlane>"
    )
    assert "einde: is meer dan eens getekend" in findings(twice)


def test_a_line_is_drawn_once() -> None:
    edge = (
        '<bpmndi:BPMNEdge id="nog" bpmnElement="op_klaar"><di:waypoint x="200" y="150"/>'
        '<di:waypoint x="294" y="88"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane>'
    )
    found = findings(drawn().text().replace("</bpmndi:BPMNPlane>", edge))
    assert "op_klaar: is meer dan eens getekend" in found


def test_a_place_that_is_no_number() -> None:
    found = findings(moved("klaar", x="links"))
    assert found[-1] == "klaar: is niet getekend"
    assert "past niet in het schema" in found[0]


def test_a_process_may_be_drawn_without_a_pool() -> None:
    model = Sketch(lanes=()).start().user("risicotaxatie", rol="politie").end()
    text = model.flow("begin", "risicotaxatie", "einde").text()
    begin = text.index("<bpmn:collaboration")
    text = text[:begin] + text[text.index("<bpmn:process") :]
    begin = text.index('<bpmndi:BPMNShape id="pool_')
    end = text.index("</bpmndi:BPMNShape>", begin) + len("</bpmndi:BPMNShape>")
    assert (
        findings((text[:begin] + text[end:]).replace("samenwerking_huisverbod", "huisverbod")) == []
    )


def test_shapes_do_not_overlap() -> None:
    assert "risicotaxatie: is over begin heen getekend" in findings(moved("risicotaxatie", x=110))


def test_a_shape_lies_in_its_lane() -> None:
    (found, *_) = findings(moved("besluit", y=200))
    assert found == "besluit: is (deels) buiten baan_burgemeester getekend"


def test_a_shape_lies_in_its_subprocess() -> None:
    assert findings(moved("laatste_looptijd", y=165)) == [
        "laatste_looptijd: is (deels) buiten looptijd getekend",
        "taak_looptijd_laatste_looptijd: is niet tot aan laatste_looptijd getekend",
    ]


def test_a_subprocess_is_drawn_open() -> None:
    text = (
        drawn()
        .text()
        .replace(
            'bpmnElement="looptijd" isExpanded="true"', 'bpmnElement="looptijd" isExpanded="false"'
        )
    )
    assert findings(text) == ["looptijd: is dichtgeklapt getekend: zet isExpanded op true"]


def test_a_lane_lies_in_its_pool_and_beside_the_others() -> None:
    assert findings(moved("baan_burgemeester", y=260)) == [
        "baan_burgemeester: is (deels) buiten pool_huisverbod getekend"
    ]
    assert findings(moved("baan_burgemeester", y=240, height=210)) == [
        "baan_burgemeester: is over baan_politie heen getekend"
    ]


def test_an_event_hangs_on_the_edge_of_its_host() -> None:
    assert "op: is niet op de rand van risicotaxatie getekend" in findings(moved("op", y=100))


def test_a_line_reaches_what_it_connects() -> None:
    text = drawn().text()
    begin = text.index('<di:waypoint x="', text.index('id="op_klaar_di"'))
    end = text.index("/>", begin) + 2
    assert findings(text[:begin] + '<di:waypoint x="0" y="0"/>' + text[end:]) == [
        "op_klaar: is niet tot aan op getekend"
    ]


@pytest.mark.parametrize(
    "id", ["risicotaxatie", "op", "looptijd", "besluit", "huisverbod", "pool_huisverbod"]
)
def test_what_a_person_must_read_has_a_name(id: str) -> None:
    text = drawn().text()
    name = "huisverbod" if id.startswith("pool") else id
    begin = text.index(f' name="{name}"', text.index(f' id="{id}"'))
    assert findings(text[:begin] + ' name=" "' + text[begin + len(f' name="{name}"') :]) == [
        f"{id}: heeft geen naam"
    ]


def test_a_choice_and_its_conditions_have_names() -> None:
    model = (
        Sketch()
        .start()
        .user("risicotaxatie")
        .node("exclusiveGateway", "keuze", default="keuze_niet")
    )
    model.end("wel").end("niet").flow("begin", "risicotaxatie", "keuze", "niet")
    text = model.flow("keuze", "wel", when="hoog > 1").text()
    assert findings(text) == []
    assert findings(text.replace('id="keuze_wel" name="als"', 'id="keuze_wel"')) == [
        "keuze_wel: heeft een conditie en geen naam"
    ]
    assert findings(text.replace(' name="keuze"', "")) == ["keuze: heeft geen naam"]


def test_a_plain_start_a_plain_end_and_a_merge_need_no_name() -> None:
    model = Sketch().start().node("exclusiveGateway", "samen").user("risicotaxatie").end()
    model.flow("begin", "samen", "risicotaxatie", "einde")
    assert findings(model.text().replace(' name="samen"', "")) == []


def test_an_end_that_ends_everything_has_a_name() -> None:
    model = Sketch().start().user("risicotaxatie")
    model.end("einde", "<bpmn:terminateEventDefinition/>").flow("begin", "risicotaxatie", "einde")
    assert findings(model.text().replace(' name="einde"', "")) == ["einde: heeft geen naam"]
