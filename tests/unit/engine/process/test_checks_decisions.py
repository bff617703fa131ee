"""Decision tables: columns, cells, answers, and the proof that exactly one rule applies."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException

from engine.process.checks import Names
from tests.unit.engine.process.library import accepts, start
from tests.unit.engine.process.sketch import NAMES, Sketch, decision, findings

ASKED = replace(NAMES, tabellen={"tabel": frozenset({"punten", "rol", "mandaat"})})
_HEAD = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'
    ' namespace="urn:proef">'
)

Column = tuple[str, str, str]
PUNTEN: Column = ("punten", "number", "")
ROL: Column = ("rol", "string", '"burgemeester","hulpofficier"')
VRIJ: Column = ("rol", "string", "")
MANDAAT: Column = ("mandaat", "boolean", "")


def table(
    columns: list[Column],
    *rules: list[str],
    policy: str = "UNIQUE",
    id: str = "tabel",
    output: str = "indicatie",
) -> str:
    """A table with one output, which is the last cell of each rule."""
    heads = "".join(
        f'<input id="i{number}"><inputExpression id="ie{number}" typeRef="{kind}">'
        f"<text>{escape(name)}</text></inputExpression>"
        + (f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else "")
        + "</input>"
        for number, (name, kind, allowed) in enumerate(columns)
    )
    rows = "".join(
        f'<rule id="r{number}">'
        + "".join(
            f'<inputEntry id="r{number}c{index}"><text>{escape(text)}</text></inputEntry>'
            for index, text in enumerate(rule[:-1])
        )
        + f'<outputEntry id="r{number}o"><text>{escape(rule[-1])}</text></outputEntry></rule>'
        for number, rule in enumerate(rules)
    )
    return (
        f'{_HEAD}<decision id="{id}" name="{id}"><decisionTable id="t" hitPolicy="{policy}">{heads}'
        f'<output id="o" name="{output}" typeRef="string"/>{rows}</decisionTable></decision>'
        "</definitions>"
    )


def troubles(text: str, names: Names = ASKED) -> list[str]:
    """What is said about a table that the program asks."""
    model = Sketch().start().user("risicotaxatie").end().flow("begin", "risicotaxatie", "einde")
    return [line.removeprefix("tabel.dmn, ") for line in findings(model, names, tabel_dmn=text)]


SPLIT = [["< 8", '"laag"'], ["8 <= ? < 15", '"midden"'], [">= 15", '"hoog"']]


def test_a_table_that_always_has_one_answer_has_no_findings() -> None:
    assert troubles(table([PUNTEN], *SPLIT)) == []
    rows = [['"burgemeester"', "-", '"eigen"'], ['"hulpofficier"', "True", '"mandaat"']]
    rows.append(['? != "burgemeester"', "False", '"geen"'])
    assert troubles(table([ROL, MANDAAT], *rows)) == []
    assert troubles(table([VRIJ], ['"x"', "1"], ['? not in ["x", "y"]', "2"], ['"y"', "3"])) == []


@pytest.mark.parametrize("policy", ["FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER"])
def test_policies_that_the_library_reads_and_does_not_follow(policy: str) -> None:
    assert troubles(table([PUNTEN], ["-", "1"], policy=policy)) == [
        f"tabel: heeft beleid {policy}: alleen UNIQUE en COLLECT werken"
    ]


def test_aggregation_does_nothing() -> None:
    text = table([PUNTEN], ["-", "1"], policy="COLLECT").replace(
        'hitPolicy="COLLECT"', 'hitPolicy="COLLECT" aggregation="SUM"'
    )
    assert troubles(text) == ["tabel: telt niet op: SUM doet niets"]


def test_a_collecting_table_may_overlap_and_leave_gaps() -> None:
    assert troubles(table([ROL], ['"burgemeester"', "1"], ["-", "2"], policy="COLLECT")) == []
    assert troubles(table([ROL], ['"burgemeester"', "1"], policy="COLLECT")) == []


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        (
            '"burgemeester","hulpofficier"',
            'is een lijst: schrijf bijvoorbeeld ? in ["a", "b"] in plaats van '
            '"burgemeester","hulpofficier"',
        ),
        (
            '["burgemeester"]',
            'is een lijst: schrijf bijvoorbeeld ? in ["a", "b"] in plaats van ["burgemeester"]',
        ),
        (
            'in ["burgemeester"]',
            'is een lijst: schrijf bijvoorbeeld ? in ["a", "b"] in plaats van in ["burgemeester"]',
        ),
        (
            'not("burgemeester")',
            'is een FEEL-ontkenning: schrijf bijvoorbeeld != "x" in plaats van '
            'not("burgemeester")',
        ),
        (
            "[1..20]",
            "is een FEEL-bereik: schrijf bijvoorbeeld 1 <= ? <= 20 in plaats van [1..20]",
        ),
        ("true", "is FEEL: schrijf True, False of None in plaats van true"),
        ("burgemeester", "is geen waarde, geen vergelijking en bevat geen ?: burgemeester"),
        ('"a" or "b"', 'is geen waarde, geen vergelijking en bevat geen ?: "a" or "b"'),
        ("= 1", "is geen waarde, geen vergelijking en bevat geen ?: = 1"),
        (' "burgemeester"', "heeft spaties aan de rand"),
        ("? == mandaat", "leest mandaat, maar mag alleen zijn eigen kolom lezen, met ?"),
        ("?.x == 1", "mag dit hier niet bevatten: dmninputexpr.x"),
        ("? in", "is geen uitdrukking: dmninputexpr in"),
        ('"minister"', 'staat niet bij de toegestane waarden: "minister"'),
        ("3", "is geen string: 3"),
    ],
)
def test_cells_that_would_not_do_what_they_say(cell: str, trouble: str) -> None:
    text = table([ROL, MANDAAT], [cell, "-", "1"], policy="COLLECT")
    assert troubles(text) == [f"r0: de cel onder rol {trouble}"]


def test_the_library_takes_feel_and_finds_nothing() -> None:
    columns = [("rol", "string", "")]
    for cell in ('"burgemeester","hulpofficier"', 'not("minister")'):
        text = table(columns, [cell, '"ja"'], id="tabel")
        assert _ask(text, rol="burgemeester") == {}


def test_the_library_takes_the_first_of_two_rules_and_none_of_none() -> None:
    overlapping = table([PUNTEN], [">= 8", '"eerste"'], [">= 15", '"tweede"'])
    assert _ask(overlapping, punten=20) == {"indicatie": "eerste"}
    assert _ask(overlapping, punten=1) == {}


def _asking() -> Sketch:
    model = Sketch().start().node("businessRuleTask", "vraag", "", decision("tabel")).end()
    return model.flow("begin", "vraag", "einde")


def _ask(text: str, **values: object) -> dict[str, object]:
    """What SpiffWorkflow itself answers."""
    model = Sketch().start().user("risicotaxatie").end()
    model.node("businessRuleTask", "vraag", "", decision("tabel"))
    model.flow("begin", "risicotaxatie", "vraag", "einde")
    running = start(model, text.encode())
    task = running.get_next_task(spec_name="risicotaxatie")
    task.data.update(values)
    task.run()
    running.do_engine_steps()
    return {name: value for name, value in running.data.items() if name not in values}


def test_two_rules_that_can_apply_at_once() -> None:
    assert troubles(table([PUNTEN], ["< 9", "1"], [">= 8", "2"])) == [
        "r1: geldt soms tegelijk met r0: bij punten = 8"
    ]
    rows = [['"burgemeester"', "-", "1"], ["-", "True", "2"], ['"hulpofficier"', "False", "3"]]
    assert troubles(table([ROL, MANDAAT], *rows)) == [
        "r1: geldt soms tegelijk met r0: bij rol = burgemeester, mandaat = True"
    ]
    assert troubles(table([VRIJ], ['!= "x"', "1"], ['!= "y"', "2"])) == [
        "r1: geldt soms tegelijk met r0: bij rol = een andere tekst"
    ]


def test_a_combination_without_a_rule() -> None:
    rows = [['"burgemeester"', "-", "1"], ['"hulpofficier"', "True", "2"]]
    assert troubles(table([ROL, MANDAAT], *rows)) == [
        "tabel: heeft geen regel voor rol = hulpofficier, mandaat = False"
    ]
    assert troubles(table([PUNTEN], ["< 8", "1"], ["> 8", "2"])) == [
        "tabel: heeft geen regel voor punten = 8"
    ]
    assert troubles(table([PUNTEN], ["<= 7", "1"], [">= 8", "2"])) == [
        "tabel: heeft geen regel voor punten = 7.5"
    ]
    assert troubles(table([MANDAAT])) == ["tabel: heeft geen regel voor mandaat = False"]


def test_texts_without_allowed_values_need_no_rule_for_every_text() -> None:
    assert troubles(table([VRIJ], ['"x"', "1"], ['"y"', "2"])) == []


def test_a_table_too_large_to_prove_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.process.checks.proof.MAX_STEPS", 2)
    assert troubles(table([PUNTEN], *SPLIT)) == [
        "tabel: is te groot om te bewijzen dat altijd een regel geldt"
    ]


def test_what_cannot_be_compared() -> None:
    assert troubles(table([ROL], ["< 3", "1"], [">= 3", "1"])) == [
        "tabel: vergelijkt onder rol wat niet te vergelijken is: '<' not supported between "
        "instances of 'str' and 'int'"
    ]


@pytest.mark.parametrize(
    ("column", "trouble"),
    [
        (("punten", "", ""), "de kolom heeft type niets: schrijf string, number of boolean"),
        (("punten", "date", ""), "de kolom heeft type date: schrijf string, number of boolean"),
        (("onbekend", "number", ""), "de kolom leest onbekend, dat geen formulier, bericht of tabel geeft"),
        (("punten > 1", "boolean", ""), "de kolom leest niet één naam"),
        (("", "number", ""), "de kolom is leeg"),
        (('termijn("oplegging")', "string", ""), "de kolom roept een onbekende functie aan: termijn"),
        (
            ("rol", "string", '"a",b'),
            "de kolom noemt toegestane waarden die niet te lezen zijn: b is onbekend in: "
            '["a",b]',
        ),
        (
            ("rol", "string", '"a",1'),
            "de kolom noemt een toegestane waarde die geen string is: 1",
        ),
    ],
)
def test_columns_that_cannot_be_read(column: Column, trouble: str) -> None:
    assert troubles(table([column], ["-", "1"])) == [f"i0: {trouble}"]


def test_two_columns_that_read_the_same() -> None:
    assert troubles(table([MANDAAT, MANDAAT], ["-", "-", "1"])) == [
        "i1: de kolom leest mandaat, net als een kolom ervoor"
    ]


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ("", "is leeg"),
        ("-", "is geen uitdrukking: -"),
        ("hoog", "leest hoog, dat geen formulier, bericht of tabel geeft"),
        ('"a" + "b"', 'rekent met iets dat geen getal is: "a" + "b"'),
    ],
)
def test_answers_that_cannot_be_given(answer: str, trouble: str) -> None:
    text = table([PUNTEN], ["-", answer])
    assert troubles(text) == [f"r0: de uitkomst indicatie {trouble}"]


def test_an_answer_without_a_usable_name() -> None:
    for name in ("", "Indicatie", "risico.domein"):
        assert troubles(table([PUNTEN], ["-", "1"], output=name)) == [
            f"o: heeft geen bruikbare naam: {name or 'niets'}"
        ]


def test_a_rule_with_too_few_cells() -> None:
    text = table([PUNTEN, MANDAAT], ["-", "-", "1"], policy="COLLECT")
    start_of_cell = text.index('<inputEntry id="r0c1">')
    cell = text[start_of_cell : text.index("</inputEntry>", start_of_cell) + len("</inputEntry>")]
    assert troubles(text.replace(cell, "")) == [
        "r0: heeft meer of minder cellen dan er kolommen zijn"
    ]


def test_one_decision_with_one_table_per_file() -> None:
    one = table([PUNTEN], ["-", "1"])
    second = '<decision id="ook" name="ook"/></definitions>'
    assert troubles(one.replace("</definitions>", second)) == [
        "tabel.dmn: bevat 2 beslissingen in plaats van één",
        "ook: heeft geen beslistabel",
    ]
    note = '<annotation name="noot"/>'
    assert troubles(one.replace('<rule id="r0">', f'{note}<rule id="r0">', 1)) == [
        "tabel: annotation kan hier niet: de engine leest het niet"
    ]


def test_other_versions_of_the_standard() -> None:
    text = table([PUNTEN], ["-", "1"]).replace("20191111", "20211108")
    assert troubles(text) == ["tabel.dmn: is geen DMN 1.3"]


def test_a_table_gives_its_answers_to_the_models_that_ask_it() -> None:
    text = table([("hoog", "number", "")], ["-", '"x"'])
    model = Sketch().start().user("risicotaxatie")
    model.node("businessRuleTask", "vraag", "", decision("tabel"))
    model.node("exclusiveGateway", "keuze", default="keuze_niet").end("wel").end("niet")
    model.flow("begin", "risicotaxatie", "vraag", "keuze", "niet")
    model.flow("keuze", "wel", when='indicatie == "x"')
    assert findings(model, tabel_dmn=text) == []
    assert accepts(model, text.encode())
    unknown = table([("uitkomst", "number", "")], ["-", '"x"'])
    assert findings(model, tabel_dmn=unknown) == [
        "tabel.dmn, i0: de kolom leest uitkomst, dat geen formulier, bericht of tabel geeft"
    ]


CELLS = st.sampled_from(
    ["-", "< 3", "<= 3", ">= 3", "> 3", "3", "!= 3", "3 <= ? < 7", "? in [3, 7]", ">= 7", "< 7"]
)


@given(st.lists(CELLS, max_size=4), st.floats(-20, 20, allow_nan=False) | st.integers(-5, 12))
def test_what_is_proved_holds_for_every_number(cells: list[str], number: float) -> None:
    rows = [[cell, f'"regel {index}"'] for index, cell in enumerate(cells)]
    if troubles(table([PUNTEN], *rows)):
        return
    assert sum(_matches(cell, number) for cell in cells) == 1


def _matches(cell: str, number: float) -> bool:
    if cell == "-":
        return True
    if "?" in cell:
        return bool(eval(cell.replace("?", repr(number))))  # noqa: S307
    return bool(eval(f"{number!r} {cell if cell[0] in '<>!' else '== ' + cell}"))  # noqa: S307
