"""Choices, joins and races: each rule with a model that breaks it and nothing else."""

from __future__ import annotations

import pytest

from engine.process.checks import tokens
from tests.unit.engine.process.sketch import Sketch, findings, message, timer
from tests.unit.engine.process.snippets import accepts, complete, open_tasks, start


def choice(**attributes: str) -> Sketch:
    """A task, then a choice with two ways out, of which the flows are still to be drawn."""
    model = Sketch().start().user("risicotaxatie").node("exclusiveGateway", "keuze", **attributes)
    return model.end("een").end("twee").flow("begin", "risicotaxatie", "keuze")


def test_a_choice_with_a_default_has_no_findings() -> None:
    model = choice(default="keuze_twee").flow("keuze", "een", when="hoog > 1").flow("keuze", "twee")
    assert findings(model) == []


def test_a_choice_without_a_default() -> None:
    model = choice().flow("keuze", "een", when="hoog > 1").flow("keuze", "twee", when="hoog < 2")
    assert findings(model) == [
        "keuze: heeft geen standaardstroom: als niets opgaat, staat de zaak stil"
    ]
    assert accepts(model)


def test_a_choice_without_a_default_nor_conditions_names_every_flow() -> None:
    model = choice().flow("keuze", "een").flow("keuze", "twee")
    assert findings(model) == [
        "keuze: heeft geen standaardstroom: als niets opgaat, staat de zaak stil",
        "keuze_een: heeft geen conditie en is niet de standaardstroom",
        "keuze_twee: heeft geen conditie en is niet de standaardstroom",
    ]


def test_a_default_that_belongs_to_another() -> None:
    model = choice(default="begin_risicotaxatie")
    model.flow("keuze", "een", when="hoog > 1").flow("keuze", "twee", when="hoog < 2")
    assert findings(model) == [
        "keuze: heeft als standaardstroom begin_risicotaxatie, die er niet uit komt"
    ]
    assert accepts(model)


def test_a_default_with_a_condition() -> None:
    model = choice(default="keuze_twee").flow("keuze", "een", when="hoog > 1")
    model.flow("keuze", "twee", when="hoog < 2")
    assert findings(model) == ["keuze_twee: is de standaardstroom en heeft toch een conditie"]
    assert accepts(model)


def test_a_flow_that_is_neither_conditional_nor_default() -> None:
    model = choice(default="keuze_twee").end("drie").flow("keuze", "een", when="hoog > 1")
    model.flow("keuze", "twee").flow("keuze", "drie")
    assert findings(model) == ["keuze_drie: heeft geen conditie en is niet de standaardstroom"]


def test_a_condition_on_a_flow_out_of_a_task_does_not_count() -> None:
    model = Sketch().start().user("risicotaxatie").user("besluit").end()
    model.flow("begin", "risicotaxatie").flow("risicotaxatie", "besluit", when="hoog > 1")
    model.flow("besluit", "einde")
    assert findings(model) == [
        "risicotaxatie_besluit: heeft een conditie, maar risicotaxatie kiest niet: zij telt niet"
    ]
    running = start(model)
    complete(running, "risicotaxatie", hoog=0)
    assert open_tasks(running) == ["besluit"]


def test_a_default_on_what_does_not_choose() -> None:
    model = Sketch().start().node("userTask", "risicotaxatie", default="risicotaxatie_einde").end()
    model.flow("begin", "risicotaxatie", "einde")
    assert findings(model) == ["risicotaxatie: heeft een standaardstroom, maar kiest niet"]


def test_a_parallel_join_after_a_choice_waits_for_ever() -> None:
    model = (
        Sketch()
        .start()
        .user("risicotaxatie")
        .node("exclusiveGateway", "keuze", default="keuze_besluit")
    )
    model.user("uitreiking").user("besluit").node("parallelGateway", "samen").end()
    model.flow("begin", "risicotaxatie", "keuze", "besluit", "samen", "einde")
    model.flow("keuze", "uitreiking", when="hoog > 1").flow("uitreiking", "samen")
    assert findings(model) == [
        (
            "samen: kan voor altijd blijven wachten op besluit_samen, "
            "uitreiking_samen: daarlangs komt niet altijd iets"
        )
    ]
    running = start(model)
    complete(running, "risicotaxatie", hoog=0)
    complete(running, "besluit")
    assert open_tasks(running) == []
    assert not running.is_completed()


def test_a_join_that_lacks_one_of_its_branches_waits_for_ever() -> None:
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie").user("besluit")
    model.node("exclusiveGateway", "keuze", default="keuze_samen").node("parallelGateway", "samen")
    model.end().end("anders").flow("begin", "splits", "risicotaxatie", "keuze", "samen", "einde")
    model.flow("keuze", "anders", when="hoog > 1").flow("splits", "besluit", "samen")
    assert findings(model) == [
        "samen: kan voor altijd blijven wachten op keuze_samen: daarlangs komt niet altijd iets"
    ]
    assert accepts(model)
    running = start(model)
    complete(running, "risicotaxatie", hoog=2)
    complete(running, "besluit")
    assert open_tasks(running) == []
    assert not running.is_completed()


def test_a_join_that_is_cut_off_by_the_end_of_everything_is_sound() -> None:
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie").user("besluit")
    model.node("exclusiveGateway", "keuze", default="keuze_samen").node("parallelGateway", "samen")
    model.end().end("anders", "<bpmn:terminateEventDefinition/>")
    model.flow("begin", "splits", "risicotaxatie", "keuze", "samen", "einde")
    model.flow("keuze", "anders", when="hoog > 1").flow("splits", "besluit", "samen")
    assert findings(model) == []


def test_a_join_behind_an_interrupted_task_waits_for_ever() -> None:
    model = Sketch().start().node("parallelGateway", "splits").user("risicotaxatie").user("besluit")
    model.node("parallelGateway", "samen").end().boundary("op", "besluit", timer()).end("klaar")
    model.flow("begin", "splits", "risicotaxatie", "samen", "einde")
    model.flow("splits", "besluit", "samen").flow("op", "klaar")
    assert findings(model) == [
        "samen: kan voor altijd blijven wachten op besluit_samen: daarlangs komt niet altijd iets"
    ]


def test_a_join_with_what_comes_only_now_and_then_waits_for_ever() -> None:
    model = Sketch().start().user("risicotaxatie").node("parallelGateway", "samen").end()
    model.declare("message", "b", "overtreding")
    model.boundary("erbij", "risicotaxatie", message("b"), cancelActivity="false")
    model.flow("begin", "risicotaxatie", "samen", "einde").flow("erbij", "samen")
    assert findings(model) == [
        (
            "samen: kan voor altijd blijven wachten op erbij_samen, "
            "risicotaxatie_samen: daarlangs komt niet altijd iets"
        )
    ]


def test_branches_that_join_in_a_loop_are_sound() -> None:
    model = Sketch().start().node("exclusiveGateway", "terug").node("parallelGateway", "splits")
    model.user("risicotaxatie").user("besluit").node("parallelGateway", "samen")
    model.node("exclusiveGateway", "keuze", default="keuze_einde").end()
    model.flow("begin", "terug", "splits", "risicotaxatie", "samen", "keuze", "einde")
    model.flow("splits", "besluit", "samen").flow("keuze", "terug", when='uitkomst == "aanvullen"')
    assert findings(model) == []


def wide(branches: int) -> Sketch:
    """Many branches side by side, each with a choice and its own join in the end."""
    model = Sketch().start().node("parallelGateway", "splits").node("parallelGateway", "samen")
    model.end().flow("begin", "splits").flow("samen", "einde")
    for number in range(branches):
        model.node("exclusiveGateway", f"k{number}", default=f"k{number}_m{number}")
        model.user(f"t{number}", formulier="besluit").node("exclusiveGateway", f"m{number}")
        model.flow("splits", f"k{number}", f"m{number}", "samen")
        model.flow(f"k{number}", f"t{number}", when="kindermishandeling")
        model.flow(f"t{number}", f"m{number}")
    return model


def test_many_branches_side_by_side_are_played_in_no_time() -> None:
    assert findings(wide(25)) == []


def test_what_cannot_be_proved_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MAX_STATES", 3)
    assert findings(wide(3)) == [
        "huisverbod: is te ingewikkeld om te bewijzen dat niets blijft wachten"
    ]


def test_a_parallel_gateway_after_an_event_that_may_happen_again() -> None:
    model = Sketch().start().declare("message", "b", "overtreding").user("risicotaxatie").end()
    model.flow("begin", "risicotaxatie", "einde")
    model.boundary("gemeld", "risicotaxatie", message("b"), cancelActivity="false")
    model.node("parallelGateway", "splits").end("een").end("twee")
    model.flow("gemeld", "splits", "een").flow("splits", "twee")

    assert findings(model) == [
        "splits: komt na gemeld, dat vaker kan gebeuren: zet wat erna komt in een eigen proces"
    ]


def test_a_parallel_gateway_after_an_event_that_happens_once_is_fine() -> None:
    model = Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")
    model.boundary("voorbij", "risicotaxatie", timer(), cancelActivity="true")
    model.node("parallelGateway", "splits").end("een").end("twee")
    model.flow("voorbij", "splits", "een").flow("splits", "twee")

    assert findings(model) == []
