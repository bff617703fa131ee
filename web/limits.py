"""How often somebody without an account may try something."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

#: Addresses remembered at most: a flood of them must not fill the memory.
REMEMBERED = 10_000


class Limiter:
    """Counts tries per address within a window; for one process.

    Args:
        tries: as many are allowed,
        window: within this time.
    """

    def __init__(self, tries: int, window: timedelta) -> None:
        self._tries = tries
        self._window = window
        self._seen: OrderedDict[str, tuple[datetime, int]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str, now: datetime) -> bool:
        """Count a try at `now` (aware); False when it is one too many."""
        with self._lock:
            began, count = self._seen.pop(address, (now, 0))
            if now - began >= self._window or now < began:
                began, count = now, 0
            self._seen[address] = (began, count + 1)
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return count < self._tries
