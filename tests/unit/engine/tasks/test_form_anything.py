"""Whatever is sent, a form answers with a form or with what is wrong in it: nothing else."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine.tasks  # noqa: F401 - importing declares the forms
from engine.errors import InvalidForm
from engine.tasks.form import MAX_DEPTH, RESERVED_KEY, parse
from engine.tasks.registry import MESSAGES, TASKS, Answer
from tests.builders import MELDING
from tests.models.answers import ANSWERS

NOW = datetime(2026, 3, 20, 23, 10, tzinfo=UTC)
FORMS: dict[str, Answer] = {**TASKS, **MESSAGES}

FIELD_NAMES = sorted(
    {name for form in FORMS.values() for each in form.alternatives for name in each.model_fields}
)
MOMENTS = st.sampled_from(
    ["2026-03-20T23:10", "2026-03-29T02:30", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "nu"]
)
KEYS = st.one_of(st.sampled_from([*FIELD_NAMES, RESERVED_KEY, "{veld}", "a.b"]), st.text())
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | MOMENTS
    | st.sampled_from(["opleggen", "verlengen", "intrekken", "in_persoon", "hoog", "2.a.2"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


def read(name: str, data: Any) -> dict[str, list[str]] | None:
    """What is wrong with an answer, per field; None when nothing is."""
    form = FORMS[name]
    try:
        parse(form.adapter, data, NOW, form.tags)
    except InvalidForm as error:
        return {field: [str(each) for each in why] for field, why in error.fields.items()}
    return None


@pytest.mark.parametrize("name", sorted(FORMS))
@settings(max_examples=40, deadline=None)
@given(data=st.dictionaries(KEYS, JSON, max_size=6))
def test_any_json_is_read_or_told_field_by_field(name: str, data: dict[str, Any]) -> None:
    trouble = read(name, data)

    assert trouble is None or all(trouble.values())


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(FORMS)), data=JSON)
def test_something_that_is_no_form_at_all_is_told_too(name: str, data: Any) -> None:
    read(name, data)


def sensible(name: str, lot: Random) -> dict[str, Any]:
    if name == "melding":
        return copy.deepcopy(MELDING)
    return ANSWERS[name](lot, NOW, None)


@pytest.mark.parametrize("name", sorted(FORMS))
@settings(max_examples=40, deadline=None)
@given(lot=st.randoms(use_true_random=False), instead=JSON)
def test_a_sensible_answer_with_one_thing_changed(name: str, lot: Random, instead: Any) -> None:
    answer = sensible(name, lot)
    place: Any = answer
    while isinstance(place, (dict, list)) and place:
        key = lot.choice(sorted(place)) if isinstance(place, dict) else lot.randrange(len(place))
        if not isinstance(place[key], (dict, list)) or not place[key] or lot.random() < 0.3:
            place[key] = instead
            break
        place = place[key]

    read(name, answer)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_sensible_answers_are_read(name: str) -> None:
    lot = Random(1)  # noqa: S311 - drawn by lot, not a secret

    read_well = [read(name, sensible(name, lot)) for _ in range(20)]

    assert None in read_well


@pytest.mark.parametrize(
    "hidden",
    [
        {RESERVED_KEY: "x"},
        {"betrokkene": {RESERVED_KEY: {}}},
        {"huisgenoten": [{}, {"verblijft_elders": {RESERVED_KEY: 1}}]},
        {"oordelen": {RESERVED_KEY: "hoog"}},
    ],
)
@pytest.mark.parametrize("name", ["melding", "risicotaxatie"])
def test_the_key_that_breaks_stored_state_is_refused_anywhere(name: str, hidden: Any) -> None:
    trouble = read(name, hidden)

    assert trouble is not None
    assert [field.rpartition(".")[2] for field in trouble] == [RESERVED_KEY]


@pytest.mark.parametrize("shape", ["list", "dict"])
def test_what_is_nested_beyond_reason_is_refused_and_does_not_crash(shape: str) -> None:
    deep: Any = "x"
    for _ in range(20_000):
        deep = [deep] if shape == "list" else {"a": deep}

    assert read("feit", {"omschrijving": deep, "voorgevallen_op": "2026-03-20T23:10"})


def test_every_sensible_answer_is_less_deep_than_the_limit() -> None:
    def depth(value: Any) -> int:
        inner = value.values() if isinstance(value, dict) else value
        nested = isinstance(value, (dict, list))
        return 1 + max(map(depth, inner), default=0) if nested else 0

    address = {**MELDING["huisgenoten"][0], "verblijft_elders": MELDING["locatie"]}

    assert depth({**MELDING, "huisgenoten": [address]}) < MAX_DEPTH


@pytest.mark.parametrize(
    "data",
    [
        {"omschrijving": "voor\x00na", "voorgevallen_op": "2026-03-20T23:10"},
        {"omschrijving": "x", "voorgevallen_op": "2026-03-20T23:10\x00"},
    ],
)
def test_a_null_character_is_refused_because_no_database_keeps_it(data: dict[str, Any]) -> None:
    trouble = read("feit", data)

    assert trouble is not None
    assert len(trouble) == 1


def test_a_moment_skipped_by_the_clocks_is_refused_and_a_doubled_one_is_the_first() -> None:
    form = FORMS["begeleid_contact"]
    answer = {"doel": "Spullen.", "aanwezigen": "Allen."}

    with pytest.raises(InvalidForm) as caught:
        parse(form.adapter, {**answer, "op": "2026-03-29T02:30"}, NOW)
    doubled = parse(form.adapter, {**answer, "op": "2026-10-25T02:30"}, NOW)
    second = parse(form.adapter, {**answer, "op": "2026-10-25T02:30+01:00"}, NOW)

    assert "bestond niet" in str(caught.value.fields["op"][0])
    assert doubled.op == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.op == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_past_moment_may_be_now_and_not_a_second_later() -> None:
    data = {"omschrijving": "x", "voorgevallen_op": "2026-03-21T00:10:00"}

    assert read("feit", data) is None
    assert read("feit", {**data, "voorgevallen_op": "2026-03-21T00:10:01"}) == {
        "voorgevallen_op": ["Dit ligt in de toekomst. Vul in wanneer het gebeurd is."]
    }


@pytest.mark.parametrize(
    ("name", "data", "field", "sentence"),
    [
        ("zienswijze", {"gehoord": True}, "gehoord_op", "Vul dit in."),
        ("zienswijze", {"gehoord": False}, "reden", "Vul dit in."),
        ("zienswijze", {"gehoord": "misschien"}, "gehoord", "Kies een van: ja, nee."),
        ("zienswijze", {}, "gehoord", "Maak een keuze."),
        (
            "besluit",
            {"uitkomst": "x"},
            "uitkomst",
            "Kies een van: opleggen, niet_opleggen, aanvullen.",
        ),
        ("besluit", {"uitkomst": "opleggen"}, "grondslag", "Vul dit in."),
        (
            "uitreiking",
            {"wijze": "toegezonden"},
            "wijze",
            "Kies een van: in_persoon, nederlegging.",
        ),
        (
            "uitreiking",
            {"wijze": "in_persoon", "sleutels": 51},
            "sleutels",
            "Vul een getal in van ten hoogste 50.",
        ),
        ("uitreiking", {"wijze": "in_persoon"}, "raadsman", "Vul dit in."),
        (
            "uitreiking",
            {"wijze": "nederlegging", "raadsman": "niet_gevraagd"},
            "raadsman",
            "Kies een van: niet_gewenst, eigen, gewenst.",
        ),
        (
            "verlengingsadvies",
            {"advies": "x"},
            "advies",
            "Kies een van: verlengen, niet_verlengen, intrekken.",
        ),
        ("melding", {"betrokkene": {}}, "betrokkene.achternaam", "Vul dit in."),
        ("melding", {"huisgenoten": [{}]}, "huisgenoten.0.relatie", "Vul dit in."),
        ("melding", {"huisgenoten": []}, "huisgenoten", "Kies of vul ten minste 1 in."),
        ("melding", {"paus": 1}, "paus", "Dit gegeven hoort niet in dit formulier."),
    ],
)
def test_what_is_wrong_is_told_in_dutch_at_the_field_itself(
    name: str, data: dict[str, Any], field: str, sentence: str
) -> None:
    trouble = read(name, data)

    assert trouble is not None
    assert trouble[field] == [sentence]


@pytest.mark.parametrize(
    ("bsn", "fits"),
    [("123456782", True), ("123456789", False), ("000000000", False), ("12345678", False)],
)
def test_bsn_passes_the_eleven_test(bsn: str, fits: bool) -> None:
    trouble = read("melding", {**MELDING, "betrokkene": {**MELDING["betrokkene"], "bsn": bsn}})

    assert (trouble is None) == fits


@pytest.mark.parametrize(
    ("postcode", "fits"),
    [("1234AB", True), ("1234 ab", True), ("0234AB", False), ("1234A", False), ("12345", False)],
)
def test_postcode_is_read_as_people_write_it(postcode: str, fits: bool) -> None:
    trouble = read("melding", {**MELDING, "locatie": {**MELDING["locatie"], "postcode": postcode}})

    assert (trouble is None) == fits
