"""Days and times as people type them: 21-3-2026, 21 maart 2026, 0.15, 00:15.

What cannot be read stays as it was typed, and the form says what it wants.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from documents.dutch import MONTHS
from engine.law.moments import is_doubled, read_moment

#: Which of two equal hours: offset of summer and of winter time.
OFFSETS = {"zomer": "+02:00", "winter": "+01:00"}

_SEPARATORS = re.compile(r"[\s./-]+")
_TIME = re.compile(r"(\d{1,2})(?:\s*(?:[:.u]|uur)\s*(\d{2})?|(\d{2}))?\s*(?:uur)?")


def month_of(text: str) -> int | None:
    """The number of a month: 3, 03, maart, mrt, mar."""
    text = text.strip().lower().rstrip(".")
    if text.isdecimal():
        return int(text)
    if text == "mrt":
        return 3
    found = [
        number
        for number, name in enumerate(MONTHS, 1)
        if len(text) >= 3 and name.startswith(text)  # noqa: PLR2004 - mei and maa are three
    ]
    return found[0] if len(found) == 1 else None


def day_of(text: str) -> date | None:
    """The day that was typed, year last or first; None when it is none."""
    parts = [part for part in _SEPARATORS.split(text.strip()) if part]
    if len(parts) != 3:  # noqa: PLR2004 - day, month, year
        return None
    if len(parts[0]) == 4:  # noqa: PLR2004 - a year
        parts.reverse()
    day, month, year = parts[0], month_of(parts[1]), parts[2]
    if month is None or not (day.isdecimal() and year.isdecimal() and len(year) == 4):  # noqa: PLR2004
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def time_of(text: str) -> str | None:
    """The clock time that was typed, as 00:15; None when it is none."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None  # noqa: PLR2004


def moment_of(day: str, time: str, season: str = "") -> str:
    """A day and a time as a form reads a moment; as they stand when they cannot be read.

    Args:
        season: `zomer` or `winter`, of an hour that came twice.
    """
    found_day, found_time = day_of(day), time_of(time)
    text = f"{found_day.isoformat() if found_day else day}T{found_time or time}"
    return text + OFFSETS.get(season, "") if found_day and comes_twice(day, time) else text


def comes_twice(day: str, time: str) -> bool:
    """Whether clocks showed this time twice, on the night summer time ended."""
    found_day, found_time = day_of(day), time_of(time)
    if found_day is None or found_time is None:
        return False
    wall = datetime.fromisoformat(f"{found_day.isoformat()}T{found_time}")
    return is_doubled(wall)


def spoken(day: str, time: str, season: str = "") -> datetime | None:
    """The instant that was typed, to be said back in words; None when it is none."""
    try:
        return read_moment(moment_of(day, time, season))
    except ValueError:
        return None


def born(day: str, month: str, year: str) -> date | None:
    """A date of birth out of its three fields."""
    number = month_of(month)
    return day_of(f"{day}-{number}-{year}") if number is not None else None


def years_between(birth: date, today: date) -> int | None:
    """Completed years; None for somebody who is yet to be born or older than anybody."""
    years = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    return years if 0 <= years < 130 else None  # noqa: PLR2004 - nobody lives longer
