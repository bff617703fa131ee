"""A value that is sealed opens in its own place, with its own key, and only as it was written."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Tampered
from engine.vault.cell import is_cell, seal_value, unseal_value

KEY = AESGCM(bytes(range(32)))
PLACE = b"personen.achternaam"
VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.binary(),
    st.lists(st.text()),
    st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.text())),
)


@given(VALUES)
def test_what_was_sealed_comes_back(value: object) -> None:
    cell = seal_value(KEY, PLACE, value)

    assert is_cell(cell)
    assert unseal_value(KEY, PLACE, cell) == value


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert seal_value(KEY, PLACE, "Vries") != seal_value(KEY, PLACE, "Vries")


def test_nothing_of_a_value_is_in_its_cell() -> None:
    cell = seal_value(KEY, PLACE, b"Voorbeeldstraat " * 9)

    assert isinstance(cell, bytes)
    assert b"Voorbeeldstraat" not in cell


@pytest.mark.parametrize("value", ["Vries", b"%PDF"], ids=["text", "bytes"])
def test_a_cell_opens_nowhere_else(value: object) -> None:
    cell = seal_value(KEY, PLACE, value)

    with pytest.raises(Tampered, match="telefoon"):
        unseal_value(KEY, b"personen.telefoon", cell)
    with pytest.raises(Tampered):
        unseal_value(AESGCM(bytes(32)), PLACE, cell)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_one_changed_byte_is_noticed(where: int, by: int) -> None:
    cell = seal_value(KEY, PLACE, b"gevlucht")
    assert isinstance(cell, bytes)
    at = len(b"~hv1~") + where % (len(cell) - len(b"~hv1~"))
    changed = cell[:at] + bytes([cell[at] ^ by]) + cell[at + 1 :]

    with pytest.raises(Tampered):
        unseal_value(KEY, PLACE, changed)


CUT = ("~hv1~", "~hv1~AAAA", "~hv1~geen base64!", b"~hv1~", b"~hv1~x")


@pytest.mark.parametrize("cell", CUT, ids=repr)
def test_a_cell_that_was_cut_short_does_not_open(cell: str | bytes) -> None:
    with pytest.raises(Tampered):
        unseal_value(KEY, PLACE, cell)


@pytest.mark.parametrize("value", ["Vries", b"%PDF", {}, None, 12, ["~hv1~"]])
def test_what_is_in_the_clear_is_no_cell(value: object) -> None:
    assert not is_cell(value)
