"""The only door to the time of day.

Nothing else in the product reads the system's clock: a moment is read once per act and handed on
as an argument, so that scenarios, training and tests can move it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that stands still until it is moved: for scenarios, training and tests.

    Args:
        start: aware moment at which it stands at first.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Stand at `moment` (aware).

        Raises:
            ValueError: the moment lies before the present one; a case cannot live backwards.
        """
        moment = moment.astimezone(UTC)
        if moment < self._now:
            raise ValueError(f"clock stands at {self._now}, cannot go back to {moment}")
        self._now = moment

    def move_by(self, step: timedelta) -> None:
        """Go on by `step` (not negative)."""
        self.move_to(self._now + step)
