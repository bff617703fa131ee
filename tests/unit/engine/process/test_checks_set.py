"""A set of files as a whole: readable, by the standards, with ids that mean one thing."""

from __future__ import annotations

import cProfile
import re
from dataclasses import replace

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.process.checks import Finding, check_models, check_unused
from tests.unit.engine.process.sketch import NAMES, Sketch, decision, findings, message, operator
from tests.unit.engine.process.snippets import accepts


def plain(id: str = "huisverbod", task: str = "risicotaxatie", tail: str = "") -> Sketch:
    """A process with one task; with a tail, for a second file."""
    begin, einde = f"begin{tail}", f"einde{tail}"
    return Sketch(id).start(begin).user(task).end(einde).flow(begin, task, einde)


TABLE = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'
    ' namespace="urn:proef"><decision id="risico" name="Risico"><decisionTable id="t">'
    '<input id="i"><inputExpression id="ie" typeRef="boolean"><text>kindermishandeling</text>'
    '</inputExpression></input><output id="o" name="indicatie" typeRef="string"/>'
    '<rule id="r"><inputEntry id="rc"><text>-</text></inputEntry>'
    '<outputEntry id="ro"><text>"x"</text></outputEntry></rule></decisionTable></decision>'
    "</definitions>"
)


def test_a_finding_reads_as_file_element_and_message() -> None:
    assert str(Finding("huisverbod.bpmn", "besluit", "loopt dood")) == (
        "huisverbod.bpmn, besluit: loopt dood"
    )
    assert str(Finding("huisverbod.bpmn", "", "is leeg")) == "huisverbod.bpmn: is leeg"


@pytest.mark.parametrize(
    "text", ["", "geen xml", "<bpmn:definitions>", "<a/><b/>", "\ufeff", "<a>\x00</a>"]
)
def test_what_is_no_xml(text: str) -> None:
    (found,) = findings(text)
    assert found.startswith("huisverbod.bpmn: is geen geldige XML: ")


def test_a_document_type_is_refused_and_nothing_outside_is_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert findings(bomb) == ["huisverbod.bpmn: mag geen DOCTYPE hebben"]
    declared = plain().text().replace("<bpmn:definitions", "<!DOCTYPE x><bpmn:definitions", 1)
    assert findings(declared) == ["huisverbod.bpmn: mag geen DOCTYPE hebben"]


def test_other_files() -> None:
    assert findings("<svg/>") == ["huisverbod.bpmn: is geen BPMN 2.0"]
    assert findings(plain(), lees_md="# x") == ["lees.md: is geen .bpmn of .dmn"]
    assert findings(plain(), leeg_dmn="<definitions/>") == ["leeg.dmn: is geen DMN 1.3"]


def test_a_file_that_cannot_be_read_does_not_hide_the_others() -> None:
    assert findings(plain(task="los"), tweede_bpmn="x") == [
        "los: heeft een onbekend formulier: los",
        (
            "tweede.bpmn: is geen geldige XML: Start tag expected, '<' not found, line 1, column 1 "
            "(<string>, line 1)"
        ),
    ]


def test_what_the_schema_of_bpmn_does_not_know() -> None:
    text = plain().text().replace('<bpmn:userTask id="', '<bpmn:userTask kleur="rood" id="')
    assert findings(text) == [
        (
            "huisverbod.bpmn: regel 2 past niet in het schema van BPMN 2.0: Element 'userTask', "
            "attribute 'kleur': The attribute 'kleur' is not allowed."
        )
    ]


def test_what_the_schema_of_dmn_does_not_know() -> None:
    assert findings(plain(), tabel_dmn=TABLE) == []
    (found,) = findings(plain(), tabel_dmn=TABLE.replace(' name="Risico"', ""))
    assert found.startswith("tabel.dmn: regel 1 past niet in het schema van DMN 1.3: ")


def test_an_id_given_twice_in_a_file() -> None:
    text = plain().text().replace('id="begin_risicotaxatie"', 'id="einde"', 1)
    assert "einde: komt in dit bestand meer dan eens voor als id" in findings(text)
    assert not any("xs:ID" in found for found in findings(text))
    assert findings(plain(), tabel_dmn=TABLE.replace('id="rc"', 'id="ro"')) == [
        "tabel.dmn, ro: komt in dit bestand meer dan eens voor als id"
    ]


def test_an_operator_or_parameter_named_as_an_element_stops_the_library() -> None:
    model = Sketch().start().user("risicotaxatie").end("document")
    model.node("serviceTask", "dienst", "", operator("document.opmaken", document='"akte"'))
    model.flow("begin", "dienst", "risicotaxatie", "document")
    assert findings(model) == ["document: is ook de id van een operator of parameter"]
    with pytest.raises(ValidationException, match="no support implemented"):
        accepts(model)


def test_an_operator_may_be_called_more_than_once() -> None:
    model = Sketch().start().node("serviceTask", "een", "", operator("zaak.sluiten"))
    model.node("serviceTask", "twee", "", operator("zaak.sluiten")).end()
    assert findings(model.flow("begin", "een", "twee", "einde")) == []


def test_a_node_without_an_id() -> None:
    text = (
        plain().text().replace(' id="einde"', "").replace('bpmnElement="einde"', 'bpmnElement="x"')
    )
    found = findings(text)
    assert "endEvent op regel 2: heeft geen id" in found


@pytest.mark.parametrize(
    ("attribute", "value", "id"),
    [
        ("processRef", "huisverbod", "pool_huisverbod"),
        ("bpmnElement", "samenwerking_huisverbod", "vlak"),
    ],
)
def test_references_lead_somewhere(attribute: str, value: str, id: str) -> None:
    text = plain().text().replace(f'{attribute}="{value}"', f'{attribute}="weg"')
    assert findings(text)[0] == f"{id}: verwijst naar weg, dat niet bestaat"


def test_a_process_without_a_pool_where_there_are_pools_or_lanes() -> None:
    text = plain().text().replace(' processRef="huisverbod"', "")
    assert findings(text) == ["huisverbod: heeft geen pool, terwijl er pools of banen zijn"]


def test_a_drawing_of_nothing() -> None:
    text = plain().text().replace(' bpmnElement="samenwerking_huisverbod"', "")
    assert findings(text) == ["vlak: is de tekening van niets"]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('<rule id="r">', "rule op regel 1: heeft geen id"),
        ('<input id="i">', "input op regel 1: heeft geen id"),
        ('<decisionTable id="t">', "decisionTable op regel 1: heeft geen id"),
    ],
)
def test_the_library_needs_ids_in_a_table(text: str, finding: str) -> None:
    without_id = re.sub(' id="[a-z]+"', "", text)
    assert findings(plain(), tabel_dmn=TABLE.replace(text, without_id)) == [f"tabel.dmn, {finding}"]


def test_ids_of_processes_and_nodes_are_there_once_in_all_files() -> None:
    assert findings(plain(), tweede_bpmn=plain("tweede", "besluit", "_2")) == []
    assert findings(plain(), tweede_bpmn=plain("tweede", "besluit")) == [
        "tweede.bpmn, begin: komt ook voor in huisverbod.bpmn",
        "tweede.bpmn, einde: komt ook voor in huisverbod.bpmn",
    ]
    assert findings(plain(), tweede_bpmn=plain("huisverbod", "besluit", "_2")) == [
        "tweede.bpmn, huisverbod: komt ook voor in huisverbod.bpmn"
    ]
    assert findings(plain(), a_dmn=TABLE, b_dmn=TABLE) == ["b.dmn, risico: komt ook voor in a.dmn"]


def test_a_task_is_there_once_in_all_files() -> None:
    assert findings(plain(), tweede_bpmn=plain("tweede", tail="_2")) == [
        "tweede.bpmn, risicotaxatie: komt ook voor in huisverbod.bpmn"
    ]


SMALL = replace(
    NAMES,
    formulieren={"risicotaxatie": frozenset()},
    berichten={"overtreding": frozenset()},
    operators={"zaak.sluiten": {}},
)


def using_all() -> Sketch:
    """A model that uses all of SMALL and asks the table."""
    model = (
        Sketch()
        .start()
        .user("risicotaxatie")
        .node("serviceTask", "sluit", "", operator("zaak.sluiten"))
    )
    model.node("businessRuleTask", "vraag", "", decision("risico")).end().end("gemeld")
    model.boundary("m", "risicotaxatie", message("b"), cancelActivity="false")
    model.declare("message", "b", "overtreding").flow("m", "gemeld")
    return model.flow("begin", "risicotaxatie", "sluit", "vraag", "einde")


def test_what_the_program_offers_is_used_somewhere() -> None:
    sources = {"huisverbod.bpmn": using_all().xml(), "risico.dmn": TABLE.encode()}
    assert check_models(sources, SMALL) == []
    assert check_unused(sources, SMALL) == []


def test_what_nothing_uses_is_found_too() -> None:
    sources = {
        "los.bpmn": plain("los").xml(),
        "risico.dmn": TABLE.encode(),
    }
    offered = replace(
        SMALL, tabellen={"kennisgevingen": frozenset()}, formulieren=NAMES.formulieren
    )
    assert [str(finding) for finding in check_unused(sources, offered)] == [
        "-, besluit: formulier dat in geen model een taak heeft",
        "-, uitreiking: formulier dat in geen model een taak heeft",
        "-, overtreding: bericht waar geen model op wacht",
        "-, zaak.sluiten: operator die geen model aanroept",
        "-, kennisgevingen: tabel die het programma vraagt en die ontbreekt",
        "risico.dmn, risico: tabel die niemand vraagt",
        "los.bpmn, los: proces dat niemand aanroept",
        "-, huisverbod: proces dat ontbreekt",
    ]


def test_a_model_twice_as_large_takes_less_than_three_times_the_work() -> None:
    assert work(large("model", 40)) < 3 * work(large("model", 20))


def work(model: Sketch) -> int:
    """How many functions are called in checking a model: the same number on every machine."""
    sources = {"model.bpmn": model.xml()}
    check_models(sources, NAMES)  # what is kept between checks is kept now
    profile = cProfile.Profile(builtins=False)
    findings = profile.runcall(check_models, sources, NAMES)
    assert findings == []
    return sum(entry.callcount for entry in profile.getstats())


def large(id: str, steps: int) -> Sketch:
    """A process of so many user tasks, one after the other, in each of four branches."""
    model = Sketch(id).start(f"{id}_b").node("parallelGateway", f"{id}_s")
    model.node("parallelGateway", f"{id}_j").end(f"{id}_e").flow(f"{id}_b", f"{id}_s")
    model.flow(f"{id}_j", f"{id}_e")
    for branch in range(4):
        last = f"{id}_s"
        for step in range(steps):
            task = f"{id}_{branch}_{step}"
            model.user(task, formulier="besluit", opvolgtijd="PT1H").flow(last, task)
            last = task
        model.flow(last, f"{id}_j")
    return model
