"""Names that sound alike are found alike, and a slip of the hand is forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vault import blind
from engine.vault.words import code, flat, likeness, normal, slips, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Muller"),
        ("Dijkstra", "DYKSTRA"),
        ("Meijer", "Meyer"),
        ("Meier", "Meijer"),
        ("Schmidt", "Schmit"),
        ("Hendricks", "Hendriks"),
        ("de Vries", "Vries"),
        ("Vries", "Fries"),
        ("van den Berg", "Berg"),
        ("Zeeman", "Seman"),
        ("Y\N{LATIN SMALL LETTER DOTLESS I}lmaz", "Yilmaz"),
        ("Łukasz", "Lukas"),
        ("O'Brien", "OBrien"),
        ("Jansen-Bakker", "Jansen Bakker"),
        ("in 't Veld", "Veld"),
        ("Theo", "Teo"),
        ("René", "rene"),
    ],
)
def test_ways_to_write_one_name_come_out_alike(one: str, other: str) -> None:
    assert set(words(one)) == set(words(other)) or words(one)[0] == words(other)[0]


@pytest.mark.parametrize(
    ("one", "other"), [("Bakker", "Mulder"), ("Jan", "Els"), ("Amrani", "Rossi"), ("Post", "Smit")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not slips(words(one)[0]) & slips(words(other)[0])
    assert likeness(words(one)[0], words(other)[0]) < 0.5


WORD = st.text(alphabet="abcdefghijklmnoprstuw", min_size=4, max_size=12)


@given(WORD, st.data())
def test_one_slip_always_leaves_something_in_common(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("aeklmnrst"))
    for slipped in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ):
        if len(slipped) >= 4:
            assert slips(word) & slips(slipped), slipped


@given(st.text())
def test_nothing_anybody_can_type_breaks_it(text: str) -> None:
    assert all(each.isascii() and each.islower() for each in words(text))
    assert words(text) == words(flat(text))


def test_nothing_is_left_of_only_prefixes() -> None:
    assert words("van der") == words("'t") == words("  ") == ()


def test_a_code_is_read_as_people_write_it() -> None:
    assert code("1234 ab") == code("1234-AB") == "1234AB"


def test_a_hash_depends_on_key_and_kind_and_fits_a_column() -> None:
    key, other = b"k" * 32, b"o" * 32
    made = {
        blind.token(key, blind.NAAM, "fris"),
        blind.token(key, blind.STRAAT, "fris"),
        blind.token(other, blind.NAAM, "fris"),
    }

    assert len(made) == 3
    assert all(-(2**31) <= each < 2**31 for each in made)
    assert normal("vries") == "fris"
