"""Figures are those of the cases: kept with each, found again in sums, never with a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from engine.model.cijfers import KENMERKEN, decode, encode
from engine.model.personen import Adres, Persoon
from engine.store import cijfers, kluis, sleutelbeheer
from engine.store.reading import cijfers as reading
from engine.store.reading.zaak import case
from engine.store.schema.cijfers import ZaakcijfersRow
from engine.store.schema.mechanics import CijfersRow
from engine.store.work import Database, figures_key_of
from engine.vault.root import new_key, read_key
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import ROOT_KEY, HouseUnderTest
from tests.integration.test_bewaring import lived
from tests.leesbaar import at_rest
from web.settings import Settings

KEY = b"k" * 32


def kept(tested: HouseUnderTest, zaak: Zaak) -> dict[str, Any]:
    with tested.house.database.reading() as connection:
        row = connection.execute(
            select(ZaakcijfersRow.__table__).where(ZaakcijfersRow.zaak_id == zaak.id)
        ).mappings()
        return dict(row.one())


def features(tested: HouseUnderTest, zaak: Zaak) -> dict[str, str]:
    return decode(kept(tested, zaak)["kenmerken"])


def again(tested: HouseUnderTest, **anders: Any) -> Zaak:
    """A second order, later in the same spring."""
    zaak = een_zaak(tested, incident_op="2026-05-01T22:00", **anders)
    zaak.getaxeerd().gehoord().besloten().getekend()
    return zaak.uitgereikt("2026-05-02T01:05")


def test_a_case_is_counted_as_it_goes(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    assert features(tested, zaak)["uitkomst"] == "open"
    assert kept(tested, zaak)["maand"] == "2026-03"

    zaak.van_kracht().op("2026-03-22T10:05").hulp_aangeboden()

    row, found = kept(tested, zaak), features(tested, zaak)
    assert (found["uitkomst"], found["bevoegdheid"], found["kinderen"]) == (
        "opgelegd",
        "eigen",
        "ja",
    )
    assert (found["hulp_achterblijvers"], found["hulp_achterblijvers_tijd"]) == (
        "aanvaard",
        "op_tijd",
    )
    assert found["hulp_uithuisgeplaatste"] == "geweigerd"
    # decided at once, served two hours and twenty minutes after the report
    assert (row["tot_besluit"], row["tot_uitreiking"]) == (0, 140)


def test_what_was_not_imposed_is_counted_as_such(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord()
    zaak.doet("burgemeester", "besluit", uitkomst="niet_opleggen", motivering="Geen gevaar.")

    assert features(tested, zaak)["uitkomst"] == "niet_opgelegd"


def test_terms_breaches_and_extension_are_counted(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht().verlenging_besloten()
    zaak.doet("burgemeester", "ondertekening_verlenging")
    zaak.doet(
        "hulpofficier",
        "uitreiking_verlenging",
        wijze="in_persoon",
        uitgereikt_op="2026-03-29T10:00",
    )
    zaak.meldt(
        "politie",
        "overtreding",
        gepleegd_op="2026-03-28T10:00",
        omschrijving="Stond voor de deur.",
        aangehouden=True,
    )

    found = features(tested, zaak)
    assert (found["verlengd"], found["overtreden"], found["bereikbaarheid"]) == (
        "ja",
        "ja",
        "gehaald",
    )
    assert (found["zitting"], found["ingetrokken"]) == ("geen", "nee")


def test_a_repeat_is_found_by_person_and_by_home(tested: HouseUnderTest) -> None:
    first = een_zaak(tested).van_kracht()
    tested.at("2026-05-02T01:05")
    same = again(tested, betrokkene={**MELDING["betrokkene"], "voornamen": "JAN-PIETER"})
    other = again(
        tested,
        betrokkene={**MELDING["betrokkene"], "geboortedatum": "1990-01-01"},
        locatie={**MELDING["locatie"], "huisnummer": 99},
    )

    repeat = ("herhaling_persoon", "herhaling_adres")
    assert [features(tested, first)[each] for each in repeat] == ["nee", "nee"]
    assert [features(tested, same)[each] for each in repeat] == ["ja", "ja"]
    assert [features(tested, other)[each] for each in repeat] == ["nee", "nee"]


def test_no_municipality_is_compared_with_another() -> None:
    wie = Persoon(voornamen="Zoë", achternaam="Vries", geboortedatum=date(1990, 1, 1))
    waar = Adres(straat="Straat", huisnummer=1, postcode="1234AB", plaats="Stad")

    assert cijfers.person_print(KEY, "0599", wie) != cijfers.person_print(KEY, "0363", wie)
    assert cijfers.home_print(KEY, "0599", waar) != cijfers.home_print(KEY, "0363", waar)
    assert cijfers.person_print(KEY, "0599", wie) != cijfers.person_print(b"l" * 32, "0599", wie)


def test_a_repeat_is_found_whatever_keys_came_since_and_by_every_process(
    tested: HouseUnderTest, make_house: Callable[..., HouseUnderTest]
) -> None:
    """The key of fingerprints stays what it was: it is the one it is wrapped with that changes."""
    een_zaak(tested).van_kracht()
    new = new_key()
    moving = Database(tested.house.database.url, [read_key(new), read_key(ROOT_KEY)])
    sleutelbeheer.rewrap_roots(moving)
    moving.dispose()
    other = make_house(tested.house.database.url, fill=False, key=new, start="2026-05-02T01:05")
    other.people = tested.people
    other.house.sleutels.new_key("")

    zaak = again(other)

    assert features(other, zaak)["herhaling_persoon"] == "ja"
    assert features(other, zaak)["herhaling_adres"] == "ja"


def test_no_fingerprint_is_made_with_a_key_that_others_have(
    tested: HouseUnderTest, make_house: Callable[..., HouseUnderTest]
) -> None:
    first = kept(tested, een_zaak(tested))
    elsewhere = kept(other := make_house("sqlite://"), een_zaak(other))

    assert first["persoon"] != elsewhere["persoon"]  # the same person, under the same root


def test_a_key_that_was_set_takes_the_place_of_its_own(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url, figures_key=KEY)
    zaak = een_zaak(tested)
    with tested.house.database.reading() as connection:
        wie = case(connection, zaak.id).zaak.melding.betrokkene

    assert kept(tested, zaak)["persoon"] == cijfers.person_print(KEY, "0599", wie)

    # and gone again, after counting anew the one that the database keeps
    later = make_house(database_url, fill=False)
    assert later.house.cijfers.recount() == 1
    assert kept(later, zaak)["persoon"] != cijfers.person_print(KEY, "0599", wie)


def test_the_key_of_fingerprints_stands_nowhere_to_be_read(tested: HouseUnderTest) -> None:
    een_zaak(tested)
    with tested.house.database.reading() as connection:
        key = figures_key_of(connection)
        own = kluis.of(connection).case_key(connection, kluis.FIGURES, create=False)

    found = at_rest(tested.house.database)

    for each in (key, own.raw):
        assert each not in found
        assert each.hex().encode() not in found
        assert repr(each) not in repr(own)


def test_figures_stay_when_the_file_is_destroyed_and_nothing_leads_back(
    tested: HouseUnderTest,
) -> None:
    zaak = lived(tested)
    before = kept(tested, zaak)

    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    with tested.house.database.reading() as connection:
        assert connection.execute(select(ZaakcijfersRow.zaak_id)).all() == []
        (row,) = connection.execute(select(CijfersRow.__table__)).mappings()
        counted = reading.of_halves(connection, "0599", "2026-1", "2026-2")
        by_month = reading.of_months(connection, "0599", "2026-1")
    assert (row["halfjaar"], row["kenmerken"]) == ("2026-1", before["kenmerken"])
    assert before["persoon"] not in map(str, row.values())
    assert [(each.periode, each.waarde, each.aantal) for each in counted.kenmerken] == [
        ("2026-1", before["kenmerken"], 1)
    ]
    assert by_month.kenmerken == ()


def test_cases_from_before_are_counted_by_migrating_and_anew_on_demand(
    tested: HouseUnderTest,
) -> None:
    zaak = een_zaak(tested).van_kracht()
    before = kept(tested, zaak)
    for count in (tested.house.migrate, tested.house.cijfers.recount):
        with tested.house.database.writing() as connection:
            connection.execute(delete(ZaakcijfersRow))
        count()

        assert kept(tested, zaak) == before


def test_sums_are_of_one_municipality_and_period(tested: HouseUnderTest) -> None:
    een_zaak(tested).van_kracht()
    een_zaak(tested)

    with tested.house.database.reading() as connection:
        here = reading.of_months(connection, "0599", "2026-1")
        elsewhere = reading.of_halves(connection, "0363", "2026-1", "2026-1")
        later = reading.of_halves(connection, "0599", "2026-2", "2027-1")
    assert sum(each.aantal for each in here.kenmerken) == 2
    assert [each.waarde for each in here.tot_uitreiking] == [140]
    assert elsewhere.kenmerken == later.kenmerken == ()


def test_features_fit_in_what_is_kept_and_come_back() -> None:
    last = {name: values[-1] for name, values in KENMERKEN.items()}

    assert decode(encode(last)) == last
    assert len(encode(last)) == len(KENMERKEN) <= 64
    assert all(len(values) <= 10 for values in KENMERKEN.values())
    assert decode("")["uitkomst"] == "open"


@pytest.mark.parametrize("content", [b"", b"kort"])
def test_a_key_that_can_be_guessed_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    path.write_bytes(content)

    with pytest.raises(ValueError, match="HUISVERBOD_FIGURES_KEY"):
        Settings.from_environment({"HUISVERBOD_DATABASE": "x", "HUISVERBOD_FIGURES_KEY": str(path)})


def test_a_key_is_read_and_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    path.write_bytes(KEY + b"\n")
    settings = Settings.from_environment(
        {"HUISVERBOD_DATABASE": "x", "HUISVERBOD_FIGURES_KEY": str(path)}
    )

    assert settings.figures_key == KEY
    assert "kkkk" not in repr(settings)
