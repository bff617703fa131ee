"""Signing with something that was meant for another document, case, person or moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.model.aanmelden import Doel, Gebonden
from engine.service.passkeys import challenge
from engine.store.kluis import opened
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.zaken import HandtekeningRow
from tests.authenticator import raw
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from tests.doors import Person, strict

Make = Callable[..., HouseUnderTest]
OTHER = "0" * 64


class Signer(Person):
    """The mayor on the page where she signs."""

    def opens(self, zaak: Zaak) -> Signer:
        self.zaak = zaak
        assert self.get("/") == 200
        found = re.search(rf'href="(/zaken/{zaak.id}/taken/[\w-]+)"', self.text)
        assert found is not None
        self.path = found[1]
        assert self.get(self.path) == 200
        shown = re.search(r'name="sha256" value="(\w+)"', self.text)
        assert shown is not None
        self.shown = shown[1]
        return self

    def asked(self, **form: str) -> dict[str, str]:
        """The answer of her passkey to what the page asks, or to something else."""
        form = {"doel": "tekenen", "zaak_id": self.zaak.id, "sha256": self.shown, **form}
        asked = self.asks("/ik/bevestigen/uitdaging", **form)
        return {"uitdaging": asked["handvat"], "passkey": self.key.get(asked["opties"])}

    def signs(self, **form: str) -> int:
        return self.post(self.path, taak="ondertekening", **{"sha256": self.shown, **form})


@pytest.fixture
def house(make_house: Make) -> HouseUnderTest:
    return strict(make_house, "sqlite://")


@pytest.fixture
def zaak(house: HouseUnderTest) -> Zaak:
    return een_zaak(house).getaxeerd().gehoord().besloten()


def test_passkey_signs_exactly_this_document_and_the_record_proves_it(
    house: HouseUnderTest, zaak: Zaak
) -> None:
    mayor = Signer(house)
    mayor.with_passkey()
    mayor.opens(zaak)

    assert mayor.signs(**mayor.asked()) == 303

    assert zaak.state.status == "ter_uitreiking"
    house.house.worker.run()
    with house.house.database.reading() as connection:
        (means,) = connection.execute(select(HandtekeningRow.bevestigd_met)).scalars()
        query = (
            select(AuditEventRow.details, AuditPayloadRow.payload)
            .join(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
            .where(AuditEventRow.kind == "zaak:taak:voltooid")
            .order_by(AuditEventRow.seq.desc())
        )
        event = connection.execute(query).mappings().first()
        assert event is not None
        own = opened(connection, zaak.id, "audit_payloads", event)
    assert means == "passkey"
    assert own["details"]["bevestigd_met"] == "passkey"
    proof = own["payload"]["bevestiging"]
    what = Gebonden(doel=Doel.TEKENEN, zaak_id=zaak.id, sha256=mayor.shown)
    said = re.search(rb'"challenge": ?"([\w-]+)"', raw(proof["clientDataJSON"]))
    assert said is not None
    assert raw(said[1].decode()) == challenge(raw(proof["toeval"]), what)


@pytest.mark.parametrize(
    "other",
    [
        {"sha256": OTHER},
        {"zaak_id": "0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a"},
        {"doel": "bevestigen"},
    ],
)
def test_answer_for_something_else_signs_nothing(
    house: HouseUnderTest, zaak: Zaak, other: dict[str, str]
) -> None:
    mayor = Signer(house)
    mayor.with_passkey()
    mayor.opens(zaak)

    assert mayor.signs(**mayor.asked(**other)) == 422

    assert "niet herkend" in mayor.text
    assert zaak.state.status == "ter_ondertekening"


def test_answer_is_used_once_and_in_time(house: HouseUnderTest, zaak: Zaak) -> None:
    mayor = Signer(house)
    mayor.with_passkey()
    mayor.opens(zaak)
    late, once = mayor.asked(), mayor.asked()

    assert mayor.signs(**once, sha256=OTHER) == 422
    assert mayor.signs(**once) == 422
    house.clock.move_by(timedelta(minutes=6))
    assert mayor.signs(**late) == 422
    assert zaak.state.status == "ter_ondertekening"


def test_answer_to_signing_in_signs_nothing(house: HouseUnderTest, zaak: Zaak) -> None:
    mayor = Signer(house)
    mayor.with_passkey()
    mayor.opens(zaak)
    asked = mayor.asks("/aanmelden/passkey/uitdaging")

    status = mayor.signs(uitdaging=asked["handvat"], passkey=mayor.key.get(asked["opties"]))

    assert status == 422
    assert zaak.state.status == "ter_ondertekening"


def test_passkey_of_another_signs_nothing(house: HouseUnderTest, zaak: Zaak) -> None:
    clerk = Person(house, "ambtenaar").with_passkey()
    mayor = Signer(house)
    mayor.with_passkey()
    mayor.opens(zaak)
    mayor.key = clerk.key

    assert mayor.signs(**mayor.asked()) == 422
    assert zaak.state.status == "ter_ondertekening"


def test_password_alone_signs_nothing_and_with_a_code_it_does(
    house: HouseUnderTest, zaak: Zaak
) -> None:
    mayor = Signer(house)
    mayor.with_app()
    mayor.opens(zaak)
    used = mayor.code()

    for form in ({}, {"wachtwoord": PASSWORD}, {"wachtwoord": PASSWORD, "code": used}):
        assert mayor.signs(**form) == 422
    house.clock.move_by(timedelta(seconds=30))
    assert mayor.signs(wachtwoord=PASSWORD, code=mayor.code()) == 303

    assert zaak.state.status == "ter_uitreiking"


def test_who_has_only_a_passkey_does_not_sign_with_a_password(
    house: HouseUnderTest, zaak: Zaak
) -> None:
    mayor = Signer(house)
    mayor.with_passkey()
    mayor.opens(zaak)

    assert mayor.signs(wachtwoord=PASSWORD) == 422
    assert zaak.state.status == "ter_ondertekening"
