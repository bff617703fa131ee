from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.atw import (
    is_working_day,
    last_day_by_atw_1,
    last_day_by_atw_2,
    next_working_day_on_or_after,
)
from tests.unit.engine.law import reckoning
from tests.unit.engine.law.reckoning import YEARS, atw_holidays, days_between, easter, utc, works

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "sunday",
    [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2019, 4, 21),
        date(2026, 4, 5),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
        date(2100, 3, 28),
    ],
)
def test_the_second_reckoning_knows_easter(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize("year", YEARS)
def test_elke_dag_van_het_jaar_klopt_met_de_tweede_berekening(year: int) -> None:
    days = days_between(date(year, 1, 1), date(year, 12, 31))
    weekdays = {day for day in days if day.isoweekday() < 6}

    assert {day for day in days if is_working_day(day)} == weekdays - atw_holidays(year)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 1, 1), id="Nieuwjaarsdag"),
        pytest.param(date(2026, 4, 3), id="Goede Vrijdag"),
        pytest.param(date(2026, 4, 6), id="tweede paasdag"),
        pytest.param(date(2026, 4, 27), id="Koningsdag"),
        pytest.param(date(2025, 4, 26), id="Koningsdag op zaterdag, de 27e is een zondag"),
        pytest.param(date(2013, 4, 30), id="Koninginnedag"),
        pytest.param(date(2026, 5, 5), id="5 mei buiten een lustrum"),
        pytest.param(date(2025, 5, 5), id="5 mei in een lustrum"),
        pytest.param(date(2026, 5, 14), id="Hemelvaartsdag"),
        pytest.param(date(2026, 5, 25), id="tweede pinksterdag"),
        pytest.param(date(2026, 12, 25), id="eerste kerstdag"),
        pytest.param(date(2025, 12, 26), id="tweede kerstdag"),
        pytest.param(date(2026, 8, 15), id="zaterdag"),
        pytest.param(date(2026, 8, 16), id="zondag"),
    ],
)
def test_geen_werkdag(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2025, 4, 28), id="dag na een Koningsdag op zaterdag"),
        pytest.param(date(2014, 4, 30), id="de oude Koninginnedag"),
        pytest.param(date(2013, 4, 26), id="vrijdag voor 27 april voor 2014"),
        pytest.param(date(2012, 4, 27), id="27 april voor 2014"),
        pytest.param(date(2026, 5, 15), id="vrijdag na Hemelvaart"),
        pytest.param(date(2026, 12, 31), id="oudejaarsdag"),
        pytest.param(date(2026, 12, 28), id="maandag na Kerst op vrijdag en zaterdag"),
        pytest.param(date(2026, 5, 4), id="4 mei"),
        pytest.param(date(2026, 8, 14), id="vrijdag"),
        pytest.param(date(2026, 8, 17), id="maandag"),
    ],
)
def test_wel_een_werkdag(day: date) -> None:
    assert is_working_day(day)


def test_een_bij_koninklijk_besluit_gelijkgestelde_dag_is_geen_werkdag() -> None:
    friday = date(2026, 5, 15)

    assert not is_working_day(friday, frozenset({friday}))
    assert is_working_day(friday, frozenset({friday + 3 * DAY}))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 14), date(2026, 8, 14)),
        (date(2026, 8, 15), date(2026, 8, 17)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 12, 31), date(2027, 12, 31)),
        (date(2028, 1, 1), date(2028, 1, 3)),
    ],
)
def test_atw_1_verschuift_naar_de_eerstvolgende_werkdag(day: date, expected: date) -> None:
    assert next_working_day_on_or_after(day) == expected
    assert last_day_by_atw_1(day) == expected


@given(reckoning.days, reckoning.decrees)
def test_atw_1_slaat_geen_werkdag_over(day: date, extra: frozenset[date]) -> None:
    moved = last_day_by_atw_1(day, extra)

    assert moved == next_working_day_on_or_after(day, extra)
    assert [each for each in days_between(day, moved) if works(each, extra)] == [moved]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2014, 7, 17), date(2014, 7, 19), date(2014, 7, 19), id="twee erin"),
        pytest.param(date(2020, 8, 8), date(2020, 8, 10), date(2020, 8, 11), id="een erin"),
        pytest.param(date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 8), id="geen erin"),
        pytest.param(date(2026, 8, 15), date(2026, 8, 16), date(2026, 8, 16), id="twee dagen"),
        pytest.param(date(2026, 8, 15), date(2026, 8, 17), date(2026, 8, 18), id="drie dagen"),
    ],
)
def test_atw_2_verlengt_tot_er_twee_werkdagen_in_liggen(
    first: date, last: date, expected: date
) -> None:
    assert last_day_by_atw_2(first, last, 2) == expected


@given(reckoning.days, st.integers(3, 12), st.integers(0, 6), reckoning.decrees)
def test_atw_2_verlengt_niet_meer_dan_nodig(
    first: date, length: int, count: int, extra: frozenset[date]
) -> None:
    last = first + (length - 1) * DAY

    moved = last_day_by_atw_2(first, last, count, extra)

    inside = [day for day in days_between(first, moved) if works(day, extra)]
    assert moved >= last
    assert len(inside) >= count
    if moved > last:
        assert len(inside) == count
        assert inside[-1] == moved


@given(reckoning.days, st.integers(1, 2))
def test_atw_2_geldt_niet_onder_drie_dagen(first: date, length: int) -> None:
    last = first + (length - 1) * DAY

    assert last_day_by_atw_2(first, last, 2) == last


def test_refuses_a_moment_for_a_day() -> None:
    moment = utc("2026-12-24 23:30")  # Christmas Day in the Netherlands

    with pytest.raises(ValueError, match="a day is needed"):
        is_working_day(moment)
    with pytest.raises(ValueError, match="a day is needed"):
        last_day_by_atw_1(moment)
    with pytest.raises(ValueError, match="a day is needed"):
        last_day_by_atw_2(moment, moment.date(), 2)
    with pytest.raises(ValueError, match="a day is needed"):
        last_day_by_atw_2(moment.date(), moment, 2)
