"""Access in an emergency: who gets it, to what, for how long, and who sees it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from engine.errors import InvalidForm, NotAllowed, NotFound, Stale
from engine.model.gebruikers import SYSTEEM
from engine.store.reading.logboek import Filter, every
from engine.store.reading.zaak import papers
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor

WHY = "Mevrouw staat hier aan de balie en wordt bedreigd."
ELSEWHERE = "ambtenaar-0363"


@pytest.fixture
def zaak(tested: HouseUnderTest) -> Zaak:
    return een_zaak(tested).van_kracht()


def allow(tested: HouseUnderTest) -> None:
    tested.house.noodtoegang.allow(SYSTEEM, "0599", "ambtenaar")


def opens(tested: HouseUnderTest, zaak: Zaak, rol: str = "ambtenaar") -> str:
    who = tested.actor(rol, "0363")
    return tested.house.noodtoegang.open(who, zaak.outcome.nummer, WHY)


def test_whoever_gives_a_reason_reads_one_case_for_an_hour_and_changes_nothing(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    allow(tested)
    other = een_zaak(tested).getaxeerd()
    visitor = Visitor(tested, ELSEWHERE)
    assert visitor.get(f"/zaken/{zaak.id}") == 404
    assert visitor.get("/noodtoegang/nieuw") == 200

    assert visitor.post("/noodtoegang/nieuw", nummer=zaak.outcome.nummer.lower(), reden=WHY) == 303

    assert visitor.get(f"/zaken/{zaak.id}") == 200
    assert "Noodtoegang tot" in visitor.text
    assert "Jansen" in visitor.text
    assert visitor.get(f"/zaken/{other.id}") == 404
    assert visitor.get("/") == 200
    assert zaak.outcome.nummer not in visitor.text
    with tested.house.database.reading() as connection:
        paper = papers(connection, zaak.id)[0].id
    assert visitor.get(f"/zaken/{zaak.id}/papieren/{paper}") == 200
    # to read and nothing else
    for path in ("geheime-adressen", "berichten/feit"):
        assert visitor.post(f"/zaken/{zaak.id}/{path}", reden=WHY) == 404
    assert visitor.get(f"/zaken/{zaak.id}/geheime-adressen") in (403, 404)
    with tested.house.database.reading() as connection:
        lines = list(every(connection, Filter(gemeenten=["0599"], nummer=zaak.outcome.nummer)))
    assert {each.doel for each in lines if each.soort != "geweigerd"} >= {"noodtoegang"}
    tested.clock.move_by(timedelta(minutes=61))
    again = Visitor(tested, ELSEWHERE)
    assert again.get(f"/zaken/{zaak.id}") == 404


def test_nobody_has_it_unless_the_municipality_allows_it(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    with pytest.raises(InvalidForm) as unknown:
        tested.house.noodtoegang.open(tested.actor("ambtenaar", "0363"), "HV-2026-9999", WHY)
    with pytest.raises(InvalidForm) as not_allowed:
        opens(tested, zaak)
    # there is a case, or there is none: it is said alike
    assert str(not_allowed.value) == str(unknown.value)

    allow(tested)
    opens(tested, zaak)
    tested.house.noodtoegang.allow(SYSTEEM, "0599", None)
    with pytest.raises(InvalidForm):
        opens(tested, zaak, "hulpofficier")


@pytest.mark.parametrize(
    "rol", ["politie", "hulpverlening", "jurist", "beheerder", "toezichthouder"]
)
def test_other_roles_do_not_ask_for_it(tested: HouseUnderTest, zaak: Zaak, rol: str) -> None:
    allow(tested)

    with pytest.raises(NotAllowed):
        opens(tested, zaak, rol)


def test_it_is_used_three_times_a_day_at_most_and_with_a_reason(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    allow(tested)
    with pytest.raises(InvalidForm):
        tested.house.noodtoegang.open(
            tested.actor("ambtenaar", "0363"), zaak.outcome.nummer, "nodig"
        )

    for _ in range(3):
        opens(tested, zaak)
    with pytest.raises(NotAllowed):
        opens(tested, zaak)


def test_official_and_privacy_officer_see_it_at_once_and_it_is_judged_once(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    allow(tested)
    opens(tested, zaak)
    rooms = tested.house.noodtoegang

    for login in ("ambtenaar", "toezichthouder"):
        visitor = Visitor(tested, login)
        assert visitor.get("/noodtoegang") == 200
        assert WHY in visitor.text
    stranger = Visitor(tested, "toezichthouder-0363")
    stranger.get("/noodtoegang")
    assert WHY not in stranger.text

    officer = Visitor(tested, "toezichthouder")
    officer.get("/noodtoegang")
    found = re.search(r'action="(/noodtoegang/([\w-]+)/oordeel)"', officer.text)
    assert found is not None
    with pytest.raises(NotFound):
        rooms.judge(tested.actor("toezichthouder", "0363"), found[2], WHY, terecht=True)
    assert officer.post(found[1], terecht="ja", toelichting="kort") == 422
    assert officer.post(found[1], toelichting=WHY) == 422
    assert officer.post(found[1], terecht="ja", toelichting=WHY) == 303
    with pytest.raises(Stale):
        rooms.judge(tested.actor("toezichthouder"), found[2], WHY, terecht=False)
    officer.get("/noodtoegang")
    assert "Beoordeeld" in officer.text
