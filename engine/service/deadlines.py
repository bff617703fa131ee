"""Finding the cases in which something has fallen due, and letting it happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.clock import Clock
from engine.service.firing import Firing
from engine.store import deadlines, scope
from engine.store.work import Database

#: How many of what was missed are told one by one.
MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Missed:
    """A term that was over while nothing ran; `due` in UTC."""

    nummer: str
    termijn: str
    due: datetime


class Deadlines:
    """What falls due, and when the next thing does, in every municipality."""

    def __init__(self, database: Database, clock: Clock, firing: Firing) -> None:
        self.database = database
        self.clock = clock
        self.firing = firing

    def next_wake(self, after: datetime | None = None) -> datetime | None:
        """The earliest moment (UTC) at which anything falls due, of those after `after`."""
        with scope.everywhere(), self.database.reading() as connection:
            return deadlines.next_wake(connection, after)

    def missed(self) -> list[Missed]:
        """Terms that are over and took no effect yet, the first ones in order of time."""
        with scope.everywhere(), self.database.reading() as connection:
            found = deadlines.terms_due(connection, self.clock.now(), MOST_TOLD)
        return [Missed(*each) for each in found]

    def fire_due(self) -> int:
        """Let everything happen that is due now, the longest due first; gives how many cases.

        A case that cannot move on is set aside and never holds up the others.
        """
        with scope.everywhere():
            return self._fire_due()

    def _fire_due(self) -> int:
        fired, more = 0, True
        while more:
            happened, more = self.firing.fire_some()
            fired += happened
        return fired
