"""A second reckoning of clocks and holidays, by other means than the product's, to test it against.

Nothing here uses a zone database or a holiday library: summer time runs from the last Sunday of
March, 01:00 UTC, to the last Sunday of October, 01:00 UTC (directive 2000/84/EC), and Easter is
computed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

Term = Callable[..., datetime]

YEARS = range(2000, 2101)

CET = timezone(timedelta(hours=1))
CEST = timezone(timedelta(hours=2))

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def naive(text: str) -> datetime:
    return datetime.fromisoformat(text)


def nl(text: str) -> datetime:
    """The instant (UTC) of a Dutch wall-clock time that exists; of two the first."""
    return instant(naive(text))


def clock_changes(year: int) -> tuple[datetime, datetime]:
    """When the clocks go forward and back."""
    return _last_sunday(year, 3), _last_sunday(year, 10)


def wall(moment: datetime) -> datetime:
    """What Dutch clocks show."""
    forward, back = clock_changes(moment.year)
    summer = forward <= moment < back
    return moment.astimezone(CEST if summer else CET).replace(tzinfo=None)


def instant(shown: datetime) -> datetime:
    """The first instant at which Dutch clocks show this, or the jump that skipped it."""
    readings = [shown.replace(tzinfo=zone).astimezone(UTC) for zone in (CEST, CET)]
    right = [moment for moment in readings if wall(moment) == shown]
    return min(right) if right else clock_changes(shown.year)[0]


def skipped_hour(year: int) -> datetime:
    """The wall-clock time from which an hour is skipped."""
    forward, _ = clock_changes(year)
    return wall(forward) - _HOUR


def doubled_hour(year: int) -> datetime:
    """The wall-clock time from which an hour comes twice."""
    _, back = clock_changes(year)
    return wall(back)


def easter(year: int) -> date:
    """Easter Sunday by the Meeus/Jones/Butcher computus."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def atw_holidays(year: int) -> frozenset[date]:
    """The days of Atw 3.1 and 3.2."""
    sunday = easter(year)
    king = date(year, 4, 27) if year > 2013 else date(year, 4, 30)
    return frozenset(
        {
            date(year, 1, 1),
            sunday - 2 * _DAY,
            sunday + 1 * _DAY,
            sunday + 39 * _DAY,
            sunday + 50 * _DAY,
            king - _DAY if king.isoweekday() == 7 else king,
            date(year, 5, 5),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def works(day: date, extra: frozenset[date] = frozenset()) -> bool:
    """Whether it is a working day of the Atw."""
    return day.isoweekday() < 6 and day not in atw_holidays(day.year) and day not in extra


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _last_sunday(year: int, month: int) -> datetime:
    day = date(year, month, 31)
    return utc(f"{day - day.isoweekday() % 7 * _DAY} 01:00")


def _near_a_change(year: int, change: int, days: int, minutes: int) -> datetime:
    return clock_changes(year)[change] + timedelta(days=days, minutes=minutes)


#: Days whose terms end within 2000-2100.
days = st.dates(date(2000, 1, 1), date(2100, 10, 31))

#: Whole minutes, half of them within a few hours of a clock change, days or weeks away.
moments = st.one_of(
    st.datetimes(naive("2000-01-01"), naive("2100-10-31")).map(
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
    st.builds(
        _near_a_change,
        st.integers(2001, 2099),
        st.sampled_from([0, 1]),
        st.sampled_from([-28, -10, -5, -1, 0, 1, 5, 10, 28]),
        st.integers(-180, 180),
    ),
)

#: A few days in a row that a royal decree might make equal to holidays.
decrees = st.builds(
    lambda first, length: frozenset(days_between(first, first + (length - 1) * _DAY)),
    days,
    st.integers(0, 4),
)
