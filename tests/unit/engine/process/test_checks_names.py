"""What a model names: terms, messages, signals, processes, operators, conditions."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.sketch import (
    Sketch,
    decision,
    findings,
    message,
    operator,
    signal,
    timer,
)
from tests.unit.engine.process.snippets import accepts


def waiting(definition: str, task: str = "risicotaxatie", tail: str = "") -> Sketch:
    """A task with an event that may interrupt it; with a tail, for a second file."""
    begin, op, einde, klaar = (f"{id}{tail}" for id in ("begin", "op", "einde", "klaar"))
    model = Sketch(f"huisverbod{tail}").start(begin).user(task).boundary(op, task, definition)
    return model.end(einde).end(klaar).flow(begin, task, einde).flow(op, klaar)


def timed(text: str, kind: str = "timeDate") -> Sketch:
    """A timer with this text."""
    return waiting(
        f"<bpmn:timerEventDefinition><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def test_a_timer_names_a_term() -> None:
    assert findings(waiting(timer())) == []
    assert findings(timed(" termijn( 'oplegging' ) ")) == []


@pytest.mark.parametrize(
    "text",
    ["P10D", '"P10D"', '"2026-03-30T20:00"', "einde", 'termijn("oplegging") + 1', "termijn()"],
)
def test_a_timer_that_names_no_term(text: str) -> None:
    model = timed(text)
    assert findings(model) == [f'op: wacht op {text} in plaats van op termijn("naam")']
    assert accepts(model)


def test_a_timer_that_names_an_unknown_term() -> None:
    assert findings(timed('termijn("einde")')) == ["op: noemt een onbekende termijn: einde"]


@pytest.mark.parametrize(("kind", "text"), [("timeDuration", '"PT1H"'), ("timeCycle", '"R3/PT1H"')])
def test_a_timer_that_counts_or_repeats(kind: str, text: str) -> None:
    model = timed(text, kind)
    assert findings(model) == [
        'op: wacht op iets anders dan een datum: noem in timeDate termijn("naam")'
    ]
    assert accepts(model)


def test_a_timer_without_anything() -> None:
    assert findings(waiting("<bpmn:timerEventDefinition/>")) == [
        'op: wacht op iets anders dan een datum: noem in timeDate termijn("naam")'
    ]


def test_messages_may_interrupt_or_not() -> None:
    for interrupts in ("true", "false"):
        model = waiting(message("b")).declare("message", "b", "overtreding")
        text = model.text().replace(
            'attachedToRef="', f'cancelActivity="{interrupts}" attachedToRef="'
        )
        assert findings(text) == []


def test_a_message_that_is_not_declared() -> None:
    assert findings(waiting(message("b"))) == ["op: wacht op bericht b, dat niet bestaat"]
    nameless = waiting("<bpmn:messageEventDefinition/>")
    assert findings(nameless) == ["op: wacht op bericht zonder naam, dat niet bestaat"]
    assert accepts(nameless)


def test_a_message_that_the_program_does_not_know() -> None:
    model = waiting(message("b")).declare("message", "b", "schorsing")
    assert findings(model) == ["op: wacht op een onbekend bericht: schorsing"]
    assert accepts(model)


def test_a_signal_needs_a_giver_and_a_taker() -> None:
    model = waiting(signal("s")).declare("signal", "s", "klaar")
    assert findings(model) == ["op: wacht op signaal klaar, dat niets geeft"]
    assert accepts(model)
    giving = Sketch("uitvoering").start("b2").node("intermediateThrowEvent", "geef", signal("s2"))
    giving.end("e2").flow("b2", "geef", "e2").declare("signal", "s2", "klaar")
    assert findings(giving) == ["geef: geeft signaal klaar, waar niets op wacht"]
    assert accepts(giving)
    assert findings(model, uitvoering_bpmn=giving) == []


def test_a_signal_that_is_not_declared() -> None:
    assert findings(waiting(signal("s"))) == ["op: noemt signaal s, dat niet bestaat"]


def test_a_message_that_is_called_differently_elsewhere() -> None:
    model = waiting(message("b")).declare("message", "b", "overtreding")
    other = waiting(message("b"), "besluit", "_2").declare("message", "b", "intrekking")
    assert findings(model, tweede_bpmn=other) == [
        "tweede.bpmn, b: is bericht intrekking, maar overtreding in huisverbod.bpmn"
    ]


def conditional(condition: str) -> Sketch:
    """A choice with this condition."""
    model = Sketch().start().user("risicotaxatie")
    model.node("exclusiveGateway", "keuze", default="keuze_niet").end("wel").end("niet")
    model.flow("begin", "risicotaxatie", "keuze", "niet")
    return model.flow("keuze", "wel", when=condition)


@pytest.mark.parametrize(
    "condition",
    [
        "hoog > 1",
        "kindermishandeling",
        'termijn("einde_huisverbod") is None',
        'status() == "loopt" and hoog in [1, 2]',
    ],
)
def test_a_condition_reads_what_the_case_knows(condition: str) -> None:
    assert findings(conditional(condition)) == []


@pytest.mark.parametrize(
    ("condition", "trouble"),
    [
        ("uitkomst", "leest uitkomst, dat geen formulier, bericht of tabel geeft"),
        ("aangehouden", "leest aangehouden, dat geen formulier, bericht of tabel geeft"),
        (
            "hoog == true",
            "leest true, dat geen formulier, bericht of tabel geeft; bedoeld is True",
        ),
        ("hoog = 1", "is geen uitdrukking: hoog = 1"),
        ("hoog ===", "is geen uitdrukking: hoog ==="),
        ("", "is leeg"),
        ("len(hoog) > 1", "roept een onbekende functie aan: len"),
        ("hoog.bit_length()", "mag dit hier niet bevatten: hoog.bit_length()"),
        ('termijn("x") is None', "noemt een onbekende termijn: x"),
        ("termijn() is None", 'vraagt een termijn anders dan als termijn("naam")'),
        ("termijn(1) is None", 'vraagt een termijn anders dan als termijn("naam")'),
    ],
)
def test_a_condition_that_cannot_be_answered(condition: str, trouble: str) -> None:
    model = conditional(condition)
    assert findings(model) == [f"keuze_wel: de conditie {trouble}"]
    if condition:
        assert accepts(model)


def test_a_message_provides_names_once_a_model_waits_for_it() -> None:
    model = conditional("aangehouden").declare("message", "b", "overtreding").end("gemeld")
    model.boundary("melding", "risicotaxatie", message("b"), cancelActivity="false")
    assert findings(model.flow("melding", "gemeld")) == []


def test_a_service_task_with_its_parameters_has_no_findings() -> None:
    assert findings(serving(operator("document.opmaken", document='"akte"'))) == []
    assert findings(serving(operator("termijn.starten", termijn="hoog"))) == []


def serving(extension: str) -> Sketch:
    """A service task with this extension."""
    model = Sketch().start().user("risicotaxatie").node("serviceTask", "dienst", "", extension)
    return model.end().flow("begin", "risicotaxatie", "dienst", "einde")


@pytest.mark.parametrize(
    ("extension", "trouble"),
    [
        ("", "noemt 0 operators in plaats van één"),
        (operator("zaak.sluiten") * 2, "noemt 2 operators in plaats van één"),
        (operator("zaak.openen"), "noemt een onbekende operator: zaak.openen"),
        (
            operator("document.opmaken", documnt='"akte"'),
            "operator document.opmaken neemt [document], het model geeft [documnt]",
        ),
        (
            operator("document.opmaken"),
            "operator document.opmaken neemt [document], het model geeft []",
        ),
        (
            operator("document.opmaken", document='"brief"'),
            "parameter document kan niet brief zijn",
        ),
        (
            operator("document.opmaken", document="hoog"),
            "parameter document moet een vaste waarde zijn",
        ),
        (
            operator("document.opmaken", document="akte"),
            "parameter document leest akte, dat geen formulier, bericht of tabel geeft",
        ),
        (
            operator("termijn.starten", termijn="x.y"),
            "parameter termijn mag dit hier niet bevatten: x.y",
        ),
        (
            operator("zaak.sluiten", 'resultVariable="uit"'),
            "operator zaak.sluiten geeft niets terug: haal resultVariable weg",
        ),
        (
            operator("document.opmaken", document='"akte"').replace(' type="any"', ""),
            "geeft parameter document zonder waarde of zonder type",
        ),
    ],
)
def test_a_service_task_that_asks_for_what_is_not_there(extension: str, trouble: str) -> None:
    assert findings(serving(extension)) == [f"dienst: {trouble}"]


def test_a_parameter_given_twice() -> None:
    extension = operator("document.opmaken", document='"akte"')
    item = extension[extension.index("<spiffworkflow:parameter ") : extension.index("/>") + 2]
    assert findings(serving(extension.replace(item, item * 2))) == [
        "dienst: geeft parameter document meer dan eens"
    ]


def test_the_library_takes_any_operator_with_any_parameter() -> None:
    assert accepts(serving(operator("zaak.openen", wat="ook maar")))


def calling(process: str, own: str = "huisverbod") -> Sketch:
    """A call activity."""
    begin, roep, einde = (f"{id}_{own}" for id in ("begin", "roep", "einde"))
    model = Sketch(own).start(begin).node("callActivity", roep, calledElement=process).end(einde)
    return model.flow(begin, roep, einde)


def test_a_called_process_that_is_not_there() -> None:
    model = calling("uitvoering")
    assert findings(model) == ["roep_huisverbod: roept proces uitvoering aan, dat niet bestaat"]
    assert accepts(model)


def test_a_process_that_ends_up_calling_itself() -> None:
    assert findings(calling("huisverbod")) == ["huisverbod: roept uiteindelijk zichzelf aan"]
    other = calling("huisverbod", "uitvoering")
    assert findings(calling("uitvoering"), uitvoering_bpmn=other) == [
        "huisverbod: roept uiteindelijk zichzelf aan",
        "uitvoering.bpmn, uitvoering: roept uiteindelijk zichzelf aan",
    ]


def test_a_table_that_is_not_there() -> None:
    model = Sketch().start().node("businessRuleTask", "indicatie", "", decision("risico")).end()
    model.user("risicotaxatie").flow("begin", "risicotaxatie", "indicatie", "einde")
    assert findings(model) == ["indicatie: vraagt tabel risico, die niet bestaat"]
