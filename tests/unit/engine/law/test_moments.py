from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.moments import (
    AMSTERDAM,
    local,
    local_date,
    midnight_after,
    require_aware,
    require_day,
    same_wall_clock,
)
from tests.unit.engine.law import reckoning
from tests.unit.engine.law.reckoning import (
    YEARS,
    clock_changes,
    doubled_hour,
    instant,
    naive,
    nl,
    skipped_hour,
    utc,
    wall,
)

HALF_HOUR = timedelta(minutes=30)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)
LENGTHS = [-28, -10, -5, -1, 1, 10, 28]


@pytest.mark.parametrize("year", YEARS)
def test_the_clocks_change_when_the_directive_says(year: int) -> None:
    for change, before, after in zip(clock_changes(year), (1, 2), (2, 1), strict=True):
        assert local(change - TICK).utcoffset() == timedelta(hours=before)
        assert local(change).utcoffset() == timedelta(hours=after)


class TestSameWallClock:
    @pytest.mark.parametrize(
        ("start", "days", "end"),
        [
            ("2026-06-01 14:05", 10, "2026-06-11 14:05"),
            ("2026-12-29 11:31", 10, "2027-01-08 11:31"),
            ("2028-02-20 10:00", 10, "2028-03-01 10:00"),
            ("2026-03-21 02:30", 10, "2026-03-31 02:30"),
            ("2026-10-16 02:30", 10, "2026-10-26 02:30"),
            ("2026-06-11 14:05", -5, "2026-06-06 14:05"),
            ("2026-03-31 02:30", -5, "2026-03-26 02:30"),
            ("2026-10-26 02:30", -5, "2026-10-21 02:30"),
            ("2026-06-01 00:00", 1, "2026-06-02 00:00"),
        ],
    )
    def test_shows_the_same_time(self, start: str, days: int, end: str) -> None:
        assert same_wall_clock(nl(start), days) == nl(end)

    @pytest.mark.parametrize("year", YEARS)
    def test_a_skipped_time_gives_the_instant_of_the_jump(self, year: int) -> None:
        forward, _ = clock_changes(year)
        for days, minutes in product(LENGTHS, (0, 1, 29, 30, 59)):
            shown = skipped_hour(year) + timedelta(minutes=minutes)
            start = instant(shown - timedelta(days=days))

            assert same_wall_clock(start, days) == forward

    @pytest.mark.parametrize("year", YEARS)
    def test_the_minutes_around_a_skipped_hour_exist(self, year: int) -> None:
        forward, _ = clock_changes(year)
        before, after = skipped_hour(year) - MINUTE, skipped_hour(year) + HOUR
        for days in LENGTHS:
            shift = timedelta(days=days)

            assert same_wall_clock(instant(before - shift), days) == forward - MINUTE
            assert same_wall_clock(instant(after - shift), days) == forward

    @pytest.mark.parametrize("year", YEARS)
    def test_a_doubled_time_gives_the_first(self, year: int) -> None:
        _, back = clock_changes(year)
        for days, minutes in product(LENGTHS, (0, 1, 30, 59)):
            shown = doubled_hour(year) + timedelta(minutes=minutes)
            start = instant(shown - timedelta(days=days))

            assert same_wall_clock(start, days) == back - HOUR + timedelta(minutes=minutes)

    @pytest.mark.parametrize("year", YEARS)
    def test_both_readings_of_a_doubled_start_end_alike(self, year: int) -> None:
        _, back = clock_changes(year)
        for days in LENGTHS:
            first = same_wall_clock(back - HALF_HOUR, days)
            second = same_wall_clock(back + HALF_HOUR, days)

            assert first == second
            assert wall(first) == doubled_hour(year) + HALF_HOUR + timedelta(days=days)

    def test_moved_by_no_days_a_start_stays_unless_it_is_the_second_reading(self) -> None:
        _, back = clock_changes(2026)

        assert same_wall_clock(back - HALF_HOUR, 0) == back - HALF_HOUR
        assert same_wall_clock(back + HALF_HOUR, 0) == back - HALF_HOUR
        assert same_wall_clock(back + HOUR, 0) == back + HOUR

    def test_skipped_time_within_seconds_gives_the_jump_exactly(self) -> None:
        start = nl("2026-03-19 02:00:00.000001")

        assert same_wall_clock(start, 10) == utc("2026-03-29 01:00")
        assert same_wall_clock(nl("2026-03-19 02:59:59.999999"), 10) == utc("2026-03-29 01:00")

    def test_a_start_given_in_a_time_that_never_was_counts_as_its_instant(self) -> None:
        never = datetime(2026, 3, 29, 2, 30, tzinfo=AMSTERDAM)

        assert same_wall_clock(never, 10) == nl("2026-04-08 03:30")

    @given(reckoning.moments, st.integers(-30, 30))
    def test_agrees_with_the_second_reckoning(self, start: datetime, days: int) -> None:
        end = same_wall_clock(start, days)

        assert end.tzinfo is UTC
        assert end == instant(wall(start) + timedelta(days=days))

    @given(reckoning.moments, st.integers(1, 400))
    def test_lies_within_an_hour_of_whole_days(self, start: datetime, days: int) -> None:
        assert abs(same_wall_clock(start, days) - start - timedelta(days=days)) <= HOUR

    @given(reckoning.moments, st.integers(-30, 30))
    def test_more_days_never_end_earlier(self, start: datetime, days: int) -> None:
        assert same_wall_clock(start, days) < same_wall_clock(start, days + 1)

    def test_refuses_a_naive_start(self) -> None:
        with pytest.raises(ValueError, match="no offset"):
            same_wall_clock(naive("2026-03-21 02:30"), 10)


class TestLocal:
    @given(reckoning.moments)
    def test_shows_what_clocks_show(self, moment: datetime) -> None:
        shown = local(moment)

        assert shown.tzinfo is AMSTERDAM
        assert shown.replace(tzinfo=None) == wall(moment)
        assert shown.astimezone(UTC) == moment
        assert local_date(moment) == wall(moment).date()

    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            ("2026-07-01 21:59", date(2026, 7, 1)),
            ("2026-07-01 22:00", date(2026, 7, 2)),
            ("2026-12-31 22:59", date(2026, 12, 31)),
            ("2026-12-31 23:00", date(2027, 1, 1)),
        ],
    )
    def test_the_day_changes_at_midnight_in_the_netherlands(self, moment: str, day: date) -> None:
        assert local_date(utc(moment)) == day

    def test_puts_right_a_time_that_never_was(self) -> None:
        assert local(datetime(2026, 3, 29, 2, 30, tzinfo=AMSTERDAM)).hour == 3

    @pytest.mark.parametrize("function", [local, local_date, require_aware])
    def test_refuses_a_naive_moment(self, function: Callable[..., object]) -> None:
        with pytest.raises(ValueError, match="no offset"):
            function(naive("2026-03-21 02:30"))

    def test_an_aware_moment_comes_back_in_utc(self) -> None:
        moment = require_aware(datetime(2026, 7, 1, 2, 30, tzinfo=AMSTERDAM))

        assert moment == utc("2026-07-01 00:30")
        assert moment.tzinfo is UTC


class TestMidnightAfter:
    @pytest.mark.parametrize(
        ("day", "moment"),
        [
            (date(2026, 1, 31), "2026-01-31 23:00"),
            (date(2026, 3, 28), "2026-03-28 23:00"),
            (date(2026, 3, 29), "2026-03-29 22:00"),
            (date(2026, 10, 24), "2026-10-24 22:00"),
            (date(2026, 10, 25), "2026-10-25 23:00"),
            (date(2028, 2, 28), "2028-02-28 23:00"),
        ],
    )
    def test_is_the_first_instant_of_the_next_day(self, day: date, moment: str) -> None:
        assert midnight_after(day) == utc(moment)

    @given(reckoning.days)
    def test_the_day_lasts_until_just_before(self, day: date) -> None:
        end = midnight_after(day)

        assert end.tzinfo is UTC
        assert local_date(end - TICK) == day
        assert local_date(end) == day + timedelta(days=1)

    def test_a_midnight_that_was_skipped_is_the_jump(self) -> None:
        # Dutch clocks went forward at midnight on 16 May 1940, by an hour and forty minutes.
        assert local(midnight_after(date(1940, 5, 15))).replace(tzinfo=None) == naive(
            "1940-05-16 01:40"
        )

    @pytest.mark.parametrize("function", [midnight_after, require_day])
    def test_refuses_a_moment_for_a_day(self, function: Callable[..., object]) -> None:
        with pytest.raises(ValueError, match="a day is needed"):
            function(utc("2026-03-28 23:30"))
