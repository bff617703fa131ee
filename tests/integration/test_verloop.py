"""Where a case stands: in its own models, with who did what."""

from __future__ import annotations

import re

import pytest

from engine.service.verloop import Stap
from engine.store.reading import zaak as reading
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor


def steps(zaak: Zaak) -> dict[str, Stap]:
    with zaak.tested.house.database.reading() as connection:
        record = reading.case(connection, zaak.id)
    found = zaak.tested.house.verloop.of(record)
    return {id: stap for proces in found for id, stap in proces.stappen.items()}


def test_a_step_is_passed_present_or_waiting(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd()
    before = steps(zaak)

    assert before["risicotaxatie"].stand == "passed"
    assert [each.door for each in before["risicotaxatie"].gedaan] == ["H. Officier"]
    assert before["besluit"].stand == "present"
    assert before["besluit"].taak is not None
    assert "uitreiking" not in before

    zaak.gehoord().besloten().getekend().op("2026-03-21T02:35").uitgereikt()

    after = steps(zaak)
    (served,) = after["uitreiking"].gedaan
    assert served.op.isoformat() == "2026-03-21T01:35:00+00:00"
    ends = [each.afloop for each in after.values() if each.stand == "waiting" and each.afloop]
    assert zaak.outcome.einde in ends


def test_what_was_done_twice_is_told_twice(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    zaak.doet("burgemeester", "besluit", uitkomst="aanvullen", motivering="Ik mis de bron.")
    zaak.getaxeerd("2.a.2")

    assert len(steps(zaak)["risicotaxatie"].gedaan) == 2


@pytest.mark.parametrize("login", ["burgemeester", "hulpofficier", "jurist"])
def test_the_page_says_as_text_what_the_picture_shows(quick: HouseUnderTest, login: str) -> None:
    zaak = een_zaak(quick).van_kracht()
    visitor = Visitor(quick, login)

    assert visitor.get(f"/zaken/{zaak.id}/proces") == 200

    text, _, drawing = visitor.text.partition('id="tekening"')
    assert "Risico taxeren" in text
    assert "H. Officier" in text
    assert re.search(r"Einde huisverbod.*dinsdag 31 maart 2026, 02\.30 uur", text)
    assert "<svg" in drawing
    assert "style=" not in drawing


def test_help_workers_see_no_process(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()

    assert Visitor(quick, "hulpverlening").get(f"/zaken/{zaak.id}/proces") == 403


def test_only_who_may_do_a_task_is_led_to_it(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()

    def leads(rol: str) -> bool:
        visitor = Visitor(quick, rol)
        visitor.get(f"/zaken/{zaak.id}/proces")
        assert "Besluiten over een huisverbod" in visitor.text
        return re.search(r'href="[^"]+/taken/', visitor.text) is not None

    assert leads("burgemeester")
    assert not leads("jurist")


def test_a_drawing_that_was_drawn_before_is_the_same(quick: HouseUnderTest) -> None:
    early, late = een_zaak(quick), een_zaak(quick).getaxeerd()
    visitor = Visitor(quick, "burgemeester")

    def drawing(zaak: Zaak, language: str) -> str:
        visitor.client.set_cookie("taal", language)
        page = visitor.client.get(f"/zaken/{zaak.id}/proces").text
        return re.sub(r'name="csrf" value="\w+"', "", page.partition('id="tekening"')[2])

    ways = [(zaak, language) for zaak in (early, late) for language in ("nl", "en")]
    anew = []
    for way in ways:
        visitor.app.extensions.pop("tekening", None)
        anew.append(drawing(*way))

    assert len(set(anew)) == len(ways)
    assert [drawing(*way) for way in ways * 2] == anew * 2
