"""The forecast of a case as another program reads it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.model.gebruikers import Rol
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app
from web.stage import PEOPLE


@pytest.fixture
def zaak(quick: HouseUnderTest) -> Zaak:
    return een_zaak(quick).van_kracht()


def signed_in(tested: HouseUnderTest, login: str) -> FlaskClient:
    client = create_app(tested.house).test_client()
    answer = client.post("/aanmelden", data={"gebruiker": login, "wachtwoord": PASSWORD})
    assert answer.status_code == 303
    return client


def path(zaak: Zaak) -> str:
    return f"/api/v1/zaken/{zaak.outcome.nummer}/vooruitblik"


def problem(response: Any) -> dict[str, Any]:
    """A refusal, as RFC 9457 wants it."""
    assert response.mimetype == "application/problem+json"
    content: dict[str, Any] = json.loads(response.text)
    assert set(content) == {"status", "title", "detail"}
    assert content["status"] == response.status_code
    assert content["title"]
    assert content["detail"]
    return content


def test_it_tells_what_comes_in_order_of_time(quick: HouseUnderTest, zaak: Zaak) -> None:
    response = signed_in(quick, "ambtenaar").get(path(zaak))

    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.headers["API-Version"] == "1.0.0"
    assert response.headers["Cache-Control"] == "no-store"
    told = json.loads(response.text)
    assert told["zaak"] == zaak.outcome.nummer
    assert told["berekend_op"] == "2026-03-21T02:35:00+01:00"
    assert {
        "gebeurt_op": "2026-03-31T02:30:00+02:00",
        "soort": "termijn",
        "naam": "einde_huisverbod",
        "nader": "verstreken",
    } in told["gebeurtenissen"]
    moments = [datetime.fromisoformat(each["gebeurt_op"]) for each in told["gebeurtenissen"]]
    assert moments == sorted(moments)
    assert {each["nader"] for each in told["gebeurtenissen"] if each["soort"] == "status"} == {None}


def test_what_it_tells_is_what_happens(quick: HouseUnderTest, zaak: Zaak) -> None:
    client = signed_in(quick, "ambtenaar")
    told = json.loads(client.get(path(zaak)).text)["gebeurtenissen"]
    end = next(each for each in told if each["naam"] == "geeindigd")

    zaak.op("2026-03-31T02:30")

    assert zaak.state.status == "geeindigd"
    assert datetime.fromisoformat(end["gebeurt_op"]) == zaak.state.einde


def test_every_role_that_sees_terms_reads_it_and_no_other(
    quick: HouseUnderTest, zaak: Zaak
) -> None:
    for rol in Rol:
        sees_none = rol in (Rol.BEHEERDER, Rol.TOEZICHTHOUDER)
        response = signed_in(quick, PEOPLE[rol][0]).get(path(zaak))
        assert response.status_code == (404 if sees_none else 200), rol


def test_who_sees_no_decisions_is_not_told_of_the_tasks_of_others(
    quick: HouseUnderTest, zaak: Zaak
) -> None:
    def kinds(login: str) -> set[str]:
        told = json.loads(signed_in(quick, login).get(path(zaak)).text)
        return {line["soort"] for line in told["gebeurtenissen"]}

    assert kinds("hulpverlening") <= {"termijn", "status"}
    assert "taak_geopend" in kinds("ambtenaar")


def test_unknown_and_not_visible_look_the_same(quick: HouseUnderTest, zaak: Zaak) -> None:
    unknown = signed_in(quick, "ambtenaar").get("/api/v1/zaken/HV-1999-0001/vooruitblik")
    elsewhere = signed_in(quick, "ambtenaar-0363").get(path(zaak))

    assert problem(unknown) == problem(elsewhere)
    assert unknown.status_code == 404


def test_without_a_session_it_says_so_instead_of_showing_a_page(
    quick: HouseUnderTest, zaak: Zaak
) -> None:
    client = create_app(quick.house).test_client()

    for address in (path(zaak), "/api/v1/zaken/HV-1999-0001/vooruitblik"):
        assert problem(client.get(address))["status"] == 401

    client = signed_in(quick, "ambtenaar")
    quick.clock.move_by(timedelta(minutes=31))
    assert problem(client.get(path(zaak)))["status"] == 401


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/niets", 404),
        ("GET", "/api/v2/zaken/HV-2026-0001/vooruitblik", 404),
        ("GET", "/api/v1/zaken/HV-2026-0001/vooruitblik/", 404),
        ("DELETE", "/api/v1/zaken/HV-2026-0001/vooruitblik", 405),
    ],
)
def test_every_refusal_under_the_api_is_a_problem(
    quick: HouseUnderTest, method: str, address: str, status: int
) -> None:
    response = signed_in(quick, "ambtenaar").open(address, method=method)

    assert problem(response)["status"] == status
