"""Decision tables: the proof that exactly one rule applies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.process.decision_tables import (
    MANDAAT,
    PUNTEN,
    ROL,
    SPLIT,
    VRIJ,
    table,
    troubles,
)


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
        (
            "tabel: vergelijkt onder rol wat niet te vergelijken is: '<' not supported between "
            "instances of 'str' and 'int'"
        )
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
