"""Saying again who one is, for one thing: a signature under one document, or a change at the door.

Whatever is used is used once and in time, and is no good for another document, case or session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.clock import Clock
from engine.model.aanmelden import Bevestigd, Doel, Gebonden, Middel
from engine.model.gebruikers import Actor
from engine.service import factoren
from engine.service.drempel import hashed
from engine.service.passkeys import Passkeys, Vraag
from engine.service.toegang import Toegang
from engine.store import aanmelden
from engine.store.sessies import Sessie
from engine.store.work import Database

#: How long after signing in again elsewhere one has to press the button.
USE_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Middelen:
    """By what somebody can say again who they are.

    Attributes:
        wachtwoord: by their password; with `code`: and a code of their app.
        aanbieder: by signing in again at this provider.
    """

    passkey: bool
    wachtwoord: bool
    code: bool
    aanbieder: str | None


class Bevestiging:
    """Asks who somebody is once more."""

    def __init__(
        self, database: Database, sessions: Clock, toegang: Toegang, passkeys: Passkeys
    ) -> None:
        self.database = database
        self.sessions = sessions
        self.toegang = toegang
        self.passkeys = passkeys

    def means(self, actor: Actor) -> Middelen:
        """What can be asked of somebody."""
        with self.database.reading() as connection:
            have = factoren.of(connection, actor.id)
            aanbieder = aanmelden.extern_of(connection, actor.id)
        local = aanbieder is None
        demanded = self.toegang.demanded or have.any
        return Middelen(
            passkey=bool(have.passkeys) and self.passkeys.plek is not None,
            wachtwoord=local and (have.totp is not None or not demanded),
            code=local and have.totp is not None,
            aanbieder=aanbieder,
        )

    def ask(self, actor: Actor, what: Gebonden) -> Vraag:
        """Ask for a passkey of this user, for exactly this."""
        return self.passkeys.ask(actor.id, what, self.sessions.now())

    def with_passkey(
        self, actor: Actor, what: Gebonden, handvat: str, answer: str
    ) -> Bevestigd | None:
        """Judge the answer of a passkey; None when it is no good, or was for something else."""
        if self.passkeys.plek is None:
            return None
        judged = self.passkeys.judge(actor.id, what, handvat, answer, self.sessions.now())
        return judged[1] if judged is not None else None

    def with_password(self, actor: Actor, password: str, code: str) -> Bevestigd | None:
        """Judge a password, and the code where one is asked; None when it is wrong.

        Raises:
            TooManyTries: even what is right is not taken yet.
        """
        if not self.toegang.confirm(actor, password, code):
            return None
        middel = Middel.CODE if self.means(actor).code else Middel.WACHTWOORD
        return Bevestigd(middel=middel, op=self.sessions.now())

    def note_return(self, session: Sessie, what: Gebonden) -> None:
        """Remember that the user of a session signed in again elsewhere, for exactly this."""
        now = self.sessions.now()
        with self.database.writing() as connection:
            aanmelden.take(connection, _bound(session, what), Doel.OPNIEUW_AANGEMELD, now)
            aanmelden.give(
                connection,
                _bound(session, what),
                Doel.OPNIEUW_AANGEMELD,
                session.gebruiker_id,
                now.isoformat(),
                now + USE_WITHIN,
                now=now,
            )

    def has_returned(self, session: Sessie, what: Gebonden) -> bool:
        """Whether `with_return` would be good now."""
        with self.database.reading() as connection:
            return aanmelden.is_given(
                connection, _bound(session, what), Doel.OPNIEUW_AANGEMELD, self.sessions.now()
            )

    def with_return(self, session: Sessie, what: Gebonden) -> Bevestigd | None:
        """Use up that the user signed in again elsewhere; None when they did not, for this."""
        now = self.sessions.now()
        with self.database.writing() as connection:
            taken = aanmelden.take(connection, _bound(session, what), Doel.OPNIEUW_AANGEMELD, now)
        if taken is None or taken.gebruiker_id != session.gebruiker_id:
            return None
        return Bevestigd(middel=Middel.ORGANISATIE, op=now, bewijs={"aangemeld_op": taken.waarde})


def _bound(session: Sessie, what: Gebonden) -> str:
    return hashed(f"{session.handvat} {what.doel} {what.zaak_id} {what.sha256}")
