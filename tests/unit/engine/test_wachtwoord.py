"""Which passwords are taken."""

from __future__ import annotations

import pytest

from engine.service.wachtwoord import fits, hash_password, new_password, weakness


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "welkom123456",
        "Huisverbod2026!",
        "gemeente-politie-1",
        "aaaaaaaaaaaaaaaa",
        "123456789012345",
        "qwertyuiop12345",
        "j.jansen-jansen-12",
        "x" * 201,
        "CorrectHorseBatteryStaple",
    ],
)
def test_what_everybody_uses_is_not_taken(password: str) -> None:
    assert weakness(password, "j.jansen", "J. Jansen") is not None


@pytest.mark.parametrize(
    "password",
    ["lampion kruiwagen vla trekker", "paardebloemmuziek", "mqzvb ktxwp", "żółw śpi w ogrodzie"],
)
def test_long_ones_of_ones_own_are_whatever_they_are_made_of(password: str) -> None:
    assert weakness(password + "e1", "j.jansen") is None


def test_password_that_is_given_out_is_strong_and_never_the_same() -> None:
    given = {new_password() for _ in range(50)}

    assert len(given) == 50
    assert [each for each in given if weakness(each) is not None] == []


def test_no_password_fits_an_account_without_one() -> None:
    assert not fits("", "")
    assert not fits(None, "iets")
    assert fits(hash_password("iets"), "iets")
