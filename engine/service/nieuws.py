"""What changed since somebody last looked: told once, and then counted as seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.access import nieuws as access
from engine.clock import Clock
from engine.model.gebruikers import Actor
from engine.store import gezien
from engine.store.reading import nieuws as reading
from engine.store.reading.nieuws import Change, Wanted
from engine.store.work import Database

__all__ = ["Change", "News", "Nieuws"]

#: A look so long after the one before it is a new visit: what was shown then, is seen by now.
VISIT = timedelta(minutes=30)
#: Looks closer together than this are not written down again.
BLINK = timedelta(minutes=1)
#: Older changes are no news to anybody, however long he stayed away.
OLDEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class News:
    """What is new to a user.

    Attributes:
        since: from when (UTC); None on somebody's very first visit.
        changes: the newest first.
    """

    since: datetime | None
    changes: tuple[Change, ...]


class Nieuws:
    """Tells what changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def look(self, actor: Actor) -> News:
        """What others did since this user's visit before this one, as far as he may know of it.

        Within one visit it stays the same, so that who follows a line and comes back finds the
        others still there.

        Raises:
            Stale: the same user looked for the first time in two places at once.
        """
        now = self.clock.now()
        hearing = {
            gemeente: found
            for gemeente in sorted(actor.gemeenten)
            if (found := access.hearing(actor, gemeente)) is not None
        }
        with self.database.reading() as connection:
            seen = gezien.of(connection, actor.id)
            since = {
                gemeente: _since(seen[gemeente], now) if gemeente in seen else now
                for gemeente in hearing
            }
            wanted = [
                Wanted(
                    gemeente=gemeente,
                    sinds=max(since[gemeente], now - OLDEST),
                    hulp=found.hulp,
                    zaak=found.zaak,
                    termijnen=found.termijnen,
                    status=found.status,
                )
                for gemeente, found in hearing.items()
                if gemeente in seen
            ]
            changes = reading.changes(connection, actor.id, wanted, access.HELP)
        if any(gemeente not in seen or now - seen[gemeente][1] >= BLINK for gemeente in hearing):
            with self.database.writing() as connection:
                gezien.keep(connection, actor.id, since, seen, now)
        told = tuple(
            each
            if each.naam == ""
            or each.soort.startswith("zaak:termijn")
            or hearing[each.gemeente].hears(each.naam)
            else replace(each, naam="", wie="")  # of this only the status is told
            for each in changes
        )
        return News(min((each.sinds for each in wanted), default=None), told)

    def mark_seen(self, actor: Actor) -> None:
        """Everything up to now counts as seen."""
        now = self.clock.now()
        with self.database.writing() as connection:
            seen = gezien.of(connection, actor.id)
            gezien.keep(connection, actor.id, dict.fromkeys(seen, now), seen, now)


def _since(seen: tuple[datetime, datetime], now: datetime) -> datetime:
    sinds, looked = seen
    return looked if now - looked >= VISIT else sinds
