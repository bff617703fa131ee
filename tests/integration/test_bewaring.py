"""Destruction: nothing of a case is left anywhere, and the record still holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, inspect, select, update

from engine.errors import BrokenModel, NotFound
from engine.law.moments import read_moment
from engine.service.acts import Complete
from engine.service.modellen import Models
from engine.store import audit
from engine.store.reading.zaak import contents_of, timeline
from engine.store.schema.mechanics import CijfersRow, ModelRow, ProcessStateRow
from tests import leesbaar
from tests.builders import MELDING, Zaak, een_zaak, refused
from tests.conftest import HouseUnderTest

#: Everything in a case that must be gone: names, addresses, numbers, and what people wrote.
SECRETS = (
    "Pieter",
    "Jansen",
    "Janssen",
    "Noor",
    "Schuilstraat",
    "Voorbeeldstraat",
    "glasgerinkel-in-de-aanleiding",
    "hij-zegt-dat-het-niet-waar-is",
    "motivering-van-de-burgemeester",
    "bij-zijn-broer-in-Anderdam",
    "stond-weer-voor-de-deur",
    "schrijffout-in-de-naam",
    "PL1700-2026-999999",
    "123456782",
    "geheim@example.org",
)


def lived(tested: HouseUnderTest) -> Zaak:
    """A case with everything in it, up to its closing."""
    first, child = MELDING["huisgenoten"]
    elsewhere = {**MELDING["locatie"], "straat": "Schuilstraat"}
    zaak = een_zaak(
        tested,
        registratienummer="PL1700-2026-999999",
        aanleiding="glasgerinkel-in-de-aanleiding",
        betrokkene={**MELDING["betrokkene"], "bsn": "123456782", "email": "geheim@example.org"},
        huisgenoten=[{**first, "verblijft_elders": elsewhere}, child],
    )
    zaak.getaxeerd()
    zaak.doet(
        "hulpofficier",
        "zienswijze",
        gehoord=True,
        gehoord_op="2026-03-21T00:05",
        verklaring="hij-zegt-dat-het-niet-waar-is",
    )
    zaak.besloten(motivering="motivering-van-de-burgemeester").getekend().op("2026-03-21T02:35")
    zaak.uitgereikt(bereikbaar="bij-zijn-broer-in-Anderdam", raadsman="gewenst")
    zaak.op("2026-03-22T11:00").hulp_aangeboden()
    zaak.meldt(
        "politie",
        "overtreding",
        gepleegd_op="2026-03-22T10:00",
        omschrijving="stond-weer-voor-de-deur",
        aangehouden=True,
    )
    corrected = {"voornamen": "Maria", "achternaam": "Janssen", "geboortedatum": "1989-09-12"}
    zaak.meldt(
        "ambtenaar",
        "aanvulling",
        wijzigingen=[{"soort": "naam_verbeterd", "wie": "Maria Jansen", "persoon": corrected}],
        motivering="schrijffout-in-de-naam",
    )
    zaak.doet("burgemeester", "ondertekening_aanvulling")
    zaak.doet(
        "ambtenaar", "uitreiking_aanvulling", wijze="in_persoon", uitgereikt_op="2026-03-22T11:00"
    )
    zaak.meldt("jurist", "beroep", ontvangen_op="2026-03-22T10:30")
    zaak.meldt("jurist", "verzoek_voorlopige_voorziening", ontvangen_op="2026-03-22T10:30")
    with refused("formulier"):
        zaak.meldt("politie", "feit", omschrijving="stond-weer-voor-de-deur")
    zaak.op("2026-04-01T12:00").doet("hulpverlening", "afsluiting", overdracht="Pieter")
    return zaak


def everything(tested: HouseUnderTest) -> str:
    """Every value of every row of every table, as one text."""
    found: list[str] = []
    engine = tested.house.database.engine
    for table in inspect(engine).get_table_names():
        for row in leesbaar.rows(tested.house.database, table):
            found += [_readable(value) for value in row.values()]
    return "\n".join(found)


def _readable(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("latin-1")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def left(tested: HouseUnderTest) -> set[str]:
    haystack = everything(tested)
    return {secret for secret in SECRETS if secret in haystack}


def test_nothing_of_a_case_is_left_in_any_table(tested: HouseUnderTest) -> None:
    zaak = lived(tested)
    assert left(tested) == set(SECRETS)

    zaak.op("2031-03-22T00:00")
    assert zaak.state.taken.count("wissen") == 1
    assert zaak.doet("ambtenaar", "wissen").outcome.status == "gewist"

    assert left(tested) == set()
    state = zaak.state
    assert (state.status, state.taken, dict(state.termijnen)) == ("gewist", (), {})
    assert state.documenten == {"verklaring_van_vernietiging"}
    assert tested.house.deadlines.next_wake() is None


def test_nothing_is_left_in_the_file_of_the_database(
    make_house: Callable[..., HouseUnderTest], tmp_path: Path
) -> None:
    tested = make_house(f"sqlite:///{tmp_path / 'zaken.db'}")
    zaak = lived(tested)

    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    for path in tmp_path.iterdir():
        content = path.read_bytes().decode("latin-1")
        assert {secret for secret in SECRETS if secret in content} == set(), path.name


def test_not_a_day_too_early_and_by_nobody_else(quick: HouseUnderTest) -> None:
    zaak = lived(quick).op("2031-03-21T23:59:59")

    with refused("status"):
        zaak.doet("ambtenaar", "wissen")
    zaak.op("2031-03-22T00:00")
    with refused("rol"):
        zaak.doet("jurist", "wissen")
    zaak.doet("ambtenaar", "wissen")


def test_an_extension_keeps_the_file_longer(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().verlenging_besloten()

    due = zaak.state.termijnen["bewaartermijn"].due

    assert due.isoformat() == "2031-03-29T23:00:00+00:00"


def test_the_record_still_holds_and_figures_stay(tested: HouseUnderTest) -> None:
    zaak = lived(tested).op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    with tested.house.database.reading() as connection:
        assert audit.verify(connection, zaak.id) == []
        last = timeline(connection, zaak.id)[-2]
        (figures,) = connection.execute(select(CijfersRow.__table__)).mappings()
    assert (last.soort, last.naam, last.status_na) == ("zaak:taak:voltooid", "wissen", "gewist")
    assert (figures["gemeente"], figures["jaar"], figures["dagen"]) == ("0599", 2026, 10)
    assert (figures["overtredingen"], figures["kinderen"], figures["verlengd"]) == (1, True, False)
    assert figures["verstreken"] in (["zitting"], '["zitting"]')


def test_the_certificate_names_nobody_of_the_case(quick: HouseUnderTest) -> None:
    zaak = lived(quick).op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    with quick.house.database.reading() as connection:
        (paper,) = contents_of(connection, zaak.id, "verklaring_van_vernietiging")

    assert re.search("HV-2026-[0-9]{4}", paper.decode())
    assert {secret for secret in SECRETS if secret in paper.decode()} == set()


def test_another_case_is_left_alone(quick: HouseUnderTest) -> None:
    other = een_zaak(quick).getaxeerd().gehoord().besloten()
    zaak = lived(quick)
    papers = other.state.documenten

    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    assert other.state.documenten == papers
    assert "wissen" in other.state.taken


def test_a_file_whose_models_are_long_gone_is_destroyed_too(tested: HouseUnderTest) -> None:
    zaak = lived(tested)
    _lose_the_models(tested)

    tested.clock.move_to(read_moment("2031-03-22T00:00"))
    tested.house.deadlines.fire_due()
    with refused("rol"):
        zaak.doet("jurist", "wissen")
    zaak.doet("ambtenaar", "wissen")

    assert left(tested) == set()
    assert zaak.state.status == "gewist"
    with tested.house.database.reading() as connection:
        assert audit.verify(connection, zaak.id) == []


def test_without_models_nothing_else_can_be_done(quick: HouseUnderTest) -> None:
    zaak = lived(quick)
    _lose_the_models(quick)

    with pytest.raises((NotFound, BrokenModel)):
        quick.house.road.complete(quick.actor("ambtenaar"), zaak.id, Complete("kennisname"))
    with refused("status"):
        zaak.doet("ambtenaar", "wissen")


def _lose_the_models(tested: HouseUnderTest) -> None:
    """The version the cases run on is not in the database any more, nor in memory."""
    house = tested.house
    with house.database.writing() as connection:
        lost = connection.execute(select(ModelRow.hash)).scalar_one()
        values = {"bronnen": {}, "vastgelegd_op": tested.clock.now()}
        connection.execute(insert(ModelRow).values(hash="0" * 64, **values))
        connection.execute(update(ProcessStateRow).values(model="0" * 64))
        connection.execute(delete(ModelRow).where(ModelRow.hash == lost))
    house.road.models = Models(house.models.newest.sources)
