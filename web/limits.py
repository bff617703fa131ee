"""How often somebody without an account may try something."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from threading import Lock

#: Addresses remembered at most: a flood of them must not fill the memory.
REMEMBERED = 10_000
#: What one household or office gets of IPv6, with more addresses in it than there is memory.
_NETWORK = 64


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
        who = origin(address)
        with self._lock:
            began, count = self._seen.pop(who, (now, 0))
            if now - began >= self._window or now < began:
                began, count = now, 0
            self._seen[who] = (began, count + 1)
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return count < self._tries

    def give_back(self, address: str) -> None:
        """Do not count the last try after all."""
        who = origin(address)
        with self._lock:
            if who in self._seen:
                began, count = self._seen[who]
                self._seen[who] = (began, max(count - 1, 0))


def origin(address: str) -> str:
    """Whom an address stands for: of IPv6 its network, for whoever has one has all of it."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    kept = 128 - _NETWORK
    return f"{IPv6Address(int(parsed) >> kept << kept)}/{_NETWORK}"
