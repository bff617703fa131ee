"""Follow-up times: when a task ought to be done, by policy. Never a legal term."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_TERM = re.compile(r"([a-z_]+)(?:\s*([+-])\s*(P\S+))?")


def duration(text: str) -> timedelta:
    """An ISO 8601 duration of days, hours and minutes.

    Raises:
        ValueError: anything else.
    """
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"{text!r} is geen duur als PT1H of P5D")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def check(text: str, terms: Collection[str]) -> None:
    """Whether a follow-up time can be read.

    Raises:
        ValueError: says in Dutch what is wrong.
    """
    if text.startswith("P"):
        duration(text)
        return
    match = _TERM.fullmatch(text)
    if match is None or match[1] not in terms:
        raise ValueError(f"{text!r} is geen duur (PT1H, P5D) en geen termijn van het product")
    if match[3] is not None:
        duration(match[3])


def follow_up(
    text: str | None, opened_at: datetime, due: Callable[[str], datetime | None]
) -> datetime | None:
    """When a task opened at `opened_at` (UTC) ought to be done (UTC).

    Args:
        text: `PT1H` after opening, a term (`bereikbaarheid`), or a term plus or minus a duration.
        due: when a term of this case falls due.
    """
    if not text:
        return None
    if text.startswith("P"):
        return opened_at + duration(text)
    match = _TERM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is geen opvolgtijd")
    term, sign, length = match.groups()
    moment = due(term)
    if moment is None or length is None:
        return moment
    return moment + duration(length) if sign == "+" else moment - duration(length)
