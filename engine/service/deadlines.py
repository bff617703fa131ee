"""Finding the cases in which something has fallen due, and letting it happen."""

from __future__ import annotations

import logging
from datetime import datetime

from engine.clock import Clock
from engine.service.road import Road
from engine.store import deadlines, scope
from engine.store.work import Database

log = logging.getLogger(__name__)

BATCH = 100


class Deadlines:
    """What falls due, and when the next thing does, in every municipality."""

    def __init__(self, database: Database, clock: Clock, road: Road) -> None:
        self.database = database
        self.clock = clock
        self.road = road

    def next_wake(self, after: datetime | None = None) -> datetime | None:
        """The earliest moment (UTC) at which anything falls due, of those after `after`."""
        with scope.everywhere(), self.database.reading() as connection:
            return deadlines.next_wake(connection, after)

    def fire_due(self) -> int:
        """Let everything happen that is due now, the longest due first; gives how many cases.

        A case that cannot move on is told in the log and never holds up the others.
        """
        with scope.everywhere():
            return self._fire_due()

    def _fire_due(self) -> int:
        fired = 0
        stuck: set[str] = set()
        while True:
            with self.database.reading() as connection:
                cases = deadlines.due_cases(connection, self.clock.now(), BATCH + len(stuck))
            cases = [zaak_id for zaak_id in cases if zaak_id not in stuck]
            if not cases:
                return fired
            for zaak_id in cases:
                try:
                    fired += self.road.fire(zaak_id)
                except Exception:  # whoever reads the log and `doctor` sees it; others go on
                    log.exception("case cannot move on", extra={"zaak_id": zaak_id})
                    stuck.add(zaak_id)
