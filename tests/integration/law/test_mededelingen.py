"""Whoever was told of an order hears that it lasts longer, or ended, without the decision."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from engine.access import policy
from engine.law.moments import read_moment
from engine.store import outbox
from engine.store.reading.zaak import case
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest

INGELICHT = {"veilig_thuis", "hulpinstantie", "politie"}


def sent(zaak: Zaak, document: str) -> Mapping[str, Mapping[str, object]]:
    """What a document says, newest version, by its recipient; each housemate by name."""
    with zaak.tested.house.database.reading() as connection:
        huisgenoten = case(connection, zaak.id).zaak.melding.huisgenoten
        asked = outbox.papers_asked(connection, zaak.id)
    names = {f"huisgenoot:{each.id}": each.persoon.naam for each in huisgenoten}
    return {
        names.get(each.aan, each.aan): each.facts for each in asked if each.document == document
    }


def verlengd(zaak: Zaak) -> Zaak:
    zaak.van_kracht().verlenging_besloten().doet("burgemeester", "ondertekening_verlenging")
    return zaak.doet(
        "ambtenaar", "uitreiking_verlenging", wijze="in_persoon", uitgereikt_op="2026-03-29T10:00"
    )


def moment(value: object) -> object:
    return read_moment(str(value))


def test_wie_het_huisverbod_kende_hoort_van_de_verlenging(tested: HouseUnderTest) -> None:
    zaak = verlengd(een_zaak(tested))

    told = sent(zaak, "mededeling_verlenging")

    assert told.keys() == {"Maria Jansen", *INGELICHT}  # Noor is twelve
    assert sent(zaak, "beschikking_verlenging").keys() == {"uithuisgeplaatste"}
    for facts in told.values():
        assert moment(facts["geldt_van"]) == read_moment("2026-03-21T02:30")
        assert moment(facts["einde_was"]) == read_moment("2026-03-31T02:30")
        assert moment(facts["geldt_tot"]) == read_moment("2026-04-10T02:30")
        said = json.dumps(facts)
        assert "De dreiging duurt voort." not in said
        assert "Hij stond op 25 maart voor de deur." not in said
        assert "bij zijn broer" not in said
        assert "verklaring ter plaatse" not in said


def test_voor_de_uitreiking_hoort_niemand_van_een_verlenging(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().verlenging_besloten()

    zaak.doet("burgemeester", "ondertekening_verlenging")

    assert sent(zaak, "mededeling_verlenging") == {}


def test_een_tweede_verlenging_telt_vanaf_de_eerste(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().verlenging_besloten("2026-04-08T02:30")
    zaak.doet("burgemeester", "ondertekening_verlenging")
    served = {"wijze": "in_persoon", "uitgereikt_op": "2026-03-29T10:00"}
    zaak.doet("ambtenaar", "uitreiking_verlenging", **served).op("2026-04-05T10:00")
    zaak.doet(
        "hulpverlening",
        "verlengingsadvies",
        advies="verlengen",
        dreiging_voortzet=True,
        motivering="Weigert hulp.",
    )
    zaak.doet("ambtenaar", "zienswijze_verlenging", gehoord=False, reden="spoed")
    zaak.doet(
        "burgemeester",
        "besluit_verlenging",
        uitkomst="verlengen",
        tot="2026-04-17T02:30",
        dreiging_voortzet=True,
        feiten_sindsdien="Hij belde haar op 2 april.",
        motivering="De dreiging duurt voort.",
    )
    zaak.doet("burgemeester", "ondertekening_verlenging")
    zaak.doet(
        "ambtenaar", "uitreiking_verlenging", **{**served, "uitgereikt_op": "2026-04-05T10:00"}
    )

    for facts in sent(zaak, "mededeling_verlenging").values():
        assert moment(facts["einde_was"]) == read_moment("2026-04-08T02:30")
        assert moment(facts["geldt_tot"]) == read_moment("2026-04-17T02:30")


def test_een_gecorrigeerd_begin_verandert_wat_is_meegedeeld(quick: HouseUnderTest) -> None:
    zaak = verlengd(een_zaak(quick))

    zaak.meldt(
        "ambtenaar",
        "correctie",
        veld="uitgereikt_op",
        waarde="2026-03-21T02:20",
        reden="De akte zegt 2.20 uur.",
    )

    for facts in sent(zaak, "mededeling_verlenging").values():
        assert moment(facts["geldt_van"]) == read_moment("2026-03-21T02:20")
        assert moment(facts["einde_was"]) == read_moment("2026-03-31T02:20")


def test_een_verlenging_die_te_laat_blijkt_wordt_niet_opnieuw_meegedeeld(
    quick: HouseUnderTest,
) -> None:
    zaak = een_zaak(quick).van_kracht().verlenging_besloten()
    zaak.doet("burgemeester", "ondertekening_verlenging").op("2026-03-31T02:10")
    served = {"wijze": "in_persoon", "uitgereikt_op": "2026-03-31T02:10"}
    zaak.doet("ambtenaar", "uitreiking_verlenging", **served)
    before = sent(zaak, "mededeling_verlenging")

    zaak.meldt(
        "ambtenaar",
        "correctie",
        veld="uitreiking.uitgereikt_op",
        waarde="2026-03-21T02:00",
        reden="De akte zegt 2.00 uur.",
    )

    assert zaak.state.status == "geeindigd"
    assert sent(zaak, "mededeling_verlenging") == before
    assert sent(zaak, "kennisgeving_beeindiging").keys() == {"Maria Jansen", *INGELICHT}


def test_wie_het_huisverbod_kende_hoort_dat_het_is_ingetrokken(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-24T10:00")
    zaak.meldt("ambtenaar", "intrekking", aanleiding="veiligheidsafspraken")
    zaak.doet(
        "burgemeester",
        "besluit_intrekking",
        uitkomst="intrekken",
        grond="dreiging_weg",
        motivering="Er zijn afspraken.",
    )

    zaak.doet("burgemeester", "ondertekening_intrekking")

    told = sent(zaak, "kennisgeving_beeindiging")
    assert told.keys() == {"Maria Jansen", *INGELICHT}
    assert {facts["reden"] for facts in told.values()} == {"ingetrokken"}
    assert sent(zaak, "beschikking_intrekking").keys() == {"uithuisgeplaatste"}


def test_wie_het_huisverbod_kende_hoort_dat_het_is_geeindigd(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-31T02:30")

    assert sent(zaak, "kennisgeving_beeindiging").keys() == {"Maria Jansen", *INGELICHT}


@pytest.mark.parametrize(
    ("aan", "mag"), [("hulpinstantie", True), ("veilig_thuis", False), ("huisgenoot:1", False)]
)
def test_de_hulpverlening_leest_haar_eigen_mededeling_van_de_verlenging(
    quick: HouseUnderTest, aan: str, mag: bool
) -> None:
    actor = quick.actor("hulpverlening")

    assert policy.may_read_paper(actor, "0599", "mededeling_verlenging", aan) is mag
