from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.moments import AMSTERDAM, NonExistentTime, is_doubled, local, read_moment
from tests.unit.engine.law import reckoning
from tests.unit.engine.law.reckoning import (
    YEARS,
    clock_changes,
    doubled_hour,
    instant,
    naive,
    skipped_hour,
    utc,
    wall,
)

HALF_HOUR = timedelta(minutes=30)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)


class TestReadMoment:
    @pytest.mark.parametrize(
        ("value", "moment"),
        [
            ("2026-03-21T02:30", "2026-03-21 01:30"),
            ("2026-07-21T02:30", "2026-07-21 00:30"),
            ("2026-07-21 02:30", "2026-07-21 00:30"),
            (" 2026-07-21T02:30\n", "2026-07-21 00:30"),
            ("2026-07-21T02:30:15", "2026-07-21 00:30:15"),
            ("2026-07-21T02:30:15.250", "2026-07-21 00:30:15.250"),
            ("2026-07-21T02:30Z", "2026-07-21 02:30"),
            ("2026-07-21T02:30:15.123456789Z", "2026-07-21 02:30:15.123456"),
            ("2026-07-21T02:30+02:00", "2026-07-21 00:30"),
            ("2026-07-21T02:30-0500", "2026-07-21 07:30"),
            ("2026-03-29T01:59", "2026-03-29 00:59"),
            ("2026-03-29T03:00", "2026-03-29 01:00"),
            ("2026-10-25T02:30", "2026-10-25 00:30"),
            ("2026-10-25T02:30+01:00", "2026-10-25 01:30"),
            ("2026-03-29T02:30+01:00", "2026-03-29 01:30"),
            ("2028-02-29T23:59", "2028-02-29 22:59"),
            (naive("2026-07-21 02:30"), "2026-07-21 00:30"),
            (naive("2026-10-25 02:30").replace(fold=1), "2026-10-25 00:30"),
            (datetime(2026, 7, 21, 2, 30, tzinfo=timezone(timedelta(hours=5))), "2026-07-20 21:30"),
            (datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1), "2026-10-25 01:30"),
            (date(2026, 7, 21), "2026-07-20 22:00"),
            (date(2026, 1, 1), "2025-12-31 23:00"),
        ],
    )
    def test_reads(self, value: str | datetime | date, moment: str) -> None:
        read = read_moment(value)

        assert read == utc(moment)
        assert read.tzinfo is UTC

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "gisteren",
            "2026-03-21",
            "20260321T0230",
            "2026-03-21T02",
            "2026-W12-6T02:30",
            "2026-03-21x02:30",
            "2026-03-21T2:30",
            "21-03-2026 02:30",
            "2026-03-21T24:00",
            "2026-03-21T02:60",
            "2026-02-29T02:30",
            "2026-13-01T02:30",
            "2026-03-21T02:30:60",
            "2026-03-21T02:30 Europe/Amsterdam",
            "2026-03-21T02:30+24:00",
            "2026-03-21T02:30Zz",
            "٢٠٢٦-03-21T02:30",
            "0001-01-01T00:00",
            "9999-12-31T23:59Z",
            "9999-12-31T23:59-05:00",
        ],
    )
    def test_refuses_what_is_no_moment(self, text: str) -> None:
        with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the type is the contract
            read_moment(text)

        assert not isinstance(refusal.value, NonExistentTime)

    @given(st.text())
    def test_wrong_text_never_raises_anything_else(self, text: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - the type is the contract
            read_moment(text)

    @pytest.mark.parametrize("year", YEARS)
    def test_refuses_every_skipped_time(self, year: int) -> None:
        hour = skipped_hour(year)
        for shown in (hour, hour + HALF_HOUR, hour + HOUR - TICK):
            with pytest.raises(NonExistentTime):
                read_moment(shown.isoformat())
            with pytest.raises(NonExistentTime):
                read_moment(shown)
            with pytest.raises(NonExistentTime):
                read_moment(shown.replace(tzinfo=AMSTERDAM))

    @pytest.mark.parametrize("year", YEARS)
    def test_reads_the_minutes_around_a_skipped_hour(self, year: int) -> None:
        forward, _ = clock_changes(year)

        assert read_moment((skipped_hour(year) - MINUTE).isoformat()) == forward - MINUTE
        assert read_moment((skipped_hour(year) + HOUR).isoformat()) == forward

    @given(reckoning.moments)
    def test_reads_back_what_was_shown(self, moment: datetime) -> None:
        assert read_moment(local(moment)) == moment
        assert read_moment(local(moment).isoformat()) == moment
        assert read_moment(wall(moment).isoformat()) == instant(wall(moment))


class TestIsDoubled:
    @pytest.mark.parametrize("year", YEARS)
    def test_only_the_hour_in_which_the_clocks_go_back(self, year: int) -> None:
        hour = doubled_hour(year)

        assert [is_doubled(hour + step) for step in (-TICK, 0 * HOUR, HOUR - TICK, HOUR)] == [
            False,
            True,
            True,
            False,
        ]

    @pytest.mark.parametrize("year", YEARS)
    def test_a_skipped_hour_is_not_doubled(self, year: int) -> None:
        assert not is_doubled(skipped_hour(year) + HALF_HOUR)

    @pytest.mark.parametrize("year", YEARS)
    def test_both_instants_of_a_doubled_hour_are(self, year: int) -> None:
        _, back = clock_changes(year)

        for moment in (back - HOUR, back - TICK, back, back + HOUR - TICK):
            assert is_doubled(moment)
            assert is_doubled(local(moment))
        assert not is_doubled(back - HOUR - TICK)
        assert not is_doubled(back + HOUR)
