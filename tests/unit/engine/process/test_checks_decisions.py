"""Decision tables: columns, cells and answers."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.decision_tables import (
    MANDAAT,
    PUNTEN,
    ROL,
    SPLIT,
    VRIJ,
    Column,
    table,
    troubles,
)
from tests.unit.engine.process.sketch import Sketch, decision, findings
from tests.unit.engine.process.snippets import accepts, start


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
            (
                'is een lijst: schrijf bijvoorbeeld ? in ["a", "b"] in plaats van '
                '"burgemeester","hulpofficier"'
            ),
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
            'is een FEEL-ontkenning: schrijf bijvoorbeeld != "x" in plaats van not("burgemeester")',
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


@pytest.mark.parametrize(
    ("column", "trouble"),
    [
        (("punten", "", ""), "de kolom heeft type niets: schrijf string, number of boolean"),
        (("punten", "date", ""), "de kolom heeft type date: schrijf string, number of boolean"),
        (
            ("onbekend", "number", ""),
            "de kolom leest onbekend, dat geen formulier, bericht of tabel geeft",
        ),
        (("punten > 1", "boolean", ""), "de kolom leest niet één naam"),
        (("", "number", ""), "de kolom is leeg"),
        (
            ('termijn("oplegging")', "string", ""),
            "de kolom roept een onbekende functie aan: termijn",
        ),
        (
            ("rol", "string", '"a",b'),
            'de kolom noemt toegestane waarden die niet te lezen zijn: b is onbekend in: ["a",b]',
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


def test_two_answers_with_one_name() -> None:
    output = '<output id="o2" name="indicatie" typeRef="string"/>'
    text = table([PUNTEN], ["-", "1"]).replace('<rule id="r0">', f'{output}<rule id="r0">')
    answer = '<outputEntry id="r0p"><text>1</text></outputEntry></rule>'
    assert troubles(text.replace("</rule>", answer)) == ["tabel: geeft indicatie meer dan eens"]


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
