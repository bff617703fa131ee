"""Everybody gets the leaflet in his own language, and the file says which."""

from __future__ import annotations

import json
from typing import Any

from engine.store.reading.zaak import contents_of
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import HouseUnderTest


def papers(zaak: Zaak, document: str) -> list[dict[str, Any]]:
    """The facts of every paper of one kind."""
    with zaak.tested.house.database.reading() as connection:
        return [json.loads(each)[1] for each in contents_of(connection, zaak.id, document)]


def van_kracht(tested: HouseUnderTest, eigen: str, partner: str, **uitreiking: Any) -> Zaak:
    maria, noor = MELDING["huisgenoten"]
    zaak = een_zaak(
        tested,
        betrokkene={**MELDING["betrokkene"], "taal": eigen},
        huisgenoten=[{**maria, "taal": partner}, noor],
    )
    zaak.getaxeerd().gehoord().besloten().getekend().op("2026-03-21T02:35")
    return zaak.uitgereikt(**uitreiking)


def test_ieder_krijgt_het_blad_in_zijn_eigen_taal(tested: HouseUnderTest) -> None:
    zaak = van_kracht(tested, eigen="pap", partner="ar")

    assert [each["taal"] for each in papers(zaak, "informatieblad_uithuisgeplaatste")] == ["pap"]
    assert {
        each["huisgenoot"]["naam"]: each["taal"]
        for each in papers(zaak, "informatieblad_achterblijver")
    }["Maria Jansen"] == "ar"
    assert papers(zaak, "akte_van_uitreiking")[0]["informatieblad_taal"] is None


def test_de_taal_die_bij_de_uitreiking_is_gekozen_gaat_voor(tested: HouseUnderTest) -> None:
    zaak = van_kracht(tested, eigen="ar", partner="nl", informatieblad_taal="ti")

    assert papers(zaak, "informatieblad_uithuisgeplaatste")[0]["taal"] == "ti"
    assert papers(zaak, "akte_van_uitreiking")[0]["informatieblad_taal"] == "Tigrinya"


def test_een_taal_zonder_blad_wordt_engels_en_dat_staat_in_de_akte(tested: HouseUnderTest) -> None:
    zaak = van_kracht(tested, eigen="so", partner="fa", informatieblad_taal="so")

    assert papers(zaak, "informatieblad_uithuisgeplaatste")[0]["taal"] == "en"
    assert papers(zaak, "informatieblad_achterblijver")[0]["taal"] == "en"
    assert papers(zaak, "akte_van_uitreiking")[0]["informatieblad_taal"] == (
        "Engels; gevraagd was taal so"
    )
