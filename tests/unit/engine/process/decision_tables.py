"""Small decision tables for tests."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape

from engine.process.checks import Names
from tests.unit.engine.process.sketch import NAMES, Sketch, findings

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

#: Three rules that share out all numbers.
SPLIT = [["< 8", '"laag"'], ["8 <= ? < 15", '"midden"'], [">= 15", '"hoog"']]


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
