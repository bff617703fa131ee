"""Signing in: how often one may be wrong."""

from __future__ import annotations

import pytest

from tests.conftest import PASSWORD, HouseUnderTest
from tests.integration.web.test_pages import Visitor
from web.app import create_app
from web.pages import aanmelden


def test_passwords_cannot_be_tried_without_end_from_one_address(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aanmelden, "TRIES", 3)
    visitor = Visitor(quick)

    # names that do not exist: no account is made to wait by it
    answers = [
        visitor.post("/aanmelden", gebruiker=f"niemand{n}", wachtwoord="x") for n in range(5)
    ]

    assert answers == [422] * 3 + [429] * 2
    assert "Even wachten" in visitor.text
    assert "over tien minuten" in visitor.text


def test_who_signs_in_is_not_counted(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aanmelden, "TRIES", 2)
    visitor = Visitor(quick)

    for _ in range(3):
        assert visitor.post("/aanmelden", gebruiker="ambtenaar", wachtwoord=PASSWORD) == 303


def test_what_is_too_often_says_when_to_try_again(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aanmelden, "TRIES", 0)
    client = create_app(quick.house).test_client()

    assert client.post("/aanmelden").headers["Retry-After"] == "600"
