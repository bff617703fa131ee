"""Drafts: what somebody types is kept on the server until it is sent, for nobody else to see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

from engine.clock import Clock
from engine.errors import InvalidForm, NotWaiting, Reden, Stale
from engine.model.concept import MELDING, Concept, Plek
from engine.model.gebruikers import Actor
from engine.store import concepten
from engine.store.work import Connection, Database

#: A draft is kept this long after it was last changed: a week holds the longest run of shifts.
KEPT = timedelta(days=7)
#: More than the longest report with thirty housemates needs (bytes of JSON).
MAX_SIZE = 128 * 1024
#: More reports than anybody has begun at the same time.
MAX_REPORTS = 20


class Concepten:
    """The drafts of the users."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def find(self, actor: Actor, where: Plek) -> Concept | None:
        """This user's draft at a place."""
        with self.database.reading() as connection:
            return concepten.find(connection, actor.id, where, self.clock.now() - KEPT)

    def reports(self, actor: Actor) -> list[Concept]:
        """The reports this user has begun, the latest first."""
        with self.database.reading() as connection:
            return concepten.reports(connection, actor.id, self.clock.now() - KEPT, MAX_REPORTS)

    def sent(self, actor: Actor, kenmerk: str) -> str | None:
        """The case to which a form with this mark was sent, by this user; None when it was not."""
        with self.database.reading() as connection:
            return concepten.sent(connection, actor.id, kenmerk)

    def keep(
        self,
        actor: Actor,
        where: Plek,
        content: Mapping[str, Sequence[str]],
        versie: int,
        kenmerk: str | None = None,
    ) -> Concept:
        """Keep what was typed as the version after `versie`; 0 when there was none.

        Args:
            kenmerk: the mark of the form, of one that is no task.

        Raises:
            InvalidForm: it is too much to keep.
            NotWaiting: the task is done, or the form was sent.
            Stale: another device kept something else since; `op` says when.
        """
        now = self.clock.now()
        written = json.dumps(dict(content), separators=(",", ":")).encode()
        if len(written) > MAX_SIZE:
            raise _too_much("Dit is te veel om als concept te bewaren. Maak de tekst korter.")
        with self.database.writing() as connection:
            concepten.forget(connection, now - KEPT)
            self._check_waits(connection, actor, where, kenmerk)
            if versie == 0 and where.formulier == MELDING:
                _check_room(connection, actor)
            if not concepten.write(connection, actor.id, where, written, versie, now):
                there = concepten.find(connection, actor.id, where, now - KEPT)
                raise Stale(
                    Reden(
                        "Op een ander apparaat is intussen iets anders bewaard. Kies wat u houdt."
                    ),
                    op=there.op if there is not None else None,
                )
        return Concept(plek=where.plek, versie=versie + 1, op=now, inhoud=content)

    def discard(self, actor: Actor, where: Plek) -> None:
        """Throw this user's draft away."""
        with self.database.writing() as connection:
            concepten.drop(connection, actor.id, where)
        self.database.leave_no_trace()

    def sweep(self) -> int:
        """Let go of what was kept longer than `KEPT`; gives how many drafts."""
        with self.database.writing() as connection:
            gone = concepten.forget(connection, self.clock.now() - KEPT)
        if gone:
            self.database.leave_no_trace()
        return gone

    def _check_waits(
        self, connection: Connection, actor: Actor, where: Plek, kenmerk: str | None
    ) -> None:
        """Refuse what comes in after the form was sent: it would lie there for nobody."""
        done = kenmerk is not None and concepten.sent(connection, actor.id, kenmerk) is not None
        if where.formulier.startswith("taak:") and where.zaak_id is not None:
            done = not concepten.is_open(connection, where.zaak_id, where.plek)
        if done:
            raise NotWaiting(Reden("Dit is al verstuurd of gedaan. Bekijk waar de zaak staat."))


def _check_room(connection: Connection, actor: Actor) -> None:
    if concepten.count_reports(connection, actor.id) >= MAX_REPORTS:
        raise _too_much(
            "U heeft al {aantal} meldingen die niet zijn verstuurd. Verstuur er eerst een, of gooi "
            "er een weg.",
            aantal=MAX_REPORTS,
        )


def _too_much(zin: str, **waarden: object) -> InvalidForm:
    return InvalidForm({"formulier": [Reden(zin, waarden)]})
