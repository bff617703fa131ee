"""Guessing passwords, at the door and at signing, and being sent elsewhere after signing in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.errors import TooManyTries
from engine.service.toegang import FREE_FAILURES
from engine.store import users
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app

#: Guesses at the same moment.
VOLLEY = 8


def guess(tested: HouseUnderTest, password: str) -> bool | None:
    """Whether the mayor is believed; None while no password of hers is taken."""
    try:
        return tested.house.toegang.confirm(tested.actor("burgemeester"), password)
    except TooManyTries:
        return None


def test_strangers_at_the_door_do_not_keep_a_mayor_from_signing(quick: HouseUnderTest) -> None:
    for _ in range(FREE_FAILURES + 2):
        assert quick.house.toegang.sign_in("burgemeester", "raden") is None

    assert quick.house.toegang.sign_in("burgemeester", PASSWORD) is None
    assert guess(quick, PASSWORD) is True


def test_guessing_at_signing_waits_and_says_until_when(quick: HouseUnderTest) -> None:
    for _ in range(FREE_FAILURES):
        assert guess(quick, "raden") is False

    with pytest.raises(TooManyTries) as refusal:
        quick.house.toegang.confirm(quick.actor("burgemeester"), "raden")
    assert guess(quick, PASSWORD) is None

    quick.clock.move_to(refusal.value.until + timedelta(seconds=1))
    assert guess(quick, PASSWORD) is True


def test_every_one_of_many_guesses_at_once_counts(tested: HouseUnderTest) -> None:
    mayor = tested.actor("burgemeester")

    with ThreadPoolExecutor(VOLLEY) as people:
        answers = list(people.map(lambda n: guess(tested, f"gok{n}"), range(VOLLEY)))

    assert True not in answers
    assert answers.count(False) == FREE_FAILURES
    with tested.house.database.reading() as connection:
        account = users.account_of(connection, mayor.id)
    assert account is not None
    assert account.confirming.failed == FREE_FAILURES + 1


@pytest.mark.parametrize(
    "target",
    [
        "https://elders.example/",
        "//elders.example/",
        "/\\elders.example/",
        "/\t/elders.example/",
        "/\n/elders.example/",
        "/zaken//elders.example",
        "/bestaat-niet",
        "taken",
        "",
    ],
)
def test_signing_in_leads_to_no_other_site(quick: HouseUnderTest, target: str) -> None:
    answer = (
        create_app(quick.house)
        .test_client()
        .post(
            "/aanmelden",
            data={"gebruiker": "burgemeester", "wachtwoord": PASSWORD, "verder": target},
        )
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


def test_signing_in_leads_on_to_the_page_that_was_asked(quick: HouseUnderTest) -> None:
    answer = (
        create_app(quick.house)
        .test_client()
        .post(
            "/aanmelden",
            data={"gebruiker": "burgemeester", "wachtwoord": PASSWORD, "verder": "/?vanaf=a/b"},
        )
    )

    assert answer.headers["Location"] == "/?vanaf=a/b"
