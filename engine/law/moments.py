"""Instants and wall-clock time: the only place that knows which zone the Netherlands keep.

Every instant is an aware UTC datetime. Two edges of the clock changes are decided here, in favour
of the person whose liberty an order limits: a wall-clock time that was skipped means the instant
of the jump, one that comes twice means the first.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

__all__ = [
    "AMSTERDAM",
    "UTC",
    "NonExistentTime",
    "is_doubled",
    "local",
    "local_date",
    "midnight_after",
    "read_moment",
    "require_aware",
    "require_day",
    "same_wall_clock",
]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_SECOND = timedelta(seconds=1)
# datetime.fromisoformat takes much more than this (a bare day, week numbers, any separator), and
# what it takes differs between versions of Python.
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


class NonExistentTime(ValueError):
    """A wall-clock time that the clocks skipped when they went forward."""


def require_aware(moment: datetime) -> datetime:
    """The same instant in UTC.

    Raises:
        ValueError: the moment is naive: nobody can tell which instant it is.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no offset: an instant is needed")
    return moment.astimezone(UTC)


def require_day(day: date) -> date:
    """The day itself.

    Raises:
        ValueError: it is a moment; which day that is depends on the zone, see `local_date`.
    """
    if isinstance(day, datetime):
        raise ValueError(f"{day.isoformat()} is a moment: a day is needed")
    return day


def local(moment: datetime) -> datetime:
    """The instant as clocks in the Netherlands show it (aware, Europe/Amsterdam).

    Raises:
        ValueError: the moment is naive.
    """
    # By way of UTC: a value that is in the zone already would keep a time that never was.
    return require_aware(moment).astimezone(AMSTERDAM)


def local_date(moment: datetime) -> date:
    """The calendar day in the Netherlands at that instant.

    Raises:
        ValueError: the moment is naive.
    """
    return local(moment).date()


def same_wall_clock(start: datetime, days: int) -> datetime:
    """The instant (UTC) at which clocks show the same time, calendar days after or before.

    A skipped time gives the instant of the jump, a doubled one the first of the two. So a start
    in the second of two equal hours, moved by no days, becomes the first.

    Args:
        start: aware instant.
        days: calendar days in Europe/Amsterdam, negative for earlier.

    Raises:
        ValueError: the start is naive.
    """
    return _instant(local(start).replace(tzinfo=None) + timedelta(days=days))


def midnight_after(day: date) -> datetime:
    """The instant (UTC) at which the day is over: 00:00 in Amsterdam of the day after.

    Raises:
        ValueError: it is a moment, not a day.
    """
    return _instant(datetime.combine(require_day(day) + timedelta(days=1), time()))


def read_moment(value: str | datetime | date) -> datetime:
    """Read a moment that somebody wrote down, into UTC.

    Without an offset it is local time, Europe/Amsterdam, and of a doubled hour the first.

    Args:
        value: text of a day and a clock time ("2026-03-21T02:30", seconds and offset optional), a
            datetime, or a date. A date object, which readers of YAML make of a bare day, is its
            first instant, 00:00 in Amsterdam; a bare day as text is refused, for a form that asks
            for a moment must not take a forgotten clock time for midnight.

    Raises:
        NonExistentTime: the clocks skipped that time.
        ValueError: it is no moment, or one beyond the calendar.
    """
    if isinstance(value, str):
        text = value.strip()
        if _MOMENT.fullmatch(text) is None:
            raise ValueError(f"{text!r} is not a day with a clock time")
        value = datetime.fromisoformat(text)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    try:
        moment = _read_local(value) if value.utcoffset() is None else _read_with_offset(value)
        moment.astimezone(AMSTERDAM)  # what cannot be shown again is no use either
    except OverflowError:
        raise ValueError(f"{value.isoformat()} lies beyond the calendar") from None
    return moment


def is_doubled(local: datetime) -> bool:
    """Whether clocks in the Netherlands show this time twice, when they go back.

    Args:
        local: wall-clock time without offset; of an aware moment, what the clocks show then.
    """
    if local.utcoffset() is not None:
        local = require_aware(local).astimezone(AMSTERDAM)
    wall = local.replace(tzinfo=None)
    early, late = _readings(wall)
    return early != late and _is_shown_at(early, wall)


def _readings(wall: datetime) -> tuple[datetime, datetime]:
    """Both instants a wall-clock time can mean, the earlier first; mostly they are the same."""
    first, second = sorted(
        wall.replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    return first, second


def _is_shown_at(moment: datetime, wall: datetime) -> bool:
    return moment.astimezone(AMSTERDAM).replace(tzinfo=None) == wall


@lru_cache(maxsize=4096)
def _instant(wall: datetime) -> datetime:
    """The instant of a wall-clock time: of two the first, and the jump when it was skipped."""
    early, late = _readings(wall)
    if _is_shown_at(early, wall):
        return early
    # zoneinfo does not tell when the clocks change; it is between the two readings.
    before = early.astimezone(AMSTERDAM).utcoffset()
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if middle.astimezone(AMSTERDAM).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def _read_local(value: datetime) -> datetime:
    first, _ = _readings(value)
    if not _is_shown_at(first, value):
        raise NonExistentTime(f"{value.isoformat()}: the clocks skipped that time")
    return first


def _read_with_offset(value: datetime) -> datetime:
    moment = value.astimezone(UTC)
    # Only a zone can skip a time; with a plain offset every time exists.
    if moment.astimezone(value.tzinfo).replace(tzinfo=None) != value.replace(tzinfo=None):
        raise NonExistentTime(f"{value.isoformat()}: the clocks skipped that time")
    return moment
