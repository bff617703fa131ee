"""An order on one line: what happened, what comes, what was missed, and for whom."""

from __future__ import annotations

from itertools import pairwise

from engine.law.binding import huisverbod
from engine.store.reading.zaak import case
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor
from web.timeline import APART, LENGTH, Tijdlijn, timeline
from web.words import TERMIJN

EVERYTHING = frozenset({"besluiten", "hulp"})


def line_of(zaak: Zaak, parts: frozenset[str] = EVERYTHING) -> Tijdlijn:
    house = zaak.tested.house
    with house.database.reading() as connection:
        record = case(connection, zaak.id)
    order = huisverbod(record.zaak)
    assert order is not None
    return timeline(
        record.zaak,
        order,
        record.deadlines,
        record.tasks.values(),
        TERMIJN,
        parts,
        house.clock.now(),
    )


def told(line: Tijdlijn) -> list[tuple[str, str]]:
    return [(punt.wat, punt.stand) for punt in line.punten]


def test_ten_days_from_the_first_minute_to_the_last(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()

    line = line_of(zaak)

    assert (line.einde, line.eerste_einde) == (LENGTH, None)
    assert line.tot == zaak.outcome.einde
    assert len(line.dagen) == 10
    assert line.dagen[0].naam == "zo 22"
    assert told(line)[0] == ("Huisverbod opgelegd", "gebeurd")
    assert told(line)[-1] == ("Einde van het huisverbod", "komt")


def test_what_was_not_done_in_time_is_missed(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-23T12:00")

    line = line_of(zaak)

    assert ("Huisgenoten inlichten", "gemist") in told(line)
    assert line.nu is not None
    assert 0 < line.nu < LENGTH


def test_an_extension_makes_the_line_four_weeks(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().verlenging_besloten("2026-04-10T02:30")
    zaak.doet("burgemeester", "ondertekening_verlenging").op("2026-03-29T12:00")
    zaak.doet(
        "hulpofficier",
        "uitreiking_verlenging",
        wijze="in_persoon",
        uitgereikt_op="2026-03-29T11:00",
    )

    line = line_of(zaak)

    assert line.eerste_einde is not None
    assert line.eerste_einde < line.einde < LENGTH
    assert ("Verlenging uitgereikt", "gebeurd") in told(line)


def test_no_point_lies_over_another(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-22T11:00").hulp_aangeboden()
    for minute in range(5):
        zaak.meldt(
            "politie", "feit", voorgevallen_op=f"2026-03-22T10:0{minute}", omschrijving="Belt."
        )

    line = line_of(zaak)

    for row in range(line.rijen):
        places = [punt.x for punt in line.punten if punt.rij == row]
        assert all(b - a >= APART for a, b in pairwise(places))


def test_help_workers_see_no_police_facts_on_the_line(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-22T11:00")
    zaak.meldt(
        "politie",
        "overtreding",
        gepleegd_op="2026-03-22T10:00",
        omschrijving="Stond voor de deur.",
        aangehouden=False,
    )

    assert ("Overtreding", "gebeurd") in told(line_of(zaak))
    assert "Overtreding" not in dict(told(line_of(zaak, frozenset({"hulp"}))))
    visitor = Visitor(quick, "hulpverlening")
    assert visitor.get(f"/zaken/{zaak.id}") == 200
    assert "vertreding" not in visitor.text
