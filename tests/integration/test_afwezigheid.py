"""Being away: who stands in, for how long, and as what he signs."""

from __future__ import annotations

import pytest

from engine.errors import InvalidForm, NotAllowed, NotFound, Stale
from engine.law.moments import read_moment
from engine.model.attendering import Afwezigheid
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.service.acts import Complete
from engine.service.afwezigheid import Rolhouder
from engine.store import outbox
from tests.builders import OPLEGGEN, een_zaak
from tests.colleagues import LOCO, colleague, now_is, open_task, told, with_loco
from tests.conftest import HouseUnderTest

VAN, TOT = "2026-03-21T00:00", "2026-03-24T08:00"


def away(
    tested: HouseUnderTest,
    who: Actor,
    vervanger: Actor,
    rol: str = "burgemeester",
    van: str = VAN,
    tot: str = TOT,
    door: Actor | None = None,
) -> Afwezigheid:
    holder = Rolhouder(who.id, who.naam, Rol(rol), "0599")
    return tested.house.afwezigheden.add(
        door or who, holder, vervanger.id, read_moment(van), read_moment(tot)
    )


def test_a_loco_holds_the_office_as_long_as_the_mayor_is_away(tested: HouseUnderTest) -> None:
    loco, mayor = with_loco(tested), tested.actor("burgemeester")
    away(tested, mayor, loco, van="2026-03-21T01:00")
    assert now_is(tested, loco).rollen == frozenset()

    tested.at("2026-03-21T01:00")
    assert now_is(tested, loco).holds(Rol.BURGEMEESTER, "0599")
    assert not now_is(tested, loco).holds(Rol.BURGEMEESTER, "0363")
    tested.at(TOT)

    assert now_is(tested, loco).rollen == frozenset()
    assert tested.house.toegang.known("burgemeester") == mayor


def test_the_loco_decides_and_the_decision_names_him_locoburgemeester(
    quick: HouseUnderTest,
) -> None:
    loco = with_loco(quick)
    away(quick, quick.actor("burgemeester"), loco)
    zaak = een_zaak(quick).getaxeerd().gehoord()

    standing_in = now_is(quick, loco)
    quick.house.road.complete(standing_in, zaak.id, Complete("besluit", OPLEGGEN))
    quick.house.worker.run()
    quick.house.road.complete(standing_in, zaak.id, Complete("ondertekening", {}))

    with quick.house.database.reading() as connection:
        asked = outbox.papers_asked(connection, zaak.id)
        signatures = outbox.pending(connection, zaak.id)
    order = next(each for each in asked if each.document == "beschikking_huisverbod")
    gemeente = order.facts["gemeente"]
    assert isinstance(gemeente, dict)
    assert gemeente["locoburgemeesters"] == [LOCO]
    assert LOCO in str(order.facts)
    assert {each.kind for each in signatures} == {outbox.SIGN}


def test_who_is_not_designated_does_not_replace_the_mayor(quick: HouseUnderTest) -> None:
    with_loco(quick)
    wethouder = colleague(quick, "W. Ethouder")

    with pytest.raises(InvalidForm):
        away(quick, quick.actor("burgemeester"), wethouder)
    with pytest.raises(InvalidForm):
        away(quick, quick.actor("burgemeester"), quick.actor("ambtenaar"))


def test_the_office_ends_with_the_designation_or_with_the_mayors_own(
    quick: HouseUnderTest,
) -> None:
    loco = with_loco(quick)
    away(quick, quick.actor("burgemeester"), loco)
    assert now_is(quick, loco).holds(Rol.BURGEMEESTER, "0599")

    quick.house.beheer.set_style(SYSTEEM, "0599", {"locoburgemeesters": ()})

    assert now_is(quick, loco).rollen == frozenset()


def test_a_hulpofficier_is_replaced_by_a_hulpofficier_alone(quick: HouseUnderTest) -> None:
    officer, agent = quick.actor("hulpofficier"), quick.actor("politie")
    second = colleague(quick, "T. Weede", "hulpofficier")

    with pytest.raises(InvalidForm):
        away(quick, officer, agent, rol="hulpofficier")

    assert away(quick, officer, second, rol="hulpofficier").vervanger_naam == "T. Weede"


def test_only_oneself_and_the_administrator_put_it_on_record(quick: HouseUnderTest) -> None:
    loco, mayor = with_loco(quick), quick.actor("burgemeester")

    for other in (loco, quick.actor("ambtenaar"), quick.actor("beheerder", "0363")):
        with pytest.raises(NotAllowed):
            away(quick, mayor, loco, door=other)
    made = away(quick, mayor, loco, door=quick.actor("beheerder"))

    with pytest.raises(NotFound):
        quick.house.afwezigheden.take_back(loco, made.id)
    quick.house.afwezigheden.take_back(mayor, made.id)
    with pytest.raises(Stale):
        quick.house.afwezigheden.take_back(mayor, made.id)
    assert now_is(quick, loco).rollen == frozenset()


@pytest.mark.parametrize(
    ("van", "tot"),
    [
        ("2026-03-22T08:00", "2026-03-22T08:00"),
        ("2026-03-20T08:00", "2026-03-21T00:00"),
        ("2026-03-22T08:00", "2028-03-22T08:00"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(quick: HouseUnderTest, van: str, tot: str) -> None:
    with pytest.raises(InvalidForm):
        away(quick, quick.actor("burgemeester"), with_loco(quick), van=van, tot=tot)


def test_nobody_is_away_twice_at_the_same_time(quick: HouseUnderTest) -> None:
    loco, mayor = with_loco(quick), quick.actor("burgemeester")
    made = away(quick, mayor, loco)

    with pytest.raises(InvalidForm):
        away(quick, mayor, loco, van="2026-03-23T00:00", tot="2026-03-25T00:00")
    quick.house.afwezigheden.take_back(mayor, made.id)

    away(quick, mayor, loco, van="2026-03-23T00:00", tot="2026-03-25T00:00")


def test_what_is_in_hand_goes_over_when_it_begins_and_comes_back_when_it_ends(
    tested: HouseUnderTest,
) -> None:
    loco, mayor = with_loco(tested), tested.actor("burgemeester")
    zaak = een_zaak(tested).getaxeerd().gehoord()
    task = open_task(zaak, "besluit")
    tested.house.taken.claim(mayor, zaak.id, task.id)
    away(tested, mayor, loco, van="2026-03-21T00:30", tot="2026-03-21T00:50")

    tested.house.bode.run()
    assert open_task(zaak, "besluit").behandelaar == mayor.id
    tested.at("2026-03-21T00:30")
    tested.house.bode.run()
    assert open_task(zaak, "besluit").behandelaar == loco.id
    assert [each.soort.value for each in told(tested, now_is(tested, loco))] == [
        "vervanging",
        "overgedragen",
    ]
    tested.at("2026-03-21T00:50")
    tested.house.bode.run()

    assert open_task(zaak, "besluit").behandelaar == mayor.id
    assert tested.house.bode.run() == 0


def test_a_task_cannot_be_given_to_who_is_away(quick: HouseUnderTest) -> None:
    officer, second = quick.actor("hulpofficier"), colleague(quick, "T. Weede", "hulpofficier")
    away(quick, second, officer, rol="hulpofficier")
    zaak = een_zaak(quick)
    task = open_task(zaak, "zienswijze")

    with pytest.raises(InvalidForm):
        quick.house.taken.assign(officer, zaak.id, task.id, second.id, "Doe jij dit", None)

    found = {
        each.naam: each.weg_tot for each in quick.house.taken.candidates(officer, zaak.id, task.id)
    }
    assert found == {"H. Officier": None, "T. Weede": read_moment(TOT)}


def test_while_somebody_is_away_another_is_told(quick: HouseUnderTest) -> None:
    loco, mayor = with_loco(quick), quick.actor("burgemeester")
    away(quick, mayor, loco)

    een_zaak(quick).getaxeerd()

    assert [each.soort.value for each in told(quick, now_is(quick, loco))] == [
        "vervanging",
        "taak_geopend",
    ]
    assert told(quick, mayor) == []
