"""Signing in at a real provider in another process, which lies in every way it can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import func, select

from engine.model.gebruikers import Rol
from engine.store.schema.gebruikers import GebruikerRow, RolRow, SessieRow
from tests import provider
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.doors import Person, strict
from web.oidc.claims import LOGOUT

Make = Callable[..., HouseUnderTest]
FILE = """
[[aanbieder]]
id = "gemeente"
naam = "Gemeente Voorbeeldstad"
issuer = "{issuer}"
client = "huisverbod"
client_geheim_bestand = "client.geheim"
amr = ["mfa"]
acr = ["hoog"]

[[aanbieder.toekenning]]
waarde = "HV-Burgemeester"
rol = "burgemeester"
gemeenten = ["0599", "9999"]

[[aanbieder.toekenning]]
waarde = "HV-Ambtenaar"
rol = "ambtenaar"
gemeenten = ["0599"]
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider.running() as address:
        yield address


@pytest.fixture
def file(issuer: str, tmp_path: Path) -> Path:
    (tmp_path / "client.geheim").write_text(f"{provider.SECRET}\n")
    (tmp_path / "aanbieders.toml").write_text(FILE.format(issuer=issuer))
    return tmp_path / "aanbieders.toml"


@pytest.fixture
def house(make_house: Make, file: Path) -> HouseUnderTest:
    return strict(make_house, "sqlite://", providers=file)


class Colleague(Person):
    """Somebody of another organisation."""

    def __init__(self, tested: HouseUnderTest, issuer: str, **claims: Any) -> None:
        super().__init__(tested)
        self.issuer = issuer
        self.says(**claims)

    def says(self, lies: dict[str, Any] | None = None, **claims: Any) -> None:
        """What the provider says of them from now on."""
        now = int(self.tested.clock.now().timestamp())
        said = {
            "iss": self.issuer,
            "aud": provider.CLIENT,
            "sub": "medewerker-1",
            "name": "B. van Elders",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "amr": ["pwd", "mfa"],
            "roles": ["HV-Burgemeester", "iets anders"],
            "sid": "sessie-1",
            **claims,
        }
        httpx.post(f"{self.issuer}/lie", json={"claims": said, **(lies or {})})

    def goes(self, path: str = "/aanmelden/organisatie/gemeente") -> str:
        """To the provider; gives the address by which they are sent back."""
        assert self.get(path) == 303
        self.sent = self.where
        return httpx.get(self.where).headers["Location"]

    def comes_back(self, address: str) -> int:
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == "http://localhost"
        return self.get(f"{parts.path}?{parts.query}")

    def signs_in(self) -> int:
        return self.comes_back(self.goes())


def roles(house: HouseUnderTest) -> set[tuple[str, str]]:
    with house.house.database.reading() as connection:
        rows = connection.execute(
            select(RolRow.rol, RolRow.gemeente)
            .join(GebruikerRow, GebruikerRow.id == RolRow.gebruiker_id)
            .where(GebruikerRow.login.like("gemeente:%"))
        )
        return {(row.rol, row.gemeente) for row in rows}


def sessions(house: HouseUnderTest) -> int:
    with house.house.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(SessieRow)).scalar_one()


def test_who_signs_in_elsewhere_gets_the_roles_that_the_mapping_gives(
    make_house: Make, database_url: str, file: Path, issuer: str
) -> None:
    house = strict(make_house, database_url, providers=file)
    mayor = Colleague(house, issuer)

    assert mayor.signs_in() == 303
    assert mayor.is_inside()

    assert roles(house) == {("burgemeester", "0599")}
    asked = parse_qs(urlsplit(mayor.sent).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/aanmelden/organisatie/terug"]
    assert len(asked["state"][0]) >= 40 <= len(asked["nonce"][0])
    # the same person again is the same user, with the roles of now
    mayor.says(roles=["HV-Ambtenaar"], name="B. van Elders-Nieuw")
    assert mayor.signs_in() == 303
    assert roles(house) == {("ambtenaar", "0599")}
    assert sessions(house) == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elders.example"},
        {"aud": "een ander"},
        {"aud": ["huisverbod", "een ander"]},
        {"aud": ["huisverbod", "een ander"], "azp": "een ander"},
        {"azp": "een ander"},
        {"nonce": "een andere"},
        {"nonce": None},
        {"sub": ""},
        {"sub": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "morgen"},
        {"iat": 1},
        {"iat": None},
        {"iat": 9_999_999_999},
        {"nbf": 9_999_999_999},
        {"amr": ["pwd"]},
        {"amr": "mfa"},
        {"amr": None, "acr": "laag"},
    ],
    ids=str,
)
def test_what_is_not_to_be_believed_opens_nothing(
    house: HouseUnderTest, issuer: str, claims: dict[str, Any]
) -> None:
    mayor = Colleague(house, issuer, **claims)

    assert mayor.signs_in() == 422

    assert not mayor.is_inside()
    assert roles(house) == set()


def test_level_of_the_provider_counts_as_a_second_factor(
    house: HouseUnderTest, issuer: str
) -> None:
    assert Colleague(house, issuer, amr=None, acr="hoog").signs_in() == 303


def test_key_that_is_not_theirs_opens_nothing(house: HouseUnderTest, issuer: str) -> None:
    mayor = Colleague(house, issuer)
    mayor.says({"key": "other"})

    assert mayor.signs_in() == 422


def test_new_keys_are_fetched_and_not_without_end(house: HouseUnderTest, issuer: str) -> None:
    mayor = Colleague(house, issuer)
    assert mayor.signs_in() == 303
    mayor.says({"rotate": True})

    assert mayor.signs_in() == 422
    house.clock.move_by(timedelta(seconds=31))
    mayor.says()
    assert mayor.signs_in() == 303


def test_answer_says_who_answers(house: HouseUnderTest, issuer: str) -> None:
    mayor = Colleague(house, issuer)
    mayor.says({"iss": "https://elders.example"})
    assert mayor.signs_in() == 422

    mayor.says()
    address = re.sub(r"&iss=[^&]+", "", mayor.goes())
    assert mayor.comes_back(address) == 422


def test_answer_is_taken_once_in_the_browser_that_asked_and_in_time(
    house: HouseUnderTest, issuer: str
) -> None:
    mayor = Colleague(house, issuer)
    address = mayor.goes()
    thief = Colleague(house, issuer)
    assert thief.comes_back(address) == 422
    # whoever brings it first has used it up
    assert mayor.comes_back(address) == 422

    address = mayor.goes()
    house.clock.move_by(timedelta(minutes=11))
    assert mayor.comes_back(address) == 422

    mayor.says()
    address = mayor.goes()
    assert mayor.comes_back(address) == 303
    assert mayor.comes_back(address) == 422
    assert mayor.comes_back(re.sub("state=[^&]+", "state=x", address)) == 422


def test_who_has_no_role_is_out_and_so_is_who_had_one(house: HouseUnderTest, issuer: str) -> None:
    nobody = Colleague(house, issuer, sub="medewerker-2", roles=["HV-Onbekend"])
    assert nobody.signs_in() == 403
    assert "geen rol" in nobody.text

    mayor = Colleague(house, issuer)
    assert mayor.signs_in() == 303
    leaver = Colleague(house, issuer, roles=[])
    assert leaver.signs_in() == 403

    assert not mayor.is_inside()
    assert roles(house) == set()


def test_account_of_another_issuer_is_another(house: HouseUnderTest, issuer: str) -> None:
    rooms = house.house.gebruikers
    mayor = Colleague(house, issuer)
    mayor.signs_in()

    other = rooms.meet(
        "https://elders.example", "medewerker-1", "elders", "A", [(Rol.JURIST, "0599")]
    )

    assert other != rooms.extern(issuer, "medewerker-1")


def test_provider_ends_what_ended_there(house: HouseUnderTest, issuer: str) -> None:
    mayor = Colleague(house, issuer)
    assert mayor.signs_in() == 303
    now = int(house.clock.now().timestamp())
    said = {"iss": issuer, "aud": provider.CLIENT, "iat": now, "exp": now + 60, "jti": "1"}

    def tells(**more: Any) -> int:
        token = httpx.post(f"{issuer}/sign", json={**said, **more}).json()["token"]
        path = "/aanmelden/organisatie/gemeente/afgemeld"
        return house_client.post(path, data={"logout_token": token}).status_code

    house_client = mayor.app.test_client()
    assert tells(sub="medewerker-1") == 400
    assert tells(sub="medewerker-1", events={LOGOUT: {}}, nonce="x") == 400
    assert tells(events={LOGOUT: {}}) == 400
    assert tells(sid="een andere", events={LOGOUT: {}}) == 200
    assert mayor.is_inside()
    assert tells(sid="sessie-1", events={LOGOUT: {}}) == 200
    assert not mayor.is_inside()


def test_signing_out_leads_to_where_one_is_still_signed_in(
    house: HouseUnderTest, issuer: str
) -> None:
    mayor = Colleague(house, issuer)
    mayor.signs_in()
    mayor.get("/")

    assert mayor.post("/afmelden") == 303
    assert mayor.follows() == 200

    assert f"{issuer}/logout?" in mayor.text


def test_signing_asks_for_a_fresh_sign_in_for_exactly_this_document(
    house: HouseUnderTest, issuer: str
) -> None:
    zaak = een_zaak(house).getaxeerd().gehoord().besloten()
    mayor = Colleague(house, issuer)
    mayor.signs_in()
    mayor.get("/")
    found = re.search(rf'href="(/zaken/{zaak.id}/taken/[\w-]+)"', mayor.text)
    assert found is not None
    page = found[1]
    mayor.get(page)
    shown = re.search(r'name="sha256" value="(\w+)"', mayor.text)
    again = re.search(r'href="(/aanmelden/organisatie/opnieuw[^"]+)"', mayor.text)
    assert shown is not None
    assert again is not None
    path = again[1].replace("&amp;", "&")
    form = {"taak": "ondertekening", "sha256": shown[1]}

    assert mayor.post(page, **form) == 422
    # signed in there before: not fresh
    old = int((house.clock.now() - timedelta(minutes=10)).timestamp())
    mayor.says(auth_time=old)
    assert mayor.comes_back(mayor.goes(path)) == 422
    mayor.says(auth_time=None)
    assert mayor.comes_back(mayor.goes(path)) == 422
    # somebody else
    mayor.says(sub="medewerker-9")
    assert mayor.comes_back(mayor.goes(path)) == 422
    # for another document
    mayor.says()
    assert mayor.comes_back(mayor.goes(path.replace(shown[1], "0" * 64))) == 303
    assert mayor.post(page, **form) == 422
    # too long ago
    assert mayor.comes_back(mayor.goes(path)) == 303
    house.clock.move_by(timedelta(minutes=3))
    assert mayor.post(page, **form) == 422

    mayor.says()
    assert mayor.comes_back(mayor.goes(path)) == 303
    assert "max_age=0" in mayor.sent
    assert mayor.where == page
    assert mayor.get(page) == 200
    assert mayor.post(page, **form) == 303
    assert zaak.state.status == "ter_uitreiking"
