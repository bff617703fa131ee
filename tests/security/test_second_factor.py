"""Coming in without the second factor, with a used or stolen one, or in somebody else's session."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest

from engine.service.drempel import BUDGET, FREE_FAILURES
from tests.conftest import PASSWORD, HouseUnderTest
from tests.doors import Person, strict

Make = Callable[..., HouseUnderTest]


@pytest.fixture
def house(make_house: Make) -> HouseUnderTest:
    return strict(make_house, "sqlite://")


def test_first_sign_in_sets_up_an_app_and_ends_inside(make_house: Make, database_url: str) -> None:
    mayor = Person(strict(make_house, database_url))

    assert mayor.knocks() == 200
    assert "Tweede stap instellen" in mayor.text
    assert not mayor.is_inside()
    assert mayor.enrols_app() == 200

    assert len(mayor.codes) == 10
    assert mayor.is_inside()
    mayor.tested.clock.move_by(timedelta(seconds=30))
    again = mayor.elsewhere()
    assert again.knocks() == 200
    assert not again.is_inside()
    assert again.post("/aanmelden/code", code=again.code()) == 303
    assert again.is_inside()


def test_passkey_is_set_up_and_signs_in_without_a_name(make_house: Make, database_url: str) -> None:
    mayor = Person(strict(make_house, database_url)).with_passkey()
    again = mayor.elsewhere()

    assert again.signs_in_with_passkey() == 303

    assert again.is_inside()


def test_password_alone_opens_no_page_by_any_route(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    thief = mayor.elsewhere()
    assert thief.knocks() == 200

    for path in ("/", "/ik/beveiliging", "/ik/bevestigen", "/melden", "/ik/beveiliging/app"):
        assert thief.get(path) == 303, path
        assert "/aanmelden" in thief.where
    thief.get("/aanmelden/code")
    # steps that are not this one's turn lead back, and change nothing
    assert thief.post("/aanmelden/inrichten/app", code="123456") == 303
    assert thief.post("/aanmelden/inrichten/passkey", passkey="{}", uitdaging="x") == 303
    assert thief.post("/aanmelden/wachtwoord", nieuw="x" * 20, nogmaals="x" * 20) == 303
    assert thief.client.post("/aanmelden/inrichten/uitdaging").status_code == 404
    assert thief.get("/aanmelden/verder") == 303
    assert not thief.is_inside()
    # the secret of the half-open sign-in is no session either
    half = thief.client.get_cookie("huisverbod-stap")
    assert half is not None
    thief.client.set_cookie("huisverbod", half.value)
    assert not thief.is_inside()
    assert house.house.toegang.sign_in("burgemeester", PASSWORD) is None


def test_code_of_the_app_works_once_and_no_older_one_after_it(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    used = mayor.code()

    again = mayor.elsewhere()
    again.knocks()
    assert again.post("/aanmelden/code", code=used) == 422
    house.clock.move_by(timedelta(seconds=60))
    early = mayor.code()
    house.clock.move_by(timedelta(seconds=30))
    assert again.post("/aanmelden/code", code=again.code()) == 303
    third = mayor.elsewhere()
    third.knocks()
    assert third.post("/aanmelden/code", code=early) == 422
    assert not third.is_inside()


@pytest.mark.parametrize(("seconds", "status"), [(30, 303), (90, 422), (-90, 422)])
def test_code_is_good_for_one_period_more(house: HouseUnderTest, seconds: int, status: int) -> None:
    mayor = Person(house).with_app()
    house.clock.move_by(timedelta(minutes=5))
    again = mayor.elsewhere()
    again.knocks()
    code = pyotp.TOTP(mayor.secret).at(house.clock.now() - timedelta(seconds=seconds))

    assert again.post("/aanmelden/code", code=code) == status


def test_recovery_code_works_once(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    first, second = mayor.elsewhere(), mayor.elsewhere()

    first.knocks()
    assert first.post("/aanmelden/code", code=mayor.codes[0].upper()) == 303
    assert first.is_inside()
    second.knocks()
    assert second.post("/aanmelden/code", code=mayor.codes[0]) == 422
    assert not second.is_inside()


def test_recovery_code_of_another_is_nothing(house: HouseUnderTest) -> None:
    codes = Person(house, "ambtenaar").with_app().codes
    mayor = Person(house).with_app().elsewhere()

    mayor.knocks()

    assert mayor.post("/aanmelden/code", code=codes[0]) == 422


def test_answer_of_a_passkey_is_taken_once(house: HouseUnderTest) -> None:
    mayor = Person(house).with_passkey()
    thief = mayor.elsewhere()
    asked = mayor.elsewhere().asks("/aanmelden/passkey/uitdaging")
    form = {"uitdaging": asked["handvat"], "passkey": mayor.key.get(asked["opties"])}

    assert mayor.elsewhere().post("/aanmelden/passkey", **form) == 303
    assert thief.post("/aanmelden/passkey", **form) == 422
    assert not thief.is_inside()


@pytest.mark.parametrize("wrong", ["unverified", "origin", "host", "late", "other", "counter"])
def test_answers_of_passkeys_that_are_no_good(house: HouseUnderTest, wrong: str) -> None:
    mayor = Person(house).with_passkey()
    again = mayor.elsewhere()
    key = again.key
    if wrong == "counter":
        key.count = 5
        assert mayor.elsewhere().signs_in_with_passkey() == 303
        key.count = 0
    if wrong == "unverified":
        key.verified = False
    if wrong == "origin":
        key.origin = "https://huisverbod.example"
    if wrong == "host":
        key.host = "huisverbod.example"
    asked = again.asks("/aanmelden/passkey/uitdaging")
    answer = key.get(asked["opties"])
    if wrong == "late":
        house.clock.move_by(timedelta(minutes=6))
    if wrong == "other":
        # a passkey of the mayor that says it is somebody else's
        sent = json.loads(answer)
        sent["response"]["userHandle"] = "YW5kZXJz"
        answer = json.dumps(sent)

    assert again.post("/aanmelden/passkey", uitdaging=asked["handvat"], passkey=answer) == 422
    assert not again.is_inside()


@pytest.mark.parametrize("rubbish", ["", "{", "[]", '{"id": 1}', '{"response": {}}', "\0" * 9])
def test_rubbish_for_a_passkey_is_refused(house: HouseUnderTest, rubbish: str) -> None:
    thief = Person(house)
    asked = thief.asks("/aanmelden/passkey/uitdaging")

    assert thief.post("/aanmelden/passkey", uitdaging=asked["handvat"], passkey=rubbish) == 422


def test_session_of_before_signing_in_is_worth_nothing_after(house: HouseUnderTest) -> None:
    mayor = Person(house)
    mayor.client.set_cookie("huisverbod", "fixed by somebody else")
    mayor.with_app()

    kept = mayor.client.get_cookie("huisverbod")
    assert kept is not None
    assert kept.value != "fixed by somebody else"


def test_stolen_session_ends_in_another_kind_of_browser(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    stolen = mayor.client.get_cookie("huisverbod")
    assert stolen is not None
    thief = mayor.elsewhere("Safari iPhone")
    thief.client.set_cookie("huisverbod", stolen.value)

    assert not thief.is_inside()
    assert not mayor.is_inside()


def test_strangers_never_delay_a_device_that_is_known(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    mayor.post("/afmelden")
    for n in range(BUDGET + 5):
        stranger = Person(house)
        stranger.app, stranger.client = mayor.app, mayor.app.test_client()
        stranger.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
        assert stranger.knocks("raden") == 422

    # another browser has to wait; the one she always uses does not
    unknown = mayor.elsewhere()
    unknown.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert unknown.knocks() == 422
    assert mayor.knocks() == 200
    house.clock.move_by(timedelta(hours=1, minutes=1))
    assert mayor.post("/aanmelden/code", code=mayor.code()) == 303


def test_one_network_that_fails_leaves_another_alone(house: HouseUnderTest) -> None:
    mayor = Person(house)
    for _ in range(FREE_FAILURES + 1):
        assert mayor.knocks("raden") == 422
    assert mayor.knocks() == 422

    other = Person(house)
    other.client.environ_base["REMOTE_ADDR"] = "192.0.2.1"

    assert other.knocks() == 200


def test_guessing_codes_has_to_wait_also_with_a_new_sign_in(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    house.clock.move_by(timedelta(minutes=5))
    thief = mayor.elsewhere()
    for _ in range(FREE_FAILURES + 1):
        thief.knocks()
        assert thief.post("/aanmelden/code", code="000000") == 422

    thief.knocks()
    assert thief.post("/aanmelden/code", code=thief.code()) == 422


def test_unknown_and_known_names_are_answered_alike(house: HouseUnderTest) -> None:
    known, unknown = Person(house), Person(house, "bestaat-niet")

    assert known.knocks("raden") == unknown.knocks("raden") == 422

    assert known.text.replace("burgemeester", "bestaat-niet") == unknown.text


def test_what_is_begun_ends_by_itself(house: HouseUnderTest) -> None:
    mayor = Person(house)
    mayor.knocks()
    house.clock.move_by(timedelta(minutes=16))

    assert mayor.post("/aanmelden/inrichten/app", code="123456") == 303
    assert mayor.follows() == 200
    assert "Gebruikersnaam" in mayor.text


@pytest.mark.parametrize("how", ["password", "codes", "sessions"])
def test_a_sign_in_that_was_begun_does_not_go_on_after_one_changes_how_one_signs_in(
    house: HouseUnderTest, how: str
) -> None:
    """Who knew the password before waits at the second step until it is somebody else's turn."""
    mayor = Person(house).with_app()
    thief = mayor.elsewhere()
    assert thief.knocks() == 200
    mayor.get("/ik/beveiliging")
    new = "een heel ander lang woord"
    path, form = {
        "password": ("/ik/beveiliging/wachtwoord", {"nieuw": new, "nogmaals": new}),
        "codes": ("/ik/beveiliging/herstelcodes", {}),
        "sessions": ("/ik/beveiliging/sessies/overige", {}),
    }[how]
    assert mayor.post(path, **form) in (200, 303)
    house.clock.move_by(timedelta(seconds=60))

    thief.post("/aanmelden/code", code=thief.code())

    assert not thief.is_inside()
    assert mayor.is_inside()
