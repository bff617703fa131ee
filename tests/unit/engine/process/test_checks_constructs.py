"""What may be drawn: each refusal with a model that holds nothing else wrong."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.sketch import (
    Sketch,
    findings,
    message,
    operator,
    properties,
    signal,
    timer,
)
from tests.unit.engine.process.snippets import accepts, complete, element, open_tasks, start


def with_node(kind: str, inner: str = "", extension: str = "", **attributes: str) -> Sketch:
    """A node of some kind between a task and the end."""
    model = (
        Sketch().start().user("risicotaxatie").node(kind, "iets", inner, extension, **attributes)
    )
    return model.end().flow("begin", "risicotaxatie", "iets", "einde")


@pytest.mark.parametrize(
    ("kind", "inner", "reason"),
    [
        ("task", "", "maak er een gebruikerstaak, servicetaak of beslistaak van"),
        ("manualTask", "", "maak er een gebruikerstaak van: wat mensen doen wordt vastgelegd"),
        (
            "scriptTask",
            "<bpmn:script>x = 1</bpmn:script>",
            "modellen voeren geen code uit: maak er een servicetaak van",
        ),
        ("sendTask", "", "maak er een servicetaak van"),
        ("receiveTask", "", "vang het bericht met een gebeurtenis"),
        (
            "eventBasedGateway",
            "",
            "teken een subproces dat wacht, met de andere gebeurtenis op de rand",
        ),
        ("inclusiveGateway", "", "teken een parallelle splitsing met een keuze per tak"),
    ],
)
def test_kinds_of_nodes_that_the_library_takes_and_we_do_not(
    kind: str, inner: str, reason: str
) -> None:
    model = with_node(kind, inner)
    assert findings(model) == [f"iets: {kind} kan hier niet: {reason}"]
    assert accepts(model)


@pytest.mark.parametrize("kind", ["complexGateway", "transaction", "adHocSubProcess"])
def test_other_kinds_of_nodes(kind: str) -> None:
    (found, *_) = findings(with_node(kind))
    assert found.startswith(f"iets: {kind} kan hier niet: ")


def test_an_event_subprocess() -> None:
    model = with_node("userTask").sub("los")
    text = model.text().replace('id="iets"', 'id="besluit"', 1).replace("iets", "besluit")
    text = text.replace(
        '<bpmn:subProcess id="los"', '<bpmn:subProcess triggeredByEvent="true" id="los"'
    )
    assert findings(text) == [
        "los: triggeredByEvent=true kan hier niet: een deelproces begint waar de stroom het begint",
        "los: loopt dood",
        "los: is vanaf het begin niet te bereiken",
    ]


@pytest.mark.parametrize(
    ("kind", "inner", "message"),
    [
        (
            "intermediateThrowEvent",
            '<bpmn:linkEventDefinition name="verder"/>',
            "de tak zou hier stil eindigen: teken de stroom door",
        ),
        (
            "intermediateThrowEvent",
            "<bpmn:compensateEventDefinition/>",
            "er wordt niets gecompenseerd: teken wat er moet gebeuren",
        ),
        (
            "intermediateThrowEvent",
            message("b"),
            "geeft precies één signaal en kan niets anders",
        ),
        ("intermediateThrowEvent", "", "geeft precies één signaal en kan niets anders"),
        ("intermediateCatchEvent", "", "wacht op precies één termijn, bericht of signaal"),
        (
            "intermediateCatchEvent",
            message("b") + timer(),
            "wacht op precies één termijn, bericht of signaal",
        ),
        (
            "intermediateCatchEvent",
            (
                "<bpmn:conditionalEventDefinition><bpmn:condition>True</bpmn:condition>"
                "</bpmn:conditionalEventDefinition>"
            ),
            "wacht op precies één termijn, bericht of signaal",
        ),
    ],
)
def test_events_that_parse_and_then_do_nothing_or_something_else(
    kind: str, inner: str, message: str
) -> None:
    model = with_node(kind, inner).declare("message", "b", "overtreding")
    assert findings(model) == [f"iets: {message}"]
    assert accepts(model)


def test_a_start_that_waits_for_a_message() -> None:
    model = Sketch().node("startEvent", "begin", message("b"), name="Begin").end()
    model.declare("message", "b", "overtreding").user("risicotaxatie")
    model.flow("begin", "risicotaxatie", "einde")
    assert findings(model) == ["begin: begint zonder meer: niets start een zaak dan een melding"]
    assert accepts(model)


def test_a_signal_on_an_end_is_never_given_by_the_library() -> None:
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie")
    model.declare("signal", "s", "klaar").end("klaar", signal("s")).user("besluit").end("na")
    model.node("intermediateCatchEvent", "wacht", signal("s"))
    model.flow("begin", "splits", "risicotaxatie", "klaar").flow("splits", "wacht", "besluit", "na")
    assert findings(model) == [
        "klaar: eindigt zonder meer of beëindigt alles; zet een signaal in een gebeurtenis ervoor",
        "wacht: wacht op signaal klaar, dat niets geeft",
    ]
    running = start(model)
    complete(running, "risicotaxatie")
    assert open_tasks(running) == []


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"isForCompensation": "true"}, "er wordt niets gecompenseerd"),
        ({"startQuantity": "2"}, "een taak begint bij elke komst"),
        ({"completionQuantity": "2"}, "een taak gaat één keer verder"),
    ],
)
def test_attributes_that_change_what_a_task_means(attributes: dict[str, str], message: str) -> None:
    ((name, value),) = attributes.items()
    model = Sketch().start().node("userTask", "risicotaxatie", **attributes).end()
    model.flow("begin", "risicotaxatie", "einde")
    assert findings(model) == [f"risicotaxatie: {name}={value} kan hier niet: {message}"]
    assert accepts(model)


def test_an_interruption_written_as_a_number_would_not_interrupt() -> None:
    model = (
        Sketch()
        .start()
        .user("risicotaxatie")
        .boundary("op", "risicotaxatie", timer(), cancelActivity="1")
    )
    model.end().end("klaar").flow("begin", "risicotaxatie", "einde").flow("op", "klaar")
    assert findings(model) == ["op: cancelActivity=1 kan hier niet: schrijf true of false"]
    assert element(model, "op").cancel_activity is False


@pytest.mark.parametrize(
    ("inner", "kind", "reason"),
    [
        (
            (
                "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
                "</bpmn:multiInstanceLoopCharacteristics>"
            ),
            "multiInstanceLoopCharacteristics",
            "een taak kan niet meervoudig zijn",
        ),
        (
            '<bpmn:standardLoopCharacteristics loopMaximum="2"/>',
            "standardLoopCharacteristics",
            "teken de herhaling als lus",
        ),
        (
            '<bpmn:potentialOwner name="x"/>',
            "potentialOwner",
            "wie een taak doet, staat in de baan",
        ),
    ],
)
def test_what_a_task_may_not_hold(inner: str, kind: str, reason: str) -> None:
    model = Sketch().start().node("userTask", "risicotaxatie", inner).end()
    model.flow("begin", "risicotaxatie", "einde")
    assert findings(model) == [f"risicotaxatie: {kind} kan hier niet: {reason}"]
    assert accepts(model)


def test_a_script_before_or_after_a_task() -> None:
    for kind in ("preScript", "postScript"):
        script = f"<spiffworkflow:{kind}>x = 1</spiffworkflow:{kind}>"
        model = Sketch().start().node("userTask", "risicotaxatie", "", script).end()
        model.flow("begin", "risicotaxatie", "einde")
        assert findings(model) == [
            f"risicotaxatie: uitbreiding {kind} kan hier niet: modellen voeren geen code uit"
        ]
        assert accepts(model)


def test_an_extension_on_what_does_not_read_it() -> None:
    model = with_node("serviceTask", "", operator("zaak.sluiten") + properties(rol="politie"))
    assert findings(model) == [
        "iets: uitbreiding properties kan hier niet: de engine doet er niets mee"
    ]
    assert accepts(model)


def test_what_another_product_reads_is_refused_because_it_looks_as_if_it_worked() -> None:
    model = Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")
    text = model.text().replace(
        '<bpmn:userTask id="risicotaxatie"',
        '<bpmn:userTask id="risicotaxatie" camunda:assignee="jan"',
    )
    assert findings(text) == ["risicotaxatie: assignee kan hier niet: de engine doet er niets mee"]


def test_a_process_that_is_not_executable() -> None:
    model = Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")
    assert findings(model.text().replace(' isExecutable="true"', "", 1)) == [
        "huisverbod: is niet uitvoerbaar: zet isExecutable op true"
    ]


def test_errors_escalations_and_stores_are_no_part_of_these_models() -> None:
    model = Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")
    model.declare("error", "fout", "fout")
    assert findings(model) == ["fout: error kan hier niet: de engine doet er niets mee"]
    assert accepts(model)


def test_lanes_within_lanes_or_within_a_subprocess() -> None:
    model = Sketch().start().sub("looptijd").end().flow("begin", "looptijd", "einde")
    inner = '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="politie"/></bpmn:laneSet>'
    nested = model.text().replace(
        "</bpmn:lane>", f"{inner.replace('laneSet', 'childLaneSet')}</bpmn:lane>"
    )
    assert findings(nested)[0] == (
        "baan_politie: childLaneSet kan hier niet: een baan kan niet in een baan liggen"
    )
    within = model.text().replace(
        '<bpmn:startEvent id="eerste_looptijd"', f'{inner}<bpmn:startEvent id="eerste_looptijd"'
    )
    assert findings(within)[0] == (
        "looptijd: laneSet kan hier niet: geef een taak in een deelproces de eigenschap rol"
    )


def test_notes_and_data_may_be_drawn() -> None:
    model = Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")
    model.raw('<bpmn:dataObject id="stuk"/>')
    model.raw('<bpmn:dataObjectReference id="ref" name="Stuk" dataObjectRef="stuk"/>')
    model.raw('<bpmn:textAnnotation id="noot"><bpmn:text>Wth 2.1</bpmn:text></bpmn:textAnnotation>')
    model.raw('<bpmn:association id="lijn" sourceRef="noot" targetRef="risicotaxatie"/>')
    shapes = (
        '<bpmndi:BPMNShape id="noot_di" bpmnElement="noot">'
        '<dc:Bounds x="100" y="170" width="80" height="30"/></bpmndi:BPMNShape>'
        '<bpmndi:BPMNShape id="ref_di" bpmnElement="ref">'
        '<dc:Bounds x="300" y="170" width="36" height="50"/></bpmndi:BPMNShape>'
        '<bpmndi:BPMNEdge id="lijn_di" bpmnElement="lijn">'
        '<di:waypoint x="100" y="170"/><di:waypoint x="150" y="150"/></bpmndi:BPMNEdge>'
    )
    text = model.text().replace("</bpmndi:BPMNPlane>", f"{shapes}</bpmndi:BPMNPlane>")
    assert findings(text) == []
