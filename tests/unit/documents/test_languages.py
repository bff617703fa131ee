"""How each language writes a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from documents import dutch
from documents.languages import LANGUAGES, Taal, moment_text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "dinsdag 31 maart 2026, 02.30 uur"),
        ("en", "Tuesday 31 March 2026, 02:30"),
        ("ar", "الثلاثاء 31 مارس/آذار 2026، الساعة 02:30"),
        ("tr", "31 Mart 2026 Sal\N{LATIN SMALL LETTER DOTLESS I}, saat 02.30"),
        ("pl", "wtorek 31 marca 2026, godz. 02:30"),
        ("uk", "вівторок, 31 березня 2026 року, 02:30"),
        ("ti", "ሰሉስ፣ 31 መጋቢት 2026 (31-03-2026)፣ ሰዓት 02:30"),
        ("pap", "djamars 31 di mart 2026, 02:30 or"),
    ],
)
def test_weekday_date_and_clock_time(code: Taal, text: str) -> None:
    assert moment_text(datetime(2026, 3, 31, 0, 30, tzinfo=UTC), code) == text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("utc", "day", "clock"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29", "01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29", "03:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25", "02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25", "02:30"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "1", "00:00"),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), "30", "23:59"),
    ],
)
def test_every_language_reads_the_amsterdam_clock(
    code: Taal, utc: datetime, day: str, clock: str
) -> None:
    text = moment_text(utc, code)

    assert clock in text.replace(".", ":")
    assert f"{day} " in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_of_two_equal_clock_times_each_language_says_which(code: Taal) -> None:
    hours = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    before, first, second = (
        moment_text(each, code) for each in (hours[0] - timedelta(hours=1), *hours)
    )
    shorter = before.replace("01", "02")

    assert len({first, second, shorter}) == 3
    if code != "nl":
        assert first.startswith(shorter)
        assert second.startswith(shorter)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_year_has_twelve_months_and_a_week_seven_days(code: Taal) -> None:
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    days = {"".join(filter(str.isalpha, moment_text(start + timedelta(n), code))) for n in range(7)}
    months = {
        "".join(filter(str.isalpha, moment_text(datetime(2026, m, day, 12, tzinfo=UTC), code)))
        # the first Thursday of every month: nothing else differs
        for m, day in zip(range(1, 13), (1, 5, 5, 2, 7, 4, 2, 6, 3, 1, 5, 3), strict=True)
    }

    assert len(days) == 7
    assert len(months) == 12


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_naive_moment_is_refused(code: Taal) -> None:
    with pytest.raises(ValueError, match="naive"):
        moment_text(datetime(2026, 3, 21), code)  # noqa: DTZ001 - that is the point


def test_digits_are_those_on_dutch_clocks() -> None:
    for code in LANGUAGES:
        text = moment_text(datetime(2026, 3, 31, 0, 30, tzinfo=UTC), code)
        assert all(each in "0123456789" for each in text if each.isdigit())


def test_dutch_is_that_of_the_letters() -> None:
    moment = datetime(2026, 3, 31, 0, 30, tzinfo=UTC)

    assert moment_text(moment, "nl") == dutch.moment_text(moment)
