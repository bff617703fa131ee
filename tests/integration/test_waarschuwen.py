"""People are told what happens to their own account, and who opened a case in an emergency."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from engine.errors import TooManyTries
from engine.model.aanmelden import Bezoeker, Gewijzigd
from engine.model.attendering import Kanalen
from engine.model.gebruikers import SYSTEEM, Actor
from engine.ports import Message
from engine.service.drempel import FREE_FAILURES
from engine.service.post import Post
from engine.store import scope
from engine.store.reading import attenderingen as reading
from tests.builders import een_zaak
from tests.colleagues import colleague, reached_at
from tests.conftest import HouseUnderTest
from tests.doors import Person, strict
from tests.integration.web.test_pages import Visitor

Make = Callable[..., HouseUnderTest]
WHY = "Mevrouw staat hier aan de balie en wordt bedreigd."


class Box:
    """Takes what would be mailed."""

    def __init__(self) -> None:
        self.sent: list[Message] = []

    def send(self, message: Message) -> None:
        self.sent.append(message)

    def to(self) -> list[str]:
        return [each.to for each in self.sent]


@contextmanager
def mailing(tested: HouseUnderTest) -> Iterator[Box]:
    """A house that sends mail, and what it sent when this ends."""
    box = Box()
    tested.house.attenderingen.kanalen = Kanalen(mail=True)
    yield box
    post = Post(tested.house.database, tested.clock, {"mail": box}, "https://huisverbod.example")
    post.run()


def heard(tested: HouseUnderTest, who: Actor) -> list[str]:
    """What somebody was told of their own account, by name."""
    with tested.house.database.reading() as connection:
        lines = reading.lines(connection, who)
    return sorted(each.onderwerp for each in lines if each.soort == "beveiliging")


@pytest.fixture
def house(make_house: Make, database_url: str) -> HouseUnderTest:
    return strict(make_house, database_url)


def test_whatever_changes_at_ones_own_door_is_told(house: HouseUnderTest) -> None:
    who = house.actor("burgemeester")
    mayor = Person(house).with_app()
    assert heard(house, who) == ["app_toegevoegd"]
    house.clock.move_by(timedelta(seconds=60))

    asked = house.house.factoren.propose_passkey(who.id)
    house.house.factoren.accept_passkey(
        who.id, asked.handvat, mayor.key.create(json.loads(asked.opties)), "Telefoon"
    )
    (passkey,) = house.house.factoren.of(who.id).passkeys
    house.house.factoren.remove_app(who.id)
    house.house.factoren.new_codes(who.id)
    house.house.toegang.change_password(who, "een heel ander lang woord", "")
    app = house.house.factoren.propose_app(who.id)
    mayor.secret = app.geheim
    house.house.factoren.accept_app(who.id, mayor.code())
    house.house.factoren.remove_passkey(who.id, passkey.id)

    assert heard(house, who) == [
        "app_toegevoegd",
        "app_toegevoegd",
        "app_verwijderd",
        "herstelcodes_nieuw",
        "passkey_toegevoegd",
        "passkey_verwijderd",
        "wachtwoord_gewijzigd",
    ]


def test_a_recovery_code_and_a_browser_that_is_new_are_told(house: HouseUnderTest) -> None:
    mayor = Person(house).with_app()
    who = house.actor("burgemeester")
    stranger = mayor.elsewhere()

    stranger.knocks()
    assert stranger.post("/aanmelden/code", code=mayor.codes[0]) == 303

    assert heard(house, who) == ["app_toegevoegd", "herstelcode_gebruikt", "nieuwe_browser"]
    house.clock.move_by(timedelta(seconds=60))
    # the browsers that are known by now are no news
    for known in (mayor, stranger):
        known.post("/afmelden")
        known.knocks()
        assert known.post("/aanmelden/code", code=known.code()) == 303
        house.clock.move_by(timedelta(seconds=60))
    assert len(heard(house, who)) == 3


def test_who_is_locked_out_by_strangers_hears_of_it_once_a_day(house: HouseUnderTest) -> None:
    who, door = house.actor("burgemeester"), house.house.toegang
    for network in ("192.0.2.1", "192.0.2.2"):
        for _ in range(FREE_FAILURES + 2):
            assert door.knock("burgemeester", "raden", Bezoeker(netwerk=network)) is None
    assert heard(house, who) == ["moet_wachten"]

    house.clock.move_by(timedelta(days=1))
    for _ in range(FREE_FAILURES + 1):
        door.knock("burgemeester", "raden", Bezoeker(netwerk="192.0.2.1"))

    assert heard(house, who) == ["moet_wachten", "moet_wachten"]
    # nobody hears of a name that is not there
    assert door.knock("niemand", "raden", Bezoeker(netwerk="192.0.2.1")) is None


def test_guesses_in_a_session_that_was_left_open_are_told(tested: HouseUnderTest) -> None:
    who = tested.actor("burgemeester")
    for _ in range(FREE_FAILURES):
        assert not tested.house.toegang.confirm(who, "raden")
    with pytest.raises(TooManyTries):
        tested.house.toegang.confirm(who, "raden")

    assert heard(tested, who) == ["moet_wachten"]


def test_what_an_administrator_does_to_an_account_is_told_with_who_did_it(
    tested: HouseUnderTest,
) -> None:
    who, people = tested.actor("ambtenaar"), tested.house.gebruikers
    beheerder = tested.actor("beheerder")

    people.reset_factors(beheerder, "ambtenaar")
    people.reset_password(beheerder, "ambtenaar")
    people.end_sessions(beheerder, "ambtenaar")

    with tested.house.database.reading() as connection:
        lines = reading.lines(connection, who)
    assert {each.onderwerp for each in lines} == {
        "factoren_weggehaald",
        "wachtwoord_uitgegeven",
        "sessies_beeindigd",
    }
    assert {each.door_naam for each in lines} == {beheerder.naam}


def test_a_mail_about_ones_account_says_nothing_and_comes_whatever_was_chosen(
    tested: HouseUnderTest,
) -> None:
    """Who is in somebody's account would choose none, and read the message before it leaves."""
    who = tested.actor("burgemeester")
    quiet = {"beveiliging": "niet"}
    reached_at(tested, who, "b@voorbeeldstad.example", keuzes=quiet)

    with mailing(tested) as box:
        tested.house.factoren.new_codes(who.id)
        tested.house.attenderingen.mark_read(who)

    (mail,) = box.sent
    with tested.house.database.reading() as connection:
        (line,) = reading.lines(connection, who)
    assert mail.to == "b@voorbeeldstad.example"
    assert mail.subject == "Er is iets gebeurd met uw account van Huisverbod"
    assert mail.link == f"https://huisverbod.example/berichten/{line.id}"
    for secret in (who.naam, "erstelcode", "burgemeester", "0599"):
        assert secret not in mail.text


def test_another_address_is_told_at_the_address_of_before(tested: HouseUnderTest) -> None:
    who, reach = tested.actor("ambtenaar"), tested.house.waarschuwer
    reached_at(tested, who, "eerst@voorbeeldstad.example")

    with mailing(tested) as box:
        # twice, so that the first would be forgotten before anything left
        reach.choose(who, {"adres": "dief@elders.example"}, confirmed=True)
        reach.choose(who, {"adres": "dief2@elders.example"}, confirmed=True)

    assert set(box.to()) == {"eerst@voorbeeldstad.example", "dief2@elders.example"}
    assert heard(tested, who) == ["bereik_gewijzigd", "bereik_gewijzigd"]
    with mailing(tested) as later:
        tested.house.factoren.new_codes(who.id)
    assert later.to() == ["dief2@elders.example"]  # and after that no more


def test_choosing_something_else_is_no_news(tested: HouseUnderTest) -> None:
    who, reach = tested.actor("ambtenaar"), tested.house.waarschuwer
    reached_at(tested, who, "eerst@voorbeeldstad.example")

    reach.choose(who, {"adres": "eerst@voorbeeldstad.example", "taal": "en"}, confirmed=False)

    assert heard(tested, who) == []


def test_the_bell_leads_to_where_one_sees_and_ends_it(tested: HouseUnderTest) -> None:
    visitor = Visitor(tested, "ambtenaar")
    tested.house.gebruikers.reset_factors(SYSTEEM, "burgemeester")
    tested.house.factoren.new_codes(tested.actor("ambtenaar").id)
    with tested.house.database.reading() as connection:
        (line,) = reading.lines(connection, tested.actor("ambtenaar"))

    assert visitor.get("/berichten") == 200
    assert "Er zijn nieuwe herstelcodes gemaakt" in visitor.text
    assert "tweede stap" not in visitor.text
    assert visitor.client.get(f"/berichten/{line.id}").location == "/ik/beveiliging"


def test_every_change_has_words(tested: HouseUnderTest) -> None:
    visitor, who = Visitor(tested, "ambtenaar"), tested.actor("ambtenaar")
    with scope.seeing(["0599"]), tested.house.database.writing() as connection:
        for each in Gewijzigd:
            tested.house.waarschuwer.own(connection, who.id, each)

    visitor.get("/berichten")

    assert visitor.text.count('<li class="new">') == len(Gewijzigd)
    assert "<strong></strong>" not in visitor.text


# -- emergency ---------------------------------------------------------------------------------


def opened(tested: HouseUnderTest) -> str:
    zaak = een_zaak(tested).van_kracht()
    tested.house.noodtoegang.allow(SYSTEEM, "0599", "ambtenaar")
    tested.house.noodtoegang.open(tested.actor("hulpofficier", "0363"), zaak.outcome.nummer, WHY)
    return zaak.outcome.nummer


def lines_of(tested: HouseUnderTest, who: Actor) -> list[Any]:
    with tested.house.database.reading() as connection:
        lines = reading.lines(connection, who)
    return [each for each in lines if each.soort == "noodtoegang"]


def test_official_and_privacy_officer_hear_at_once_that_a_case_was_opened(
    tested: HouseUnderTest,
) -> None:
    told = [tested.actor("ambtenaar"), tested.actor("toezichthouder")]
    told.append(colleague(tested, "T. Tweede", "toezichthouder"))
    for n, each in enumerate(told):
        reached_at(tested, each, f"adres{n}@voorbeeldstad.example", keuzes={"noodtoegang": "niet"})

    with mailing(tested) as box:
        nummer = opened(tested)

    for each in told:
        (line,) = lines_of(tested, each)
        assert (line.nummer, line.door_naam) == (nummer, tested.actor("hulpofficier", "0363").naam)
    mails = [each for each in box.sent if each.subject == "Iemand heeft noodtoegang gebruikt"]
    assert sorted(each.to for each in mails) == [
        f"adres{n}@voorbeeldstad.example" for n in range(3)
    ]
    for mail in mails:
        for secret in (nummer, WHY, "hulpofficier", "Vries"):
            assert secret not in mail.text
    # and nobody else, here or elsewhere
    for rol, gemeente in (("burgemeester", "0599"), ("toezichthouder", "0363")):
        assert lines_of(tested, tested.actor(rol, gemeente)) == []


def test_what_was_refused_is_told_to_nobody(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    visitor = Visitor(tested, "ambtenaar-0363")

    visitor.post("/noodtoegang/nieuw", nummer=zaak.outcome.nummer, reden=WHY)

    assert lines_of(tested, tested.actor("toezichthouder")) == []


def test_the_bell_leads_the_privacy_officer_to_the_report(tested: HouseUnderTest) -> None:
    nummer = opened(tested)
    (line,) = lines_of(tested, tested.actor("toezichthouder"))
    visitor = Visitor(tested, "toezichthouder")

    assert visitor.get("/berichten") == 200
    assert f"Noodtoegang gebruikt: zaak {nummer}" in visitor.text
    assert visitor.client.get(f"/berichten/{line.id}").location == "/noodtoegang"
