"""Days and times as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from web.forms import typed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-21", date(2026, 3, 21)),
        ("21-3-2026", date(2026, 3, 21)),
        ("21/03/2026", date(2026, 3, 21)),
        (" 21.3.2026 ", date(2026, 3, 21)),
        ("21 maart 2026", date(2026, 3, 21)),
        ("1 mrt. 2026", date(2026, 3, 1)),
        ("29-2-2024", date(2024, 2, 29)),
        ("29-2-2026", None),
        ("31-4-2026", None),
        ("21-3-26", None),
        ("maart 2026", None),
        ("21-3-2026-1", None),
        ("ma-di-2026", None),
        ("21 ju 2026", None),
        ("²-3-2026", None),
        ("0-0-0000", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert typed.day_of(text) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("00:15", "00:15"),
        ("0.15", "00:15"),
        ("0u15", "00:15"),
        ("23.10 uur", "23:10"),
        ("2310", "23:10"),
        ("9 uur", "09:00"),
        ("9", "09:00"),
        ("24:00", None),
        ("12.60", None),
        ("12.5", None),
        ("half drie", None),
        ("", None),
    ],
)
def test_times(text: str, time: str | None) -> None:
    assert typed.time_of(text) == time


@pytest.mark.parametrize(
    ("text", "month"),
    [("3", 3), ("03", 3), ("maart", 3), ("Mrt", 3), ("maa", 3), ("mei", 5), ("jul", 7)],
)
def test_months(text: str, month: int) -> None:
    assert typed.month_of(text) == month


@pytest.mark.parametrize("text", ["", "ma", "ju", "maartje", "lente"])
def test_what_is_no_month(text: str) -> None:
    assert typed.month_of(text) is None


def test_of_two_equal_hours_the_chosen_one() -> None:
    spoken = [typed.spoken("25-10-2026", "2.30", season) for season in ("zomer", "winter", "")]

    assert [each.isoformat() if each else None for each in spoken] == [
        "2026-10-25T00:30:00+00:00",
        "2026-10-25T01:30:00+00:00",
        "2026-10-25T00:30:00+00:00",
    ]
    assert not typed.comes_twice("25-10-2026", "3.00")
    assert not typed.comes_twice("29-3-2026", "2.30")


def test_a_season_moves_no_other_hour() -> None:
    assert typed.moment_of("21-3-2026", "0.15", "winter") == "2026-03-21T00:15"
    assert typed.moment_of("gisteren", "laat", "zomer") == "gisterenTlaat"


def test_ages() -> None:
    born = typed.born("29", "feb", "2008")

    assert born == date(2008, 2, 29)
    assert typed.years_between(born, date(2026, 2, 28)) == 17
    assert typed.years_between(born, date(2026, 3, 1)) == 18
    assert typed.years_between(date(2027, 1, 1), date(2026, 3, 1)) is None
    assert typed.years_between(date(1826, 1, 1), date(2026, 3, 1)) is None
