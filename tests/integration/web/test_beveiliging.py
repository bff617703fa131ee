"""How one signs in, changed by oneself or by an administrator."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from engine.errors import NotFound
from engine.model.gebruikers import SYSTEEM, Rol
from engine.service.gebruikers import TEMPORARY
from engine.store.reading import attenderingen
from tests.conftest import PASSWORD, HouseUnderTest
from tests.doors import Person, strict

Make = Callable[..., HouseUnderTest]
NEW = "lampion kruiwagen vla"


@pytest.fixture
def house(make_house: Make) -> HouseUnderTest:
    return strict(make_house, "sqlite://")


def test_change_asks_who_it_is_unless_that_was_said_only_just(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    assert mayor.get("/ik/beveiliging/wachtwoord") == 200
    house.clock.move_by(timedelta(minutes=6))

    for path in ("wachtwoord", "app", "passkey"):
        assert mayor.get(f"/ik/beveiliging/{path}") == 303
        assert "/ik/bevestigen" in mayor.where
    mayor.get("/ik/beveiliging")
    for path in ("herstelcodes", "app/verwijderen", "passkey/verwijderen", "wachtwoord"):
        assert mayor.post(f"/ik/beveiliging/{path}", nieuw=NEW, nogmaals=NEW) == 303
        assert "/ik/bevestigen" in mayor.where
    assert mayor.post("/ik/beveiliging/passkey/uitdaging") == 404

    before = mayor.client.get_cookie("huisverbod")
    mayor.get("/ik/bevestigen?verder=/ik/beveiliging/wachtwoord")
    assert mayor.post("/ik/bevestigen", wachtwoord=PASSWORD, code="000000") == 422
    form = {"wachtwoord": PASSWORD, "code": mayor.code(), "verder": "/ik/beveiliging/wachtwoord"}
    assert mayor.post("/ik/bevestigen", **form) == 303
    after = mayor.client.get_cookie("huisverbod")
    assert mayor.where == "/ik/beveiliging/wachtwoord"
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert mayor.get("/ik/beveiliging/wachtwoord") == 200


def test_where_one_is_told_of_a_thief_is_not_for_the_thief_to_change(
    house: HouseUnderTest,
) -> None:
    mayor, page = Person(house).with_app(), "/berichten/instellen"
    assert mayor.get(page) == 200
    assert mayor.post(page, adres="b.meester@voorbeeldstad.example") == 303
    house.clock.move_by(timedelta(minutes=6))

    assert mayor.get(page) == 200
    assert "b.meester@voorbeeldstad.example" in mayor.text
    assert 'name="adres"' not in mayor.text
    for form in ({"adres": "dief@elders.example"}, {"adres": ""}, {"telefoon": "0612345678"}):
        assert mayor.post(page, **form) == 422
        assert "Zeg eerst opnieuw wie u bent" in mayor.text
    # what says nothing of where one is reached is kept all the same
    assert mayor.post(page, **{"keuze.taak": "niet"}) == 303
    assert _reached(house) == ("b.meester@voorbeeldstad.example", None)

    mayor.get(f"/ik/bevestigen?verder={page}")
    form = {"wachtwoord": PASSWORD, "code": mayor.code(), "verder": page}
    assert mayor.post("/ik/bevestigen", **form) == 303
    assert mayor.where == page
    assert mayor.get(page) == 200
    assert mayor.post(page, adres="", telefoon="06 12345678") == 303
    assert _reached(house) == (None, "+31612345678")


def _reached(house: HouseUnderTest) -> tuple[str | None, str | None]:
    with house.house.database.reading() as connection:
        known = attenderingen.preferences(connection, house.actor("burgemeester"))
    return known.adres, known.telefoon


def test_password_that_leaked_is_not_taken(house: HouseUnderTest, tmp_path: Path) -> None:
    mayor = Person(house).with_app()
    leaked = hashlib.sha1(NEW.encode(), usedforsecurity=False).hexdigest().upper()
    house.house.toegang.gelekt.path = tmp_path / "gelekt.txt"
    (tmp_path / "gelekt.txt").write_text(f"{leaked}:3\r\n", "ascii")
    mayor.get("/ik/beveiliging/wachtwoord")

    assert mayor.post("/ik/beveiliging/wachtwoord", nieuw=NEW, nogmaals=NEW) == 422
    assert "ooit uitgelekt" in mayor.text
    assert mayor.post("/ik/beveiliging/wachtwoord", nieuw=NEW * 2, nogmaals=NEW * 2) == 303


def test_new_password_ends_other_sessions_and_the_old_one_is_gone(house: HouseUnderTest) -> None:
    mayor = Person(house).with_passkey()
    other = mayor.elsewhere()
    assert other.signs_in_with_passkey() == 303
    mayor.get("/ik/beveiliging/wachtwoord")

    assert mayor.post("/ik/beveiliging/wachtwoord", nieuw=NEW, nogmaals="anders") == 422
    assert mayor.post("/ik/beveiliging/wachtwoord", nieuw="kort", nogmaals="kort") == 422
    assert mayor.post("/ik/beveiliging/wachtwoord", nieuw=PASSWORD, nogmaals=PASSWORD) == 422
    assert mayor.post("/ik/beveiliging/wachtwoord", nieuw=NEW, nogmaals=NEW) == 303

    assert mayor.is_inside()
    assert not other.is_inside()
    assert mayor.elsewhere().knocks() == 422
    assert mayor.elsewhere().knocks(NEW) == 200
    mayor.get("/ik/beveiliging")
    assert "Wachtwoord gewijzigd" in mayor.text


def test_last_factor_cannot_be_taken_away_and_another_can(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    house.clock.move_by(timedelta(seconds=30))
    other = mayor.elsewhere()
    other.knocks()
    assert other.post("/aanmelden/code", code=other.code()) == 303
    mayor.get("/ik/beveiliging")
    assert mayor.post("/ik/beveiliging/app/verwijderen") == 403
    assert other.is_inside()
    assert "enige tweede stap" in mayor.text

    assert mayor.get("/ik/beveiliging/passkey") == 200
    asked = mayor.asks("/ik/beveiliging/passkey/uitdaging")
    form = {"uitdaging": asked["handvat"], "passkey": mayor.key.create(asked["opties"])}
    assert mayor.post("/ik/beveiliging/passkey", naam="Telefoon", **form) == 303
    mayor.get("/ik/beveiliging")
    assert "Passkey: Telefoon" in mayor.text
    assert not other.is_inside()
    assert mayor.post("/ik/beveiliging/app/verwijderen") == 303
    assert mayor.elsewhere().signs_in_with_passkey() == 303


def test_passkey_of_another_is_not_mine_to_take_away(house: HouseUnderTest) -> None:
    clerk = Person(house, "ambtenaar").with_passkey()
    theirs = house.house.factoren.of(house.actor("ambtenaar").id).passkeys[0].id
    mayor = Person(house).with_passkey()
    mayor.get("/ik/beveiliging/passkey")
    mayor.key = type(mayor.key)()
    asked = mayor.asks("/ik/beveiliging/passkey/uitdaging")
    form = {"uitdaging": asked["handvat"], "passkey": mayor.key.create(asked["opties"])}
    assert mayor.post("/ik/beveiliging/passkey", **form) == 303
    mayor.get("/ik/beveiliging")

    assert mayor.post("/ik/beveiliging/passkey/verwijderen", id=theirs) == 404
    assert clerk.elsewhere().signs_in_with_passkey() == 303


def test_sessions_are_listed_and_ended_one_by_one_or_all(house: HouseUnderTest) -> None:
    mayor = Person(house).with_passkey()
    one, two = mayor.elsewhere("Safari iPhone"), mayor.elsewhere("Edg/1 Windows")
    clerk = Person(house, "ambtenaar").with_passkey()
    assert one.signs_in_with_passkey() == two.signs_in_with_passkey() == 303

    mayor.get("/ik/beveiliging")
    assert "Safari op iPhone" in mayor.text
    found = re.findall(r'name="sessie" value="([\w-]+)"', mayor.text)
    assert len(found) == 2
    clerk.get("/ik/beveiliging")
    for each in found:
        assert clerk.post("/ik/beveiliging/sessies/beeindigen", sessie=each) == 303
    assert one.is_inside()
    assert mayor.post("/ik/beveiliging/sessies/beeindigen", sessie=found[0]) == 303
    assert sorted((one.is_inside(), two.is_inside())) == [False, True]
    assert mayor.post("/ik/beveiliging/sessies/overige") == 303
    assert not one.is_inside()
    assert not two.is_inside()
    assert mayor.is_inside()
    assert clerk.is_inside()


def test_new_user_chooses_a_password_and_a_factor(make_house: Make, database_url: str) -> None:
    house = strict(make_house, database_url)
    rooms = house.house.gebruikers
    _, password = rooms.add(SYSTEEM, " Nieuw ", "N. Ieuw", {(Rol.JURIST, "0599")})
    new = Person(house, "nieuw")

    assert new.knocks(password) == 200
    assert "Kies uw wachtwoord" in new.text
    assert new.post("/aanmelden/wachtwoord", nieuw=password, nogmaals=password) == 422
    assert new.post("/aanmelden/wachtwoord", nieuw=NEW, nogmaals=NEW) == 303
    assert new.follows() == 200
    assert new.enrols_app() == 200
    assert new.is_inside()
    assert new.elsewhere().knocks(password) == 422
    with pytest.raises(ValueError, match="al in gebruik"):
        rooms.add(SYSTEEM, "nieuw", "N. Ieuw", set())
    with pytest.raises(ValueError, match="9999"):
        rooms.add(SYSTEEM, "ander", "A. Nder", {(Rol.JURIST, "9999")})


def test_password_that_was_given_out_runs_out(house: HouseUnderTest) -> None:
    password = house.house.gebruikers.reset_password(SYSTEEM, "jurist")
    house.clock.move_by(TEMPORARY + timedelta(seconds=1))

    assert Person(house, "jurist").knocks(password) == 422


def test_given_password_does_not_get_past_a_factor(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    password = house.house.gebruikers.reset_password(SYSTEEM, "burgemeester")
    assert not mayor.is_inside()
    thief = mayor.elsewhere()

    assert thief.knocks(password) == 200
    assert "Code uit uw app" in thief.text
    assert thief.post("/aanmelden/wachtwoord", nieuw=NEW, nogmaals=NEW) == 303
    assert thief.elsewhere().knocks(NEW) == 422


def test_what_an_administrator_does_ends_sessions_at_once(house: HouseUnderTest) -> None:
    rooms = house.house.gebruikers
    mayor = Person(house).with_passkey()
    acts = (
        lambda: rooms.set_roles(SYSTEEM, "burgemeester", {(Rol.JURIST, "0599")}),
        lambda: rooms.end_sessions(SYSTEEM, "burgemeester"),
        lambda: rooms.set_active(SYSTEEM, "burgemeester", actief=False),
    )
    for act in acts:
        other = mayor.elsewhere()
        assert other.signs_in_with_passkey() == 303
        act()
        assert not other.is_inside()
    assert mayor.elsewhere().signs_in_with_passkey() == 422
    rooms.set_active(SYSTEEM, "burgemeester", actief=True)
    rooms.reset_factors(SYSTEEM, "burgemeester")
    assert mayor.elsewhere().signs_in_with_passkey() == 422
    assert mayor.elsewhere().knocks() == 200
    with pytest.raises(NotFound):
        rooms.reset_factors(SYSTEEM, "niemand")
