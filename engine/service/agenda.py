"""A calendar of one's own at a secret address: made, revoked, and opened by whoever has it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from engine.clock import Clock
from engine.model.gebruikers import Actor
from engine.store import agenda, audit, users
from engine.store.agenda import AgendaAdres
from engine.store.work import Connection, Database

#: Bytes of chance in a secret address.
SECRET = 32


class Agenda:
    """The calendars that people take into their own diary."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def of(self, actor: Actor) -> AgendaAdres | None:
        """Somebody's calendar, without its secret: nobody can ever tell that again."""
        with self.database.reading() as connection:
            return agenda.of(connection, actor.id)

    def make(self, actor: Actor) -> str:
        """A calendar at a new address; gives its secret, this once. The old address is no more."""
        secret = secrets.token_urlsafe(SECRET)
        with self.database.writing() as connection:
            agenda.put(connection, actor.id, _hashed(secret), self.clock.now())
            self._note(connection, actor, "beheer:agenda:gemaakt")
        return secret

    def revoke(self, actor: Actor) -> None:
        """Take somebody's calendar away."""
        with self.database.writing() as connection:
            if agenda.drop(connection, actor.id):
                self._note(connection, actor, "beheer:agenda:ingetrokken")

    def whose(self, secret: str) -> Actor | None:
        """Whose calendar this is, with the roles of this moment; None when there is none.

        Somebody who has been put out keeps no calendar, not even for when he comes back.
        """
        with self.database.reading() as connection:
            found = agenda.by_secret(connection, _hashed(secret))
            actor = users.actor(connection, found.gebruiker_id, self.clock.now()) if found else None
        if found is not None and actor is None:
            with self.database.writing() as connection:
                agenda.drop(connection, found.gebruiker_id)
        return actor

    def fetched(self, actor: Actor, content: bytes) -> tuple[str, datetime]:
        """Note that a calendar was fetched; gives the hash of it and since when (UTC) it is so."""
        now, digest = self.clock.now(), hashlib.sha256(content).hexdigest()
        with self.database.writing() as connection:
            known = agenda.of(connection, actor.id)
            same = known is not None and known.inhoud == digest
            since = known.gewijzigd_op if known is not None and same else None
            agenda.note_fetch(connection, actor.id, digest, since or now, now)
        return digest, since or now

    def _note(self, connection: Connection, actor: Actor, kind: str) -> None:
        audit.note_management(connection, actor, kind, self.clock.now())


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
