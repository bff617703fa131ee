"""The Algemene termijnenwet: working days, holidays, and how they lengthen a term in days or weeks.

It applies to the hearing term and to the appeal term. It does not apply to the ten days and the
four weeks of an order (Wth 13), to terms in hours, nor to terms of years (Atw 4).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

from engine.law.moments import require_day

__all__ = [
    "is_working_day",
    "last_day_by_atw_1",
    "last_day_by_atw_2",
    "next_working_day_on_or_after",
]

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_ATW_2_FROM_DAYS = 3


def is_working_day(day: date, extra: frozenset[date] = frozenset()) -> bool:
    """Whether a day in the Netherlands is no Saturday, Sunday or generally recognised holiday.

    Atw 1.1 and 3.

    Args:
        day: from 1966 to 2100; outside those years only weekends and 5 May are known.
        extra: days made equal to holidays by royal decree (Atw 3.3).

    Raises:
        ValueError: it is a moment, not a day.
    """
    day = require_day(day)
    return day.weekday() < _SATURDAY and day not in _holidays(day.year) and day not in extra


def next_working_day_on_or_after(day: date, extra: frozenset[date] = frozenset()) -> date:
    """The day itself when it is a working day, else the first one after it.

    Raises:
        ValueError: it is a moment, not a day.
    """
    while not is_working_day(day, extra):
        day += _ONE_DAY
    return day


def last_day_by_atw_1(last: date, extra: frozenset[date] = frozenset()) -> date:
    """Atw 1.1: a term that ends on a Saturday, Sunday or holiday runs through the next working day.

    Args:
        last: last day of the term as counted by its own article.
        extra: days made equal to holidays by royal decree (Atw 3.3).

    Raises:
        ValueError: it is a moment, not a day.
    """
    return next_working_day_on_or_after(last, extra)


def last_day_by_atw_2(
    first: date, last: date, working_days: int, extra: frozenset[date] = frozenset()
) -> date:
    """Atw 2: a term of at least three days is lengthened until it holds enough working days.

    A shorter term is left as it is.

    Args:
        first: first day that counts.
        last: last day of the term as counted by its own article.
        working_days: how many it must hold; the Atw says two.
        extra: days made equal to holidays by royal decree (Atw 3.3).

    Raises:
        ValueError: it is a moment, not a day.
    """
    length = (require_day(last) - require_day(first)).days + 1
    if length < _ATW_2_FROM_DAYS:
        return last
    missing = working_days - sum(is_working_day(first + n * _ONE_DAY, extra) for n in range(length))
    while missing > 0:
        last += _ONE_DAY
        missing -= is_working_day(last, extra)
    return last


@cache
def _holidays(year: int) -> frozenset[date]:
    """The generally recognised holidays of a year that can fall on a weekday (Atw 3.1, 3.2)."""
    # The library lists 5 May as a public holiday once in five years only, as employers do; the
    # Atw counts it every year. It knows Queen's Day (until 2013) and that the King's birthday is
    # kept on the Saturday when it falls on a Sunday.
    return frozenset(holidays.country_holidays("NL", years=year)) | {date(year, 5, 5)}
