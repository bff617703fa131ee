"""How nodes are wired: each rule with a model that breaks it and nothing else."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.sketch import Sketch, findings, message, operator, timer
from tests.unit.engine.process.snippets import accepts, complete, open_tasks, start


def good() -> Sketch:
    """Start, a task, an end."""
    return Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")


def forked() -> Sketch:
    """As `good`, with room for a second branch out of `splits`."""
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie").end()
    return model.flow("begin", "splits", "risicotaxatie", "einde")


def test_a_sound_model_has_no_findings() -> None:
    assert findings(good()) == []


def test_a_model_with_everything_has_no_findings() -> None:
    model = Sketch(lanes=("politie", "burgemeester"))
    model.declare("message", "b_overtreding", "overtreding").declare("signal", "s_klaar", "klaar")
    model.start().node("parallelGateway", "splits").user("risicotaxatie", opvolgtijd="PT1H")
    model.user("besluit", lane="burgemeester", mede="hulpofficier").node("parallelGateway", "samen")
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
        "huisverbod: heeft geen einde",
        "onbekend: loopt dood",
        "risicotaxatie: loopt dood",
        "risicotaxatie: is vanaf het begin niet te bereiken",
        "onbekend: heeft een onbekend formulier: onbekend",
    ]


def test_a_process_without_a_start() -> None:
    model = Sketch().user("risicotaxatie").end().flow("risicotaxatie", "einde")
    assert findings(model) == ["huisverbod: heeft 0 beginpunten in plaats van één"]


def test_a_process_with_two_starts() -> None:
    model = good().start("ook").user("besluit").end("klaar").flow("ook", "besluit", "klaar")
    assert findings(model) == ["huisverbod: heeft 2 beginpunten in plaats van één"]
    assert accepts(model)


def test_a_process_without_an_end() -> None:
    model = Sketch().start().user("risicotaxatie").node("exclusiveGateway", "terug")
    model.flow("begin", "terug", "risicotaxatie", "terug")
    assert findings(model) == ["huisverbod: heeft geen einde"]


def test_an_implicit_merge_runs_a_task_twice() -> None:
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie")
    model.user("uitreiking").user("besluit").end().flow("begin", "splits", "risicotaxatie")
    model.flow("risicotaxatie", "besluit", "einde").flow("splits", "uitreiking", "besluit")
    assert findings(model) == [
        "besluit: heeft 2 inkomende stromen: voeg de stromen samen in een poort"
    ]
    running = start(model)
    complete(running, "risicotaxatie")
    complete(running, "uitreiking")
    assert open_tasks(running) == ["besluit", "besluit"]


def test_an_implicit_split() -> None:
    model = good().end("ook").flow("risicotaxatie", "ook")
    assert findings(model) == ["risicotaxatie: heeft 2 uitgaande stromen: splits in een poort"]


def test_a_flow_into_a_start() -> None:
    model = Sketch().start().user("risicotaxatie").end()
    model.node("exclusiveGateway", "keuze", default="keuze_einde")
    model.flow("begin", "risicotaxatie", "keuze", "einde").flow("keuze", "begin", when="hoog > 1")
    assert findings(model) == ["begin: heeft 1 inkomende stromen: hier komt geen stroom binnen"]
    assert accepts(model)


def test_a_flow_out_of_an_end() -> None:
    model = good().end("verder").flow("einde", "verder")
    assert findings(model) == ["einde: is een einde waar een stroom uit komt"]
    assert accepts(model)


@pytest.mark.parametrize("kind", ["userTask", "exclusiveGateway", "parallelGateway"])
def test_a_node_that_leads_nowhere(kind: str) -> None:
    model = forked().node(kind, "uitreiking", name="Uitreiken").flow("splits", "uitreiking")
    assert findings(model) == ["uitreiking: loopt dood"]
    assert accepts(model)


def test_a_flow_to_something_that_is_not_there() -> None:
    model = forked().user("besluit").flow("splits", "besluit").flow("besluit", "besluit")
    text = model.text().replace('targetRef="besluit"></', 'targetRef="weg"></')
    text = text.replace(
        'sourceRef="splits" targetRef="weg"', 'sourceRef="splits" targetRef="besluit"'
    )
    assert findings(text) == ["besluit_besluit: gaat naar weg, dat niet bestaat"]


def test_a_flow_that_leaves_its_subprocess() -> None:
    model = Sketch().start().node("subProcess", "looptijd").end().flow("begin", "looptijd", "einde")
    model.start("start", inside="looptijd").end("stop", inside="looptijd")
    model.node("exclusiveGateway", "keuze", inside="looptijd", default="keuze_stop")
    model.flow("start", "keuze", "stop", inside="looptijd")
    model.flow("keuze", "einde", inside="looptijd", when="kindermishandeling")
    assert findings(model) == [
        "keuze_einde: gaat naar einde, dat in een ander deelproces of proces ligt: huisverbod"
    ]
    assert accepts(model)


def test_a_boundary_event_that_leads_nowhere() -> None:
    model = good().boundary("op", "risicotaxatie", timer())
    assert findings(model) == ["op: loopt dood"]
    assert accepts(model)


def test_a_boundary_event_attached_to_nothing() -> None:
    model = good().boundary("op", "weg", timer()).end("klaar").flow("op", "klaar")
    assert findings(model)[0] == "op: hangt aan weg, dat hier niet ligt"
    assert accepts(model)


def test_a_boundary_event_where_nothing_ever_waits() -> None:
    model = Sketch().start().node("serviceTask", "sluiten", "", operator("zaak.sluiten")).end()
    model.boundary("op", "sluiten", timer()).end("klaar")
    model.flow("begin", "sluiten", "einde").flow("op", "klaar")
    assert findings(model) == ["op: hangt aan sluiten, waar nooit gewacht wordt: gaat nooit af"]
    assert accepts(model)


def test_a_node_that_mentions_other_flows_than_it_has() -> None:
    model = good()
    at = model.parts[""].index("@close:risicotaxatie")
    model.parts[""].insert(at, "<bpmn:incoming>oud</bpmn:incoming>")
    assert findings(model) == [
        "risicotaxatie: noemt stroom oud, maar die komt er niet binnen",
        "risicotaxatie: noemt stroom begin_risicotaxatie niet",
    ]
    assert accepts(model)


def test_a_node_that_cannot_be_reached() -> None:
    model = good().user("besluit").end("los").flow("besluit", "los")
    assert findings(model) == [
        "besluit: is vanaf het begin niet te bereiken",
        "los: is vanaf het begin niet te bereiken",
    ]
    assert accepts(model)


def test_a_way_round_without_a_way_out() -> None:
    model = forked().node("exclusiveGateway", "rond").user("besluit")
    model.flow("splits", "rond", "besluit", "rond")
    assert findings(model) == [
        "rond: komt nooit bij een einde",
        "besluit: komt nooit bij een einde",
    ]
    assert accepts(model)


def test_a_way_round_in_which_nobody_has_to_do_anything() -> None:
    model = Sketch().start().node("exclusiveGateway", "rond")
    model.node("serviceTask", "sluiten", "", operator("zaak.sluiten"))
    model.node("exclusiveGateway", "nog_eens", default="nog_eens_einde").end()
    model.flow("begin", "rond", "sluiten", "nog_eens", "einde")
    model.flow("nog_eens", "rond", when="kindermishandeling")
    assert findings(model) == ["rond: ligt op een rondgang waarin niemand iets hoeft te doen"]
