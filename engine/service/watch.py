"""Watching over the terms: who is at work, how late it is, what is set aside, and trying again.

Whoever lets terms take effect says so every few seconds; whoever watches looks whether that is so,
and whether anything that fell due is left. The two share nothing but the database.
"""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.access import policy
from engine.clock import Clock
from engine.errors import NotFound
from engine.model.gebruikers import Actor, Rol
from engine.service.firing import Firing
from engine.store import audit, heartbeats, lateness, zaken
from engine.store.reading import watch as reading
from engine.store.reading.watch import Beat, Incident
from engine.store.work import Database

#: The role of a process that lets terms take effect.
ALARM = "wekker"
#: How often a process says that it is at work, and after how long a silence it is not.
EVERY, SILENT = timedelta(seconds=5), timedelta(seconds=30)
#: Longer than this after its moment, a term was missed and not just about to take effect.
GRACE = timedelta(seconds=60)
#: How far back the curve goes.
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """How late the moments were that took effect within an hour that began at `van` (UTC).

    Attributes:
        aantal: how many. p50, p99, hoogste: how late, in seconds.
    """

    van: datetime
    aantal: int
    p50: float
    p99: float
    hoogste: float


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How it stands with the terms.

    Attributes:
        now: as of when (UTC).
        oldest: the moment that has been waiting longest to take effect (UTC), or None.
        heard: when a process that lets terms take effect was last heard of (UTC), or None.
        aside: how many cases are set aside.
    """

    now: datetime
    oldest: datetime | None
    heard: datetime | None
    aside: int

    @property
    def is_late(self) -> bool:
        """Whether something fell due more than a minute ago and has not taken effect."""
        return self.oldest is not None and self.now - self.oldest > GRACE

    @property
    def is_silent(self) -> bool:
        """Whether nobody lets terms take effect."""
        return self.heard is None or self.now - self.heard > SILENT


class Process:
    """This process, as it makes itself heard."""

    def __init__(self, database: Database, clock: Clock, rol: str) -> None:
        self.database = database
        self.clock = clock
        self.rol = rol
        self.id = str(uuid.uuid4())
        self._heard: datetime | None = None

    def beat(self) -> None:
        """Say that it is at work, when it has not said so for a while."""
        now = self.clock.now()
        # also when the clock was set back
        if self._heard is not None and timedelta(0) <= now - self._heard < EVERY:
            return
        with self.database.writing() as connection:
            heartbeats.beat(connection, self.id, self.rol, platform.node(), os.getpid(), now)
            if self._heard is None:
                heartbeats.forget(connection, now)
                lateness.forget(connection, now)
        self._heard = now

    def stop(self) -> None:
        """Say that it ends."""
        with self.database.writing() as connection:
            heartbeats.stop(connection, self.id, self.clock.now())


class Watch:
    """Looks whether terms take effect in time."""

    def __init__(self, database: Database, clock: Clock, firing: Firing) -> None:
        self.database = database
        self.clock = clock
        self.firing = firing

    def process(self, rol: str) -> Process:
        """This process in a role, to make itself heard."""
        return Process(self.database, self.clock, rol)

    def state(self) -> State:
        """How it stands with the terms now."""
        now = self.clock.now()
        with self.database.reading() as connection:
            return State(
                now=now,
                oldest=reading.oldest_due(connection, now),
                heard=reading.last_beat(connection, ALARM),
                aside=reading.aside(connection),
            )

    def beats(self) -> list[Beat]:
        """The processes at work."""
        with self.database.reading() as connection:
            return reading.beats(connection, self.clock.now() - DAY)

    def is_anybody_at_work(self) -> bool:
        """Whether a process, of whatever version, was heard of only just."""
        with self.database.reading() as connection:
            return bool(reading.beats(connection, self.clock.now() - SILENT))

    def hours(self) -> list[Hour]:
        """How late terms took effect over the last day, for each hour in which any did."""
        now = self.clock.now()
        first = now.replace(minute=0, second=0, microsecond=0) - DAY + timedelta(hours=1)
        late: dict[datetime, list[float]] = {}
        with self.database.reading() as connection:
            for row in reading.latenesses(connection, first):
                hour = row.processed_at.replace(minute=0, second=0, microsecond=0)
                late.setdefault(hour, []).append((row.processed_at - row.due).total_seconds())
        return [_hour(van, sorted(each)) for van, each in sorted(late.items())]

    def incidents(self, gemeenten: Sequence[str] | None = None) -> list[Incident]:
        """The cases that are set aside, the longest first; of all municipalities, or of these."""
        with self.database.reading() as connection:
            return reading.incidents(connection, gemeenten)

    def try_again(self, actor: Actor, zaak_id: str) -> bool:
        """Try a case that was set aside once more, now; whether it moved.

        Raises:
            NotFound: no such case for this user.
        """
        now = self.clock.now()
        with self.database.writing() as connection:
            head = zaken.head(connection, zaak_id)
            rol = policy.role_for(actor, head.gemeente, (Rol.BEHEERDER,)) if head else None
            if head is None or rol is None:
                raise NotFound(zaak_id)
            audit.note_case(connection, actor, "zaak:storing:opnieuw", now, head, rol=rol)
        return self.firing.fire(zaak_id)


def _hour(van: datetime, late: list[float]) -> Hour:
    return Hour(
        van=van,
        aantal=len(late),
        p50=late[len(late) // 2],
        p99=late[min(len(late) - 1, int(len(late) * 0.99))],
        hoogste=late[-1],
    )
