"""How moments, names and lists are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from documents import dutch


def test_a_moment_is_written_with_weekday_and_amsterdam_time() -> None:
    winter = datetime(2026, 3, 21, 1, 30, tzinfo=UTC)
    summer = datetime(2026, 3, 31, 0, 30, tzinfo=UTC)

    assert dutch.moment_text(winter) == "zaterdag 21 maart 2026, 02.30 uur"
    assert dutch.moment_text(summer) == "dinsdag 31 maart 2026, 02.30 uur"


def test_a_clock_time_that_occurs_twice_says_which_it_is() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert dutch.moment_text(first) == "zondag 25 oktober 2026, 02.30 uur (zomertijd)"
    assert dutch.moment_text(second) == "zondag 25 oktober 2026, 02.30 uur (wintertijd)"
    assert dutch.short_text(second) == "25-10-2026 02.30 (wintertijd)"


@pytest.mark.parametrize(
    ("utc", "text"),
    [
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), "01.59 uur"),
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), "02.00 uur (zomertijd)"),
        (datetime(2026, 10, 25, 1, 59, tzinfo=UTC), "02.59 uur (wintertijd)"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "03.00 uur"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03.00 uur"),
    ],
)
def test_only_the_doubled_hour_says_which_it_is(utc: datetime, text: str) -> None:
    assert dutch.time_text(utc) == text


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        dutch.moment_text(datetime(2026, 3, 21))  # noqa: DTZ001 - that is the point


def test_days_are_written_in_full() -> None:
    assert dutch.day_text(date(2026, 5, 4)) == "4 mei 2026"
    assert dutch.weekday_text(date(2026, 5, 4)) == "maandag 4 mei 2026"


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A en B"), (["A", "B", "C"], "A, B en C")],
)
def test_lists_end_in_en(items: list[str], text: str) -> None:
    assert dutch.list_text(items) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(1, "een dag"), (7, "een week"), (10, "tien dagen"), (28, "vier weken"), (365, "365 dagen")],
)
def test_whole_weeks_are_counted_as_weeks(days: int, text: str) -> None:
    assert dutch.days_text(days) == text


def test_a_language_has_its_dutch_name() -> None:
    assert dutch.language_text("pl") == "Pools"
    assert dutch.language_text("qx") == "qx"
