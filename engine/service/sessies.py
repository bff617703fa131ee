"""Being in: sessions that end by themselves, and can be ended by their user or for them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from engine.clock import Clock
from engine.model.gebruikers import Actor
from engine.service.drempel import hashed
from engine.store import aanmelden, audit, sessies, users, voorkeuren
from engine.store.sessies import Sessie
from engine.store.work import Database

#: A session ends after this long without use, and after this long in any case (one shift).
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
#: Use within this after the last is not written down: reading should not cost a write each time.
NOTICED = timedelta(minutes=1)
#: How long after saying who one is one may change how one signs in.
FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aangemeld:
    """Somebody who is signed in, in which session, and in which language if he ever chose one."""

    actor: Actor
    sessie: Sessie
    taal: str | None


class Sessies:
    """Who is in.

    Args:
        clock: for the record. sessions: tells how long ago something was.
    """

    def __init__(self, database: Database, clock: Clock, sessions: Clock) -> None:
        self.database = database
        self.clock = clock
        self.sessions = sessions

    def find(self, secret: str, soort: str | None = None) -> Aangemeld | None:
        """Whose session this is; None when it does not exist or has ended.

        Args:
            soort: the family of browser that asks; another one than began it ends it.
        """
        now = self.sessions.now()
        with self.database.reading() as connection:
            session = sessies.find(connection, hashed(secret))
            actor = (
                users.actor(connection, session.gebruiker_id, self.clock.now()) if session else None
            )
            taal = voorkeuren.language(connection, actor.id) if actor else None
        if session is None:
            return None
        old = now - session.gezien_op > IDLE or now - session.begonnen_op > LONGEST
        moved = soort is not None and session.apparaat not in ("", soort)
        if actor is None or old or moved:
            self.sign_out(secret)
            return None
        if now - session.gezien_op > NOTICED:
            with self.database.writing() as connection:
                sessies.touch(connection, session.id, now)
        return Aangemeld(actor=actor, sessie=session, taal=taal)

    def left(self, session: Sessie) -> int:
        """How long (whole seconds) a session that is used now lasts if it is not used again."""
        now = self.sessions.now()
        seen = now if now - session.gezien_op > NOTICED else session.gezien_op
        ends = min(seen + IDLE, session.begonnen_op + LONGEST)
        return max(int((ends - now).total_seconds()), 0)

    def actor(self, secret: str) -> Actor | None:
        """Who is signed in with this secret."""
        found = self.find(secret)
        return found.actor if found is not None else None

    def is_fresh(self, session: Sessie) -> bool:
        """Whether its user said only just who they are."""
        said = session.bevestigd_op
        return said is not None and self.sessions.now() - said <= FRESH

    def renew(self, secret: str) -> str | None:
        """Another secret for a session whose user said again who they are."""
        new = secrets.token_urlsafe(32)
        with self.database.writing() as connection:
            done = sessies.renew(connection, hashed(secret), hashed(new), self.sessions.now())
        return new if done else None

    def of(self, gebruiker_id: str) -> list[Sessie]:
        """Where a user is signed in, what was used last first; what has ended is not there."""
        now = self.sessions.now()
        with self.database.reading() as connection:
            found = sessies.of(connection, gebruiker_id)
        return [
            each
            for each in found
            if now - each.gezien_op <= IDLE and now - each.begonnen_op <= LONGEST
        ]

    def end(self, actor: Actor, handvat: str) -> bool:
        """End one session of one's own; False when there is none."""
        with self.database.writing() as connection:
            ended = sessies.close_one(connection, actor.id, handvat)
            if ended:
                audit.note_management(
                    connection, actor, "beheer:sessie:beeindigd", self.clock.now()
                )
            return ended

    def end_others(self, actor: Actor, secret: str) -> int:
        """End every session of one's own but this one, and what is half open; gives how many."""
        with self.database.writing() as connection:
            ended = sessies.close_all(connection, actor.id, but=hashed(secret))
            aanmelden.drop_begun(connection, actor.id)
            if ended:
                audit.note_management(
                    connection, actor, "beheer:sessie:beeindigd", self.clock.now()
                )
            return ended

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self.database.writing() as connection:
            sessies.close(connection, hashed(secret))

    def end_extern(self, gebruiker_id: str | None, sid: str | None) -> int:
        """End what a provider says has ended there; gives how many sessions."""
        with self.database.writing() as connection:
            return sessies.close_extern(connection, gebruiker_id, sid)
