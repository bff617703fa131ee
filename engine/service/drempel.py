"""The threshold: who failed too often waits, and makes nobody else wait.

Failures are counted per account and per source. A browser in which the user signed in before is a
source of its own: whatever strangers do, it never waits for them. All strangers together have a
budget per account, so that a thousand networks cannot guess a thousand times as often.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from engine.model.aanmelden import Bezoeker
from engine.store import aanmelden
from engine.store.aanmelden import Poging
from engine.store.work import Connection

#: From the fifth failure on a source waits, each time longer, at most this long.
FREE_FAILURES = 4
LONGEST_WAIT = timedelta(minutes=15)
#: Failures of all strangers together that an account takes within this time.
BUDGET, WINDOW = 50, timedelta(hours=1)
#: A browser that was not seen for this long is a stranger again.
KNOWN_FOR = timedelta(days=180)

_STRANGERS = "vreemden"


class Wat(StrEnum):
    """What somebody tries: guessing the one tells nothing of the other."""

    WACHTWOORD = "wachtwoord"
    CODE = "code"


def admits(
    connection: Connection,
    gebruiker_id: str,
    wat: Wat,
    bezoeker: Bezoeker,
    now: datetime,
    *,
    fits: bool,
) -> bool:
    """Count a try on an account; whether it is admitted."""
    aanmelden.lock_user(connection, gebruiker_id)
    if not is_open(connection, gebruiker_id, wat, bezoeker, now):
        return False
    known = is_known(connection, gebruiker_id, bezoeker, now)
    bron = _source(bezoeker, known=known)
    before = aanmelden.poging(connection, gebruiker_id, wat, bron)
    if fits:
        aanmelden.note_poging(connection, gebruiker_id, wat, bron, None)
        return True
    failed = (before.mislukt if before is not None else 0) + 1
    aanmelden.note_poging(
        connection, gebruiker_id, wat, bron, Poging(failed, now, wait(failed, now))
    )
    if not known:
        _spend(connection, gebruiker_id, wat, now)
    return False


def is_open(
    connection: Connection, gebruiker_id: str, wat: Wat, bezoeker: Bezoeker, now: datetime
) -> bool:
    """Whether anything is taken from this source now."""
    known = is_known(connection, gebruiker_id, bezoeker, now)
    before = aanmelden.poging(connection, gebruiker_id, wat, _source(bezoeker, known=known))
    if before is not None and before.tot is not None and before.tot > now:
        return False
    return known or not _spent(connection, gebruiker_id, wat, now)


def is_known(connection: Connection, gebruiker_id: str, bezoeker: Bezoeker, now: datetime) -> bool:
    """Whether the user signed in before with this very browser."""
    return bezoeker.apparaat is not None and aanmelden.is_known(
        connection, gebruiker_id, hashed(bezoeker.apparaat), now - KNOWN_FOR
    )


def wait(failures: int, now: datetime) -> datetime | None:
    """Until when (UTC) one waits after this many failures in a row."""
    if failures <= FREE_FAILURES:
        return None
    doubled: int = 2 ** min(failures - FREE_FAILURES - 1, 10)
    return now + min(timedelta(seconds=10) * doubled, LONGEST_WAIT)


def hashed(secret: str) -> str:
    """A secret of much chance as it is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _source(bezoeker: Bezoeker, *, known: bool) -> str:
    return hashed(f"apparaat {bezoeker.apparaat}" if known else f"netwerk {bezoeker.netwerk}")


def _spent(connection: Connection, gebruiker_id: str, wat: Wat, now: datetime) -> bool:
    spent = aanmelden.poging(connection, gebruiker_id, wat, _STRANGERS)
    return spent is not None and spent.mislukt >= BUDGET and now - spent.sinds < WINDOW


def _spend(connection: Connection, gebruiker_id: str, wat: Wat, now: datetime) -> None:
    spent = aanmelden.poging(connection, gebruiker_id, wat, _STRANGERS)
    if spent is None or now - spent.sinds >= WINDOW:
        spent = Poging(0, now)
    aanmelden.note_poging(
        connection, gebruiker_id, wat, _STRANGERS, replace(spent, mislukt=spent.mislukt + 1)
    )
