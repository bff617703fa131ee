from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from engine.law.rulesets import (
    RULESETS,
    InvalidRuleset,
    Ruleset,
    load_rulesets,
    read_ruleset,
    ruleset_by_id,
    ruleset_on,
)
from tests.unit.engine.law.reckoning import utc

NAME = "2020-07-01.yaml"
LENGTHS = {
    "huisverbod_dagen": 10,
    "uiterste_verlenging_dagen": 28,
    "bereikbaarheid_uren": 24,
    "zitting_dagen": 3,
    "zitting_werkdagen": 2,
    "uitspraak_uren": 24,
    "beroepstermijn_weken": 6,
    "bewaartermijn_jaren": 5,
    "verlenging_opent_dagen": 5,
    "besluit_verlenging_opent_uren": 24,
    "nabesteltermijn_uren": 24,
}


def text_of(**changes: object) -> str:
    return "".join(f"{name}: {value}\n" for name, value in (LENGTHS | changes).items())


def write(folder: Path, *names: str) -> None:
    for n, name in enumerate(names):
        (folder / name).write_text(text_of(uiterste_verlenging_dagen=28 + n), encoding="utf-8")


def test_de_termijnen_sinds_1_juli_2020() -> None:
    rules = ruleset_by_id("2020-07-01")

    assert rules == Ruleset(id="2020-07-01", geldig_vanaf=date(2020, 7, 1), **LENGTHS)


@pytest.mark.parametrize(
    "day", [date(2009, 1, 17), date(2020, 6, 30), date(2020, 7, 1), date(2100, 12, 31)]
)
def test_de_eerste_set_geldt_ook_voor_eerdere_dagen(day: date) -> None:
    assert ruleset_on(day).id == "2020-07-01"


def test_a_set_holds_until_the_next_one_starts(tmp_path: Path) -> None:
    write(tmp_path, "2027-01-01.yaml", "2020-07-01.yaml", "2030-02-15.yaml")
    rulesets = load_rulesets(tmp_path)

    assert [rules.id for rules in rulesets] == ["2020-07-01", "2027-01-01", "2030-02-15"]
    for day, expected in (
        (date(2009, 1, 1), "2020-07-01"),
        (date(2026, 12, 31), "2020-07-01"),
        (date(2027, 1, 1), "2027-01-01"),
        (date(2030, 2, 14), "2027-01-01"),
        (date(2030, 2, 15), "2030-02-15"),
        (date(2090, 1, 1), "2030-02-15"),
    ):
        assert ruleset_on(day, rulesets).id == expected
    assert ruleset_by_id("2027-01-01", rulesets).uiterste_verlenging_dagen == 28


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "2020-07-01.yaml")
    (tmp_path / "README.md").write_text("Lengths and limits.", encoding="utf-8")

    assert [rules.id for rules in load_rulesets(tmp_path)] == ["2020-07-01"]


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRuleset, match=r"no file <first day in force>\.yaml"):
        load_rulesets(tmp_path)


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(KeyError, match="1999-01-01"):
        ruleset_by_id("1999-01-01")


def test_a_moment_is_no_day() -> None:
    with pytest.raises(ValueError, match="a day is needed"):
        ruleset_on(utc("2020-06-30 22:30"))


def test_a_set_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        RULESETS[0].huisverbod_dagen = 11  # type: ignore[misc]


@pytest.mark.parametrize(
    "name", ["rules.yaml", "20200701.yaml", "2020-7-1.yaml", "2020-02-30.yaml", ".yaml"]
)
def test_the_file_name_must_be_a_day(name: str) -> None:
    with pytest.raises(InvalidRuleset, match=f"^{re.escape(name)}: the name is not a day"):
        read_ruleset(name, text_of())


@pytest.mark.parametrize("field", LENGTHS)
@pytest.mark.parametrize("value", ["0", "-1", "2.5", "tien", "true", "null", "[10]", "2020-07-01"])
def test_a_length_is_a_whole_number_above_zero(field: str, value: str) -> None:
    with pytest.raises(InvalidRuleset, match=f"^{NAME}: {field}: .* whole number above zero"):
        read_ruleset(NAME, text_of(**{field: value}))


def test_the_smallest_length_is_one() -> None:
    ones = read_ruleset(NAME, "".join(f"{name}: 1\n" for name in LENGTHS))

    assert {getattr(ones, name) for name in LENGTHS} == {1}


@pytest.mark.parametrize("field", LENGTHS)
def test_no_length_may_be_missing(field: str) -> None:
    text = "".join(line for line in text_of().splitlines(True) if not line.startswith(f"{field}:"))

    with pytest.raises(InvalidRuleset, match=f"^{NAME}: {field}: missing"):
        read_ruleset(NAME, text)


@pytest.mark.parametrize("field", ["huisverbod_uren", "id", "geldig_vanaf", "7"])
def test_an_unknown_field_is_refused(field: str) -> None:
    with pytest.raises(InvalidRuleset, match=f"^{NAME}: {field}: unknown field"):
        read_ruleset(NAME, text_of(**{field: 1}))


def test_a_field_given_twice_is_refused() -> None:
    with pytest.raises(InvalidRuleset, match=f"^{NAME}: zitting_dagen: given more than once"):
        read_ruleset(NAME, text_of() + "zitting_dagen: 4\n")


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "- huisverbod_dagen\n", "tien", "!!set {huisverbod_dagen}"]
)
def test_a_file_without_fields_is_refused(text: str) -> None:
    with pytest.raises(InvalidRuleset, match=f"^{NAME}: holds no fields"):
        read_ruleset(NAME, text)


@pytest.mark.parametrize("text", ["huisverbod_dagen: [", "huisverbod_dagen: 2020-13-45\n"])
def test_what_is_no_yaml_is_refused(text: str) -> None:
    with pytest.raises(InvalidRuleset, match=f"^{NAME}: not readable as YAML"):
        read_ruleset(NAME, text)


def test_de_uiterste_verlenging_is_niet_korter_dan_het_huisverbod() -> None:
    equal = read_ruleset(NAME, text_of(uiterste_verlenging_dagen=10))

    assert equal.uiterste_verlenging_dagen == equal.huisverbod_dagen
    with pytest.raises(InvalidRuleset, match=f"^{NAME}: uiterste_verlenging_dagen: less than"):
        read_ruleset(NAME, text_of(uiterste_verlenging_dagen=9))


@pytest.mark.parametrize("rules", RULESETS, ids=lambda rules: rules.id)
def test_elke_lengte_noemt_haar_artikel(rules: Ruleset) -> None:
    lines = (
        files("engine.law").joinpath(f"rulesets/{rules.id}.yaml").read_text("utf-8").splitlines()
    )
    lengths = {field.name for field in fields(Ruleset)} - {"id", "geldig_vanaf"}

    for field in lengths:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{field}:"))
        comment: list[str] = []
        while lines[at - 1].startswith("#"):
            at -= 1
            comment.insert(0, lines[at])
        assert re.match(r"# (Wth|Awb|Atw) \d+[.:]?\d*|# Process reference", comment[0]), field
