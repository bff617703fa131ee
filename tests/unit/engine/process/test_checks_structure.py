"""How nodes are wired: each rule with a model that breaks it and nothing else."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.library import accepts, complete, open_tasks, start
from tests.unit.engine.process.sketch import Sketch, findings, message, timer


def good() -> Sketch:
    """Start, a task, an end."""
    return Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")


def test_a_sound_model_has_no_findings() -> None:
    assert findings(good()) == []


def test_a_model_with_everything_has_no_findings() -> None:
    model = Sketch(lanes=("politie", "burgemeester"))
    model.declare("message", "b_overtreding", "overtreding").declare("signal", "s_klaar", "klaar")
    model.start().node("parallelGateway", "splits").user("risicotaxatie", opvolgtijd="PT1H")
    model.user("besluit", lane=1, mede="hulpofficier").node("parallelGateway", "samen")
    model.node("exclusiveGateway", "keuze", default="keuze_einde").sub("looptijd").end()
    model.boundary("verstreken", "looptijd", timer()).end("op", "<bpmn:terminateEventDefinition/>")
    model.boundary("melding", "looptijd", message("b_overtreding"), cancelActivity="false")
    model.end("gemeld").flow("begin", "splits", "risicotaxatie", "samen", "keuze")
    model.flow("splits", "besluit", "samen").flow("keuze", "einde")
    model.flow("keuze", "looptijd", when='uitkomst == "opleggen"').end("klaar")
    model.flow("looptijd", "klaar").flow("verstreken", "op").flow("melding", "gemeld")
    model.declared.pop()
    assert findings(model) == []
    assert accepts(model)


def test_every_finding_is_given_at_once() -> None:
    model = Sketch().start().user("onbekend").user("risicotaxatie").flow("begin", "onbekend")
    assert findings(model) == [
        "huisverbod.bpmn, huisverbod: heeft geen einde",
        "huisverbod.bpmn, onbekend: loopt dood",
        "huisverbod.bpmn, risicotaxatie: loopt dood",
        "huisverbod.bpmn, risicotaxatie: is vanaf het begin niet te bereiken",
        "huisverbod.bpmn, onbekend: heeft een onbekend formulier: onbekend",
    ]


def test_a_process_without_a_start() -> None:
    model = Sketch().user("risicotaxatie").end().flow("risicotaxatie", "einde")
    assert findings(model) == [
        "huisverbod.bpmn, huisverbod: heeft 0 beginpunten in plaats van één"
    ]


def test_a_process_with_two_starts() -> None:
    model = good().start("ook").node("exclusiveGateway", "samen").user("besluit").end("klaar")
    model.flow("ook", "besluit", "klaar")
    model.parts[""].remove('<bpmn:exclusiveGateway id="samen" name="samen">')
    model.parts[""].remove("@close:samen")
    del model.shapes["samen"]
    model.members["politie"].remove("samen")
    assert findings(model) == [
        "huisverbod.bpmn, huisverbod: heeft 2 beginpunten in plaats van één"
    ]
    assert accepts(model)


def test_a_process_without_an_end() -> None:
    model = Sketch().start().user("risicotaxatie").node("exclusiveGateway", "terug")
    model.flow("begin", "terug", "risicotaxatie", "terug")
    assert findings(model) == ["huisverbod.bpmn, huisverbod: heeft geen einde"]


def test_an_implicit_merge_runs_a_task_twice() -> None:
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie")
    model.user("uitreiking").user("besluit").end().flow("begin", "splits", "risicotaxatie")
    model.flow("risicotaxatie", "besluit", "einde").flow("splits", "uitreiking", "besluit")
    assert findings(model) == [
        "huisverbod.bpmn, besluit: heeft 2 inkomende stromen: voeg de stromen samen in een poort"
    ]
    running = start(model)
    complete(running, "risicotaxatie")
    complete(running, "uitreiking")
    assert open_tasks(running) == ["besluit", "besluit"]


def test_an_implicit_split() -> None:
    model = good().end("ook").flow("risicotaxatie", "ook")
    assert findings(model) == [
        "huisverbod.bpmn, risicotaxatie: heeft 2 uitgaande stromen: splits in een poort"
    ]


def test_a_flow_into_a_start() -> None:
    model = Sketch().start().user("risicotaxatie").node("exclusiveGateway", "keuze").end()
    model.flow("begin", "risicotaxatie", "keuze").flow("keuze", "begin", when="hoog > 1")
    model.wrapped["keuze"] = "exclusiveGateway"
    model.parts[""] = [
        part.replace('id="keuze"', 'id="keuze" default="keuze_einde"', 1) for part in model.parts[""]
    ]
    model.flow("keuze", "einde")
    assert findings(model) == [
        "huisverbod.bpmn, begin: heeft 1 inkomende stromen: hier komt geen stroom binnen"
    ]


def test_a_flow_out_of_an_end() -> None:
    model = good().end("verder").flow("einde", "verder")
    assert findings(model) == ["huisverbod.bpmn, einde: is een einde waar een stroom uit komt"]
    assert accepts(model)


@pytest.mark.parametrize("kind", ["userTask", "exclusiveGateway", "parallelGateway"])
def test_a_node_that_leads_nowhere(kind: str) -> None:
    model = good().node("parallelGateway", "splits").node(kind, "uitreiking", name="Uitreiken")
    model.parts[""] = [
        part.replace('targetRef="risicotaxatie"', 'targetRef="splits"') for part in model.parts[""]
    ]
    model.flow("splits", "risicotaxatie").flow("splits", "uitreiking")
    model.edges[0] = (model.edges[0][0], "begin", "splits")
    assert findings(model) == ["huisverbod.bpmn, uitreiking: loopt dood"]
    assert accepts(model)


def test_a_flow_to_something_that_is_not_there() -> None:
    model = good().user("besluit").flow("besluit", "weg").node("parallelGateway", "splits")
    model.parts[""] = [
        part.replace('targetRef="risicotaxatie"', 'targetRef="splits"') for part in model.parts[""]
    ]
    model.edges[0] = (model.edges[0][0], "begin", "splits")
    model.edges[-1] = ("besluit_weg", "besluit", "besluit")
    model.flow("splits", "risicotaxatie").flow("splits", "besluit")
    assert findings(model) == [
        "huisverbod.bpmn, besluit_weg: gaat naar weg, dat niet bestaat",
    ]


def test_a_flow_that_leaves_its_subprocess() -> None:
    model = Sketch().start().sub("looptijd").end().flow("begin", "looptijd", "einde")
    model.parts["looptijd"] = [
        part.replace('targetRef="looptijd_einde"', 'targetRef="einde"')
        for part in model.parts["looptijd"]
    ]
    model.edges[1] = ("looptijd_taak_looptijd_einde", "looptijd_taak", "einde")
    assert findings(model) == [
        "huisverbod.bpmn, looptijd_taak_looptijd_einde: gaat naar einde, dat in een ander "
        "deelproces of proces ligt: huisverbod",
        "huisverbod.bpmn, looptijd_einde: is vanaf het begin niet te bereiken",
    ]


def test_a_boundary_event_that_leads_nowhere() -> None:
    model = good().boundary("op", "risicotaxatie", timer())
    assert findings(model) == ["huisverbod.bpmn, op: loopt dood"]
    assert accepts(model)


def test_a_boundary_event_attached_to_nothing() -> None:
    model = good().boundary("op", "weg", timer()).end("klaar").flow("op", "klaar")
    assert findings(model)[0] == "huisverbod.bpmn, op: hangt aan weg, dat hier niet ligt"
    assert accepts(model)


def test_a_boundary_event_where_nothing_ever_waits() -> None:
    model = good().node("serviceTask", "sluiten", "", SLUITEN)
    model.parts[""] = [
        part.replace('targetRef="einde"', 'targetRef="sluiten"') for part in model.parts[""]
    ]
    model.edges[-1] = ("risicotaxatie_einde", "risicotaxatie", "sluiten")
    model.flow("sluiten", "einde").boundary("op", "sluiten", timer()).end("k").flow("op", "k")
    assert findings(model) == [
        "huisverbod.bpmn, op: hangt aan sluiten, waar nooit gewacht wordt: gaat nooit af"
    ]


def test_a_node_that_mentions_other_flows_than_it_has() -> None:
    model = good()
    at = model.parts[""].index("@close:risicotaxatie")
    model.parts[""].insert(at, "<bpmn:incoming>oud</bpmn:incoming>")
    assert findings(model) == [
        "huisverbod.bpmn, risicotaxatie: noemt stroom oud, maar die komt er niet binnen",
        "huisverbod.bpmn, risicotaxatie: noemt stroom begin_risicotaxatie niet",
    ]
    assert accepts(model)


def test_a_node_that_cannot_be_reached() -> None:
    model = good().user("besluit").end("los").flow("besluit", "los")
    assert findings(model) == [
        "huisverbod.bpmn, besluit: is vanaf het begin niet te bereiken",
        "huisverbod.bpmn, los: is vanaf het begin niet te bereiken",
    ]
    assert accepts(model)


def test_a_way_round_without_a_way_out() -> None:
    model = good().node("parallelGateway", "splits").node("exclusiveGateway", "rond")
    model.user("besluit")
    model.parts[""] = [
        part.replace('targetRef="risicotaxatie"', 'targetRef="splits"') for part in model.parts[""]
    ]
    model.edges[0] = (model.edges[0][0], "begin", "splits")
    model.flow("splits", "risicotaxatie").flow("splits", "rond", "besluit", "rond")
    assert findings(model) == [
        "huisverbod.bpmn, rond: komt nooit bij een einde",
        "huisverbod.bpmn, besluit: komt nooit bij een einde",
    ]
    assert accepts(model)


def test_a_way_round_in_which_nobody_has_to_do_anything() -> None:
    model = Sketch().start().node("exclusiveGateway", "rond")
    model.node("serviceTask", "sluiten", "", SLUITEN)
    model.node("exclusiveGateway", "nog_eens", default="nog_eens_einde").end()
    model.flow("begin", "rond", "sluiten", "nog_eens", "einde")
    model.flow("nog_eens", "rond", when="kindermishandeling")
    assert findings(model) == [
        "huisverbod.bpmn, rond: ligt op een rondgang waarin niemand iets hoeft te doen"
    ]


SLUITEN = (
    '<spiffworkflow:serviceTaskOperator id="zaak.sluiten"><spiffworkflow:parameters/>'
    "</spiffworkflow:serviceTaskOperator>"
)
