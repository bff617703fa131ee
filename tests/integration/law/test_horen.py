"""Not heard: why that reason applies is kept and reaches the decision (Awb 3:46, 4:11)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from engine.model.beoordeling import Zienswijze
from engine.store import outbox
from engine.store.reading.zaak import case
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor


def kept(zaak: Zaak) -> Zienswijze:
    with zaak.tested.house.database.reading() as connection:
        found = case(connection, zaak.id).zaak.last(Zienswijze)
    assert found is not None
    return found


def decision(zaak: Zaak, document: str) -> Any:
    """What a decision is told about the hearing."""
    with zaak.tested.house.database.reading() as connection:
        asked = outbox.papers_asked(connection, zaak.id)
    return next(each.facts["zienswijze"] for each in asked if each.document == document)


def task_page(zaak: Zaak, rol: str, taak: str) -> str:
    with zaak.tested.house.database.reading() as connection:
        tasks = case(connection, zaak.id).tasks.values()
        task_id = next(each.id for each in tasks if each.taak == taak)
    visitor = Visitor(zaak.tested, rol)
    visitor.get(f"/zaken/{zaak.id}/taken/{task_id}")
    return visitor.text


@pytest.mark.parametrize("toelichting", ["Hij dreigde de woning in brand te steken.", None])
def test_waarom_hij_niet_is_gehoord_komt_in_het_besluit(
    tested: HouseUnderTest, toelichting: str | None
) -> None:
    why = {"toelichting": toelichting} if toelichting else {}
    zaak = een_zaak(tested).getaxeerd()

    zaak.doet("hulpofficier", "zienswijze", gehoord=False, reden="spoed", **why).besloten()

    assert kept(zaak).toelichting == toelichting
    assert decision(zaak, "beschikking_huisverbod")["reden"] == "spoed"
    assert decision(zaak, "beschikking_huisverbod")["toelichting"] == toelichting


def test_de_pagina_vraagt_waarom_hij_niet_is_gehoord(quick: HouseUnderTest) -> None:
    page = task_page(een_zaak(quick), "hulpofficier", "zienswijze")

    assert "Licht de reden toe" in page
    assert "Een verlenging rust juist op" not in page


def test_eerder_gehoord_wordt_bij_verlengen_ontraden_en_niet_geweigerd(
    quick: HouseUnderTest,
) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-29T10:00")

    page = task_page(zaak, "ambtenaar", "zienswijze_verlenging")
    zaak.doet("ambtenaar", "zienswijze_verlenging", gehoord=False, reden="eerder_gehoord")

    assert "Een verlenging rust juist op wat er na de oplegging is gebeurd" in page
    assert "zienswijze_verlenging" not in zaak.state.taken


def test_bij_een_bron_staat_wie_haar_leest(quick: HouseUnderTest) -> None:
    page = task_page(een_zaak(quick), "hulpofficier", "risicotaxatie")

    assert page.count("Noem zo mogelijk geen kind als bron.") == 1
    assert (
        len(re.findall(r'<input [^>]*name="signalen\.[^>]*describedby="signalen-uitleg"', page))
        == 79
    )
