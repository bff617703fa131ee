"""The only door to the time of day.

Nothing else in the product reads the system's clock: a moment is read once per act and handed on
as an argument, so that scenarios, training and tests can move it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock
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


class RunningClock:
    """A clock that runs on by itself from wherever it is moved to: for training.

    Any thread may read it while another moves it.

    Args:
        start: aware moment that it shows at first.
        real: the clock by which it runs on.
    """

    def __init__(self, start: datetime, real: Clock) -> None:
        self._real = real
        self._lock = Lock()
        self._shown = start.astimezone(UTC)
        self._since: datetime | None = real.now()

    def now(self) -> datetime:
        with self._lock:
            return self._read()

    def move_to(self, moment: datetime) -> None:
        """Show `moment` (aware), and run on from there unless it stands still.

        Raises:
            ValueError: the moment lies before the present one; a case cannot live backwards.
        """
        moment = moment.astimezone(UTC)
        with self._lock:
            now = self._read()
            if moment < now:
                raise ValueError(f"clock stands at {now}, cannot go back to {moment}")
            self._set(moment)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Within the block it moves only when it is moved: what happens then has an exact moment.

        Blocks are not nested; who moves the clock waits for its turn.
        """
        with self._lock:
            self._shown, self._since = self._read(), None
        try:
            yield
        finally:
            with self._lock:
                self._since = self._real.now()

    def _read(self) -> datetime:
        if self._since is None:
            return self._shown
        return self._shown + (self._real.now() - self._since)

    def _set(self, moment: datetime) -> None:
        self._shown = moment
        if self._since is not None:
            self._since = self._real.now()
