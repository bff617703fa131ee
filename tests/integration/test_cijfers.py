"""Figures are those of the cases: kept with each, found again in sums, never with a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update

from engine.model.cijfers import KENMERKEN, Stand, decode, encode
from engine.model.personen import Adres, Persoon
from engine.store import cijfers, kluis, scope, sleutelbeheer, standen
from engine.store.reading import cijfers as reading
from engine.store.reading.zaak import case
from engine.store.schema.cijfers import CijferstandRow, ZaakcijfersRow
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
        counted = reading.of_halves(connection, "0599", ["2026-1", "2026-2"])
        by_month = reading.of_months(connection, "0599", "2026-1")
    assert (row["halfjaar"], row["kenmerken"]) == ("2026-1", before["kenmerken"])
    assert before["persoon"] not in map(str, row.values())
    expected = Stand()
    expected.count(before["kenmerken"], 1)
    assert {half: stand.gemeld for half, stand in counted.items()} == {"2026-1": expected.gemeld}
    assert by_month == {}


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
        elsewhere = reading.of_halves(connection, "0363", ["2026-1"])
        later = reading.of_halves(connection, "0599", ["2026-2", "2027-1"])
    assert here.keys() == {"2026-03"}
    assert all(sum(values) == 2 for values in here["2026-03"].gemeld)
    assert all(sum(values) == 1 for values in here["2026-03"].opgelegd)
    assert here["2026-03"].tot_uitreiking == {140: 1}
    assert elsewhere == later == {}


def test_what_a_month_comes_to_is_kept_until_one_of_its_cases_changes(
    tested: HouseUnderTest,
) -> None:
    een_zaak(tested).van_kracht()
    tested.house.cijfers.count_marked()
    before, kept_before = looked_up(tested), stand_kept(tested)

    een_zaak(tested)

    after = looked_up(tested)
    assert before["2026-03"].as_json() == kept_before
    assert stand_kept(tested) == kept_before
    assert after == counted_now(tested) != before
    assert tested.house.cijfers.count_marked() == 1
    assert tested.house.cijfers.count_marked() == 0
    assert after["2026-03"].as_json() == stand_kept(tested)
    assert looked_up(tested) == after


def test_a_step_that_moves_no_figure_marks_nothing(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    tested.house.cijfers.count_marked()

    told = {"medegedeeld_op": "2026-03-21T01:30", "wijze": "telefonisch"}
    zaak.doet("ambtenaar", "mededeling_huisgenoten", **told)

    assert tested.house.cijfers.count_marked() == 0


def test_who_is_called_otherwise_is_recognised_by_the_new_name(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    with tested.house.database.reading() as connection:
        wie = case(connection, zaak.id).zaak.melding.betrokkene
    before = kept(tested, zaak)

    corrected = {
        "voornamen": wie.voornamen,
        "achternaam": f"{wie.achternaam}-Bakker",
        "geboortedatum": wie.geboortedatum.isoformat(),
    }
    zaak.meldt(
        "ambtenaar",
        "aanvulling",
        wijzigingen=[{"soort": "naam_verbeterd", "wie": wie.naam, "persoon": corrected}],
        motivering="schrijffout in de naam",
    )
    zaak.doet("burgemeester", "ondertekening_aanvulling")
    served = {"wijze": "in_persoon", "uitgereikt_op": "2026-03-22T11:00"}
    zaak.op("2026-03-22T11:00").doet("ambtenaar", "uitreiking_aanvulling", **served)

    after = kept(tested, zaak)
    assert after["persoon"] != before["persoon"]
    assert {**after, "persoon": before["persoon"]} == before


def test_a_case_that_counts_in_another_month_marks_both(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    tested.house.cijfers.count_marked()

    with tested.house.database.writing() as connection:
        own = ZaakcijfersRow.zaak_id == zaak.id
        connection.execute(update(ZaakcijfersRow).where(own).values(maand="2026-02"))
        marked = standen.marked(connection)

    assert marked == [("0599", "2026-02"), ("0599", "2026-03")]
    assert tested.house.cijfers.count_marked() == 2
    assert looked_up(tested) == counted_now(tested)
    assert looked_up(tested).keys() == {"2026-02"}


def test_a_month_without_cases_any_more_is_not_kept(tested: HouseUnderTest) -> None:
    zaak = lived(tested)
    tested.house.cijfers.count_marked()

    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")
    tested.house.cijfers.count_marked()

    with tested.house.database.reading() as connection:
        kept_now = select(CijferstandRow.periode)
        assert list(connection.execute(kept_now).scalars()) == ["2026-1"]


def test_a_case_that_changes_while_its_month_is_counted_leaves_the_month_marked(
    tested: HouseUnderTest,
) -> None:
    """The hardest moment: the marks are taken away, the cases not counted yet."""
    if not tested.house.database.is_postgresql:
        pytest.skip("on SQLite one transaction writes at a time")
    een_zaak(tested)
    happens = Event()

    def between(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if statement.startswith("DELETE FROM cijfermerken") and not happens.is_set():
            happens.set()
            with ThreadPoolExecutor(1) as other:
                other.submit(een_zaak, tested).result()

    event.listen(tested.house.database.engine, "after_cursor_execute", between)
    assert tested.house.cijfers.count_marked() == 1

    assert happens.is_set()
    assert looked_up(tested) == counted_now(tested)
    assert tested.house.cijfers.count_marked() == 1
    assert looked_up(tested) == counted_now(tested)


def test_two_who_count_the_same_month_end_with_what_there_is(tested: HouseUnderTest) -> None:
    for _ in range(5):
        een_zaak(tested)
        with ThreadPoolExecutor(2) as both:
            for each in [both.submit(counting, tested) for _ in range(2)]:
                each.result()
        with tested.house.database.reading() as connection:
            assert standen.marked(connection) == []
            assert standen.wrong(connection) == []


def test_what_is_kept_wrongly_is_found_by_who_looks_deep(tested: HouseUnderTest) -> None:
    een_zaak(tested)
    tested.house.cijfers.count_marked()
    assert list(tested.house.samenhang.look()) == []

    with tested.house.database.writing() as connection:
        connection.execute(update(CijferstandRow).values(stand=Stand().as_json()))
    assert [each.check for each in tested.house.samenhang.look()] == ["figures"]

    with tested.house.database.writing() as connection:  # as after putting a copy back
        connection.execute(delete(CijferstandRow))
    assert [each.check for each in tested.house.samenhang.look()] == ["figures"]
    tested.house.migrate()
    assert list(tested.house.samenhang.look()) == []
    assert looked_up(tested) == counted_now(tested)


def test_a_feature_that_came_later_had_its_first_value_in_all_cases() -> None:
    stand = Stand()
    stand.count(encode({name: values[-1] for name, values in KENMERKEN.items()}), 3)
    kept = stand.as_json()
    kept["gemeld"], kept["opgelegd"] = kept["gemeld"][:-1], kept["opgelegd"][:-1]
    kept["gemeld"][1] = kept["gemeld"][1][:-1]  # and a value that came later is nobody's

    again = Stand.from_json(kept)

    assert again.gemeld[-1][0] == 3
    assert sum(again.gemeld[-1]) == 3
    assert again.gemeld[1] == [0] * len(stand.gemeld[1])
    assert again.gemeld[2:-1] == stand.gemeld[2:-1]


def counting(tested: HouseUnderTest) -> int:
    with scope.everywhere():
        return tested.house.cijfers.count_marked()


def looked_up(tested: HouseUnderTest) -> Mapping[str, Stand]:
    with tested.house.database.reading() as connection:
        return reading.of_months(connection, "0599", "2026-1")


def counted_now(tested: HouseUnderTest) -> Mapping[str, Stand]:
    with tested.house.database.reading() as connection:
        return standen.counted(connection, "0599", reading.months_of("2026-1"))


def stand_kept(tested: HouseUnderTest) -> Any:
    with tested.house.database.reading() as connection:
        query = select(CijferstandRow.stand).where(CijferstandRow.periode == "2026-03")
        return connection.execute(query).scalar_one()


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
