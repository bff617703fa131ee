"""How long a signature can be judged (ETSI EN 319 142-1), the least first.

B-B    who signed, as long as the certificate holds
B-T    and when, by a time stamp
B-LT   and that nothing was revoked, long after the authority is gone
B-LTA  and that all of this was there before its algorithms got old
"""

from __future__ import annotations

from typing import Literal

Niveau = Literal["B-B", "B-T", "B-LT", "B-LTA"]
LEVELS: tuple[Niveau, ...] = ("B-B", "B-T", "B-LT", "B-LTA")


def reaches(niveau: Niveau, wanted: Niveau) -> bool:
    """Whether a level is at least the other."""
    return LEVELS.index(niveau) >= LEVELS.index(wanted)
