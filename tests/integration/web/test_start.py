"""The start page: what is at stake, which orders are in force, and what changed since the last."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from engine.model.gebruikers import Rol
from engine.store.reading.zaak import case
from engine.tasks.registry import TASKS
from tests.builders import OPLEGGEN, Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor
from web.app import create_app
from web.controlewoorden import check_words
from web.gevolg import GEVOLG
from web.stage import PEOPLE


def news_of(tested: HouseUnderTest, rol: Rol | str) -> str:
    """What the start page of somebody says has changed."""
    visitor = Visitor(tested, PEOPLE[Rol(rol)][0])
    visitor.get("/")
    found = re.search(r'aria-labelledby="nieuw">(.*?)</section>', visitor.text, re.DOTALL)
    return found[1] if found else ""


def test_each_kind_of_task_says_what_is_at_stake(quick: HouseUnderTest) -> None:
    assert set(GEVOLG) == set(TASKS)
    with create_app(quick.house).test_request_context():
        assert all(str(text).endswith(".") for text in GEVOLG.values())


def test_tasks_tell_how_long_is_left_and_when_exactly(quick: HouseUnderTest) -> None:
    een_zaak(quick).getaxeerd().gehoord()
    quick.at("2026-03-21T00:30")
    mayor = Visitor(quick, "burgemeester")

    mayor.get("/")

    assert "Zolang u niet beslist, is er geen huisverbod" in mayor.text
    block = re.search(r'<p class="countdown" data-stand="nu">.*?</p>', mayor.text, re.DOTALL)
    assert block is not None
    assert "Nu doen" in block[0]
    assert "nog 40 minuten" in block[0]
    assert '<time datetime="2026-03-21T01:10:00+01:00">' in block[0]


def test_orders_in_force_stand_apart(quick: HouseUnderTest) -> None:
    in_force, other = een_zaak(quick).van_kracht(), een_zaak(quick)
    civil = Visitor(quick, "ambtenaar")

    civil.get("/")

    forced = civil.text[civil.text.index('id="van-kracht"') : civil.text.index('id="lopend"')]
    rest = civil.text[civil.text.index('id="lopend"') :]
    assert in_force.outcome.nummer in forced
    assert other.outcome.nummer not in forced
    assert other.outcome.nummer in rest


def test_what_others_did_is_new_once_and_own_acts_never(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    assert news_of(tested, "burgemeester") == ""  # the first visit has nothing to compare with
    tested.at("2026-03-21T01:00")
    zaak.getaxeerd().gehoord().besloten()

    first = news_of(tested, "burgemeester")
    assert zaak.outcome.nummer in first
    assert "Risicotaxatie: gedaan" in first
    assert "H. Officier" in first
    assert "Besluit: gedaan" not in first  # she did that herself
    tested.at("2026-03-21T01:10")
    assert "Risicotaxatie" in news_of(tested, "burgemeester")  # within one visit it stays
    tested.at("2026-03-21T02:00")
    assert "Er is niets veranderd" in news_of(tested, "burgemeester")


def test_what_was_seen_can_be_put_away(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    news_of(quick, "burgemeester")
    quick.at("2026-03-21T01:00")
    zaak.getaxeerd()
    mayor = Visitor(quick, "burgemeester")
    mayor.get("/")
    assert "Risicotaxatie: gedaan" in mayor.text

    assert mayor.post("/gezien") == 303
    mayor.get("/")

    assert "Risicotaxatie: gedaan" not in mayor.text


def test_nobody_hears_more_than_his_role_may_see(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    for rol in Rol:
        news_of(quick, rol)
    Visitor(quick, "ambtenaar-0363").get("/")
    quick.at("2026-03-21T01:00")
    zaak.getaxeerd().gehoord().besloten().getekend().op("2026-03-21T02:35")
    zaak.uitgereikt().op("2026-03-22T11:00").hulp_aangeboden()

    heard = {rol: news_of(quick, rol) for rol in Rol}
    heard_elsewhere = Visitor(quick, "ambtenaar-0363")
    heard_elsewhere.get("/")

    # help workers hear that the status changed and nothing of what police or mayor did
    assert "Van kracht" in heard[Rol.HULPVERLENING]
    assert "H. Officier" not in heard[Rol.HULPVERLENING]
    assert "gedaan" not in heard[Rol.HULPVERLENING]
    # police hear nothing of the help
    assert "Uitreiking: gedaan" in heard[Rol.POLITIE]
    assert "Hulpaanbod" not in heard[Rol.POLITIE]
    assert "C. Manager" not in heard[Rol.POLITIE]
    assert "Hulpaanbod" in heard[Rol.AMBTENAAR]
    for rol in (Rol.BEHEERDER, Rol.TOEZICHTHOUDER):
        assert heard[rol] == ""
    assert zaak.outcome.nummer not in heard_elsewhere.text


@pytest.mark.parametrize(
    ("login", "told"),
    [
        ("beheerder", "Alle termijnen zijn op tijd verwerkt"),
        ("toezichthouder", "Logboek openen"),
    ],
)
def test_who_has_no_cases_has_a_start_of_his_own(
    quick: HouseUnderTest, login: str, told: str
) -> None:
    een_zaak(quick).van_kracht()
    visitor = Visitor(quick, login)

    assert visitor.get("/") == 200

    assert told in visitor.text
    assert "HV-2026" not in visitor.text
    assert "voor u open" not in visitor.text


def test_an_administrator_is_told_what_is_late(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    quick.clock.move_to(zaak.state.termijnen["einde_huisverbod"].due.replace(year=2027))
    visitor = Visitor(quick, "beheerder")

    visitor.get("/")

    assert "In 1 zaak is een termijn voorbij die nog niet is verwerkt" in visitor.text


def test_more_cases_ask_no_more_of_the_database(quick: HouseUnderTest) -> None:
    een_zaak(quick).getaxeerd().gehoord()
    mayor = Visitor(quick, "burgemeester")
    mayor.get("/")
    quick.at("2026-03-21T00:15")

    few = queries(quick, mayor)
    for _ in range(4):
        een_zaak(quick).getaxeerd().gehoord()
    quick.at("2026-03-21T00:20")

    assert queries(quick, mayor) == few
    assert mayor.text.count("Besluiten over een huisverbod</strong>") == 5


def queries(tested: HouseUnderTest, visitor: Visitor) -> list[str]:
    """What the start page asks."""
    asked: list[str] = []

    def count(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    engine = tested.house.database.engine
    event.listen(engine, "before_cursor_execute", count)
    visitor.get("/")
    event.remove(engine, "before_cursor_execute", count)
    return [" ".join(each.split()[:4]) for each in asked]


def test_by_telephone_both_read_the_same_three_words(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd().gehoord()
    zaak.doet(
        "hulpofficier",
        "besluit",
        **OPLEGGEN,
        telefonisch={"besloten_op": "2026-03-21T00:10", "burgemeester": "B. Meester"},
    )
    shown = words_on(quick, zaak, "hulpofficier", "ondertekening")
    with quick.house.database.reading() as connection:
        sha256 = case(connection, zaak.id).papers["beschikking_huisverbod"].sha256

    assert shown == " · ".join(check_words(sha256))
    assert words_on(quick, zaak, "burgemeester", "bevestiging") == shown
    zaak.doet("hulpofficier", "ondertekening").op("2026-03-21T00:40")
    zaak.uitgereikt("2026-03-21T00:35")
    # the paper has changed since, by its signature and its moments; the words have not
    assert words_on(quick, zaak, "burgemeester", "bevestiging") == shown


def words_on(tested: HouseUnderTest, zaak: Zaak, login: str, taak: str) -> str:
    """The check words on the page of a task."""
    visitor = Visitor(tested, login)
    with tested.house.database.reading() as connection:
        tasks = case(connection, zaak.id).tasks.values()
    task_id = next(each.id for each in tasks if each.taak == taak)
    assert visitor.get(f"/zaken/{zaak.id}/taken/{task_id}") == 200
    assert "Lees elkaar aan de telefoon" in visitor.text
    found = re.search(r'<strong lang="nl">(.*?)</strong>', visitor.text)
    assert found is not None
    return found[1]
