"""How long things took: the middle, and what nine in ten stay under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Of fewer cases nine in ten say nothing.
ENOUGH_FOR_NINE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Duur:
    """Minutes; None where too few cases are behind it."""

    mediaan: int | None
    negentig: int | None


def spread(counts: Mapping[int, int], least: int) -> Duur:
    """Median and nine in ten of so many cases for each number of minutes."""
    total = sum(counts.values())
    return Duur(
        mediaan=_within(counts, total, 0.5) if total >= least else None,
        negentig=_within(counts, total, 0.9) if total >= max(least, ENOUGH_FOR_NINE) else None,
    )


def _within(counts: Mapping[int, int], total: int, share: float) -> int:
    """The least number of minutes in which this share of the cases was ready."""
    seen = 0
    for minutes in sorted(counts):
        seen += counts[minutes]
        if seen >= share * total:
            return minutes
    raise ValueError("no cases")


def told(minutes: int | None) -> str:
    """As "2 u 35 m", "40 m"; "" where too few cases are behind it."""
    if minutes is None:
        return ""
    hours, left = divmod(minutes, 60)
    return f"{hours} u {left:02d} m" if hours else f"{left} m"


def clock(minutes: int) -> str:
    """As "2:35", where there is little room."""
    return f"{minutes // 60}:{minutes % 60:02d}"
