"""How moments, names, places and lists are written in Dutch; the room's only time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
_NUMBERS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]
_DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def day_text(day: date) -> str:
    """As 31 maart 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_text(day: date) -> str:
    """As dinsdag 31 maart 2026."""
    return f"{_DAYS[day.weekday()]} {day_text(day)}"


def time_text(moment: datetime) -> str:
    """As 02.30 uur, Amsterdam time; of two equal ones with which of them it is."""
    return f"{_clock(moment)} uur{_season(moment)}"


def moment_text(moment: datetime) -> str:
    """As dinsdag 31 maart 2026, 02.30 uur, Amsterdam time.

    Raises:
        ValueError: the moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("naive moment")
    local = moment.astimezone(AMSTERDAM)
    return f"{weekday_text(local.date())}, {time_text(moment)}"


def short_text(moment: datetime) -> str:
    """As 31-3-2026 02.30, Amsterdam time: where little room is."""
    local = moment.astimezone(AMSTERDAM)
    return f"{local.day}-{local.month}-{local.year} {_clock(moment)}{_season(moment)}"


def occurs_twice(moment: datetime) -> bool:
    """Whether clocks in Amsterdam show this time twice, because summer time ends that night."""
    local = moment.astimezone(AMSTERDAM)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def in_summer_time(moment: datetime) -> bool:
    """Whether summer time holds in Amsterdam."""
    return bool(moment.astimezone(AMSTERDAM).dst())


def _clock(moment: datetime) -> str:
    local = moment.astimezone(AMSTERDAM)
    return f"{local.hour:02d}.{local.minute:02d}"


def _season(moment: datetime) -> str:
    if not occurs_twice(moment):
        return ""
    return f" ({'zomertijd' if in_summer_time(moment) else 'wintertijd'})"


def list_text(items: Sequence[str]) -> str:
    """As A, B en C."""
    if len(items) < 2:  # noqa: PLR2004 - one thing is no list
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"


def count_text(number: int) -> str:
    """As tien; in figures above twelve."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def days_text(days: int) -> str:
    """As vier weken, or tien dagen when it is no number of weeks."""
    weeks, rest = divmod(days, 7)
    if rest or not weeks:
        return f"{count_text(days)} {'dag' if days == 1 else 'dagen'}"
    return f"{count_text(weeks)} {'week' if weeks == 1 else 'weken'}"


def language_text(code: str) -> str:
    """The Dutch name of a language; the code itself when there is none."""
    return str(Locale("nl").languages.get(code, code))
