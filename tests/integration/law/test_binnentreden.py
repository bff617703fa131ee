"""Entering the home without consent (Wth 4.1): recorded when it was done, never in the future."""

from __future__ import annotations

from engine.errors import InvalidForm
from engine.law.moments import read_moment
from engine.store.reading.zaak import case
from tests.builders import een_zaak, refused
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor


def test_binnentreden_wordt_met_zijn_tijdstip_vastgelegd(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested, binnengetreden_op="2026-03-20T23:20")

    with tested.house.database.reading() as connection:
        melding = case(connection, zaak.id).zaak.melding
    assert melding.binnengetreden_op == read_moment("2026-03-20T23:20")
    visitor = Visitor(tested, "burgemeester")
    visitor.get(f"/zaken/{zaak.id}")
    assert "binnengetreden op vrijdag 20 maart 2026, 23.20 uur" in visitor.text


def test_zonder_binnentreden_staat_het_nergens(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)

    with quick.house.database.reading() as connection:
        assert case(connection, zaak.id).zaak.melding.binnengetreden_op is None
    visitor = Visitor(quick, "burgemeester")
    visitor.get(f"/zaken/{zaak.id}")
    assert "innengetreden" not in visitor.text


def test_binnentreden_ligt_niet_in_de_toekomst(quick: HouseUnderTest) -> None:
    with refused("formulier") as refusal:
        een_zaak(quick, binnengetreden_op="2026-03-21T00:11")

    assert isinstance(refusal.value, InvalidForm)
    assert set(refusal.value.fields) == {"binnengetreden_op"}
