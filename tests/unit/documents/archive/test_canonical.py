"""The same data, the same bytes; and nothing that another reader would read differently."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.archive.canonical import canonical, facts_hash
from documents.errors import UnfitFacts

EXACT: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    facts = {"woning": {"plaats": "Voorbeeldstad", "huisnummer": 12}, "aan": None, "af": [True]}

    assert canonical("brief", facts) == (
        b'{"document":"brief","gegevens":{"aan":null,"af":[true],'
        b'"woning":{"huisnummer":12,"plaats":"Voorbeeldstad"}},"versie_schema":1}'
    )


def test_text_is_utf_8_and_escaped_only_where_json_asks_for_it() -> None:
    text = 'é€😀"\\/\n\t\x01\x7f'

    assert '"t":"é€😀\\"\\\\/\\n\\t\\u0001\x7f"'.encode() in canonical("brief", {"t": text})


def test_keys_sort_by_utf_16_as_the_standard_says() -> None:
    found = canonical("brief", {"\ufb33": 1, "😀": 2, "€": 3, "1": 4})

    assert list(json.loads(found)["gegevens"]) == ["1", "€", "😀", "\ufb33"]


def test_moments_stay_as_they_were_given() -> None:
    assert b'"2026-03-21T02:30:00+01:00"' in canonical("b", {"op": "2026-03-21T02:30:00+01:00"})


@given(EXACT)
def test_what_is_written_reads_back_and_is_written_the_same_again(value: Any) -> None:
    first = canonical("brief", {"waarde": value})
    read = json.loads(first)

    assert read["gegevens"] == {"waarde": value}
    assert canonical(read["document"], read["gegevens"]) == first


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 9), min_size=2))
def test_the_order_of_writing_down_makes_no_difference(facts: dict[str, int]) -> None:
    turned = dict(reversed(facts.items()))

    assert facts_hash("brief", turned) == facts_hash("brief", facts)


def test_the_hash_is_that_of_the_bytes_and_differs_with_the_document() -> None:
    facts = {"kenmerk": "HV-2026-0001"}

    assert facts_hash("a", facts) == hashlib.sha256(canonical("a", facts)).hexdigest()
    assert facts_hash("a", facts) != facts_hash("b", facts)


@pytest.mark.parametrize("value", [1.5, 2**53, b"x", {1, 2}, "\ud800", object()])
def test_what_json_cannot_carry_unchanged_is_refused_with_its_place(value: object) -> None:
    with pytest.raises(UnfitFacts) as caught:
        canonical("brief", {"woning": [{"x": value}]})

    assert list(caught.value.fields) == ["woning.0.x"]
    assert "\ud800" not in str(caught.value)
