"""The door: who comes in, by which steps, and for how long.

A right password opens a session only where nothing more is asked. Elsewhere it begins a sign-in
that is no session, opens no page, and becomes one when a second means was shown. Every answer to
something wrong is the same and takes as long. Saying again who one is, before signing, is counted
apart: no stranger at the door can keep a mayor from signing.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.clock import Clock
from engine.errors import InvalidForm, Reden, TooManyTries
from engine.law.moments import local_date
from engine.model.aanmelden import Bezoeker, Gewijzigd, Middel
from engine.model.gebruikers import Actor
from engine.service import drempel, factoren
from engine.service.drempel import FREE_FAILURES, Wat, hashed
from engine.service.gelekt import Gelekt
from engine.service.waarschuwen import Waarschuwer
from engine.service.wachtwoord import fits, hash_password, needs_rehash, weakness
from engine.store import aanmelden, audit, sessies, users
from engine.store.sessies import Sessie
from engine.store.users import Account, Tries
from engine.store.work import Connection, Database

#: How long one may take over the steps after the password.
COMPLETE_WITHIN = timedelta(minutes=15)

_ANYWHERE = Bezoeker()


class Stap(StrEnum):
    """What a sign-in waits for."""

    FACTOR = "factor"
    WACHTWOORD = "wachtwoord"
    INRICHTEN = "inrichten"
    KLAAR = "klaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegelaten:
    """What somebody gets at the door; secrets for their browser alone.

    Attributes:
        sessie: they are in. aanmelding: something more is asked first.
    """

    sessie: str | None = None
    aanmelding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begonnen:
    """A sign-in under way: whose, and what it waits for."""

    gebruiker_id: str
    login: str
    naam: str
    stap: Stap


class Toegang:
    """The door.

    Args:
        clock: tells when somebody came in, for the record.
        sessions: tells how long ago that is, and how long a source waits. Where `clock` is moved
            by hand nobody is put out by it.
        waarschuwer: tells a user of what happens to their account.
        gelekt: the passwords that are known to have leaked.
        demanded: nobody comes in on a password alone.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sessions: Clock,
        waarschuwer: Waarschuwer,
        gelekt: Gelekt,
        *,
        demanded: bool,
    ) -> None:
        self.database = database
        self.clock = clock
        self.sessions = sessions
        self.waarschuwer = waarschuwer
        self.gelekt = gelekt
        self.demanded = demanded

    # -- coming in ----------------------------------------------------------------------------

    def sign_in(self, login: str, password: str) -> str | None:
        """Begin a session on a password alone; None where that does not do, or it is wrong."""
        admitted = self.knock(login, password)
        return admitted.sessie if admitted is not None else None

    def knock(self, login: str, password: str, bezoeker: Bezoeker = _ANYWHERE) -> Toegelaten | None:
        """Come to the door with a name and a password.

        Returns:
            None when one of them is wrong, or this source has to wait after too many failures.
        """
        now = self.sessions.now()
        with self.database.reading() as connection:
            account = users.account(connection, login)
        right = fits(account.wachtwoord if account is not None else None, password)
        if account is None or not account.actief:
            # written down as well, and so it takes as long; the name itself is not kept
            with self.database.writing() as connection:
                nobody = Actor(id="onbekend", naam="", rollen=frozenset())
                audit.note_management(
                    connection, nobody, "beheer:aanmelding:onbekend", self.clock.now()
                )
            return None
        with self.database.writing() as connection:
            admitted = drempel.admits(
                connection, account.id, Wat.WACHTWOORD, bezoeker, now, fits=right
            )
            if admitted and account.tijdelijk_tot is not None and account.tijdelijk_tot <= now:
                admitted = False
            if not admitted:
                self._refuse(connection, account, Wat.WACHTWOORD, bezoeker)
                return None
            if needs_rehash(account.wachtwoord):
                users.rehash(connection, account.id, hash_password(password))
            if self._step(connection, account, None) is Stap.KLAAR:
                secret = self._open(connection, account, Middel.WACHTWOORD, bezoeker)
                return Toegelaten(sessie=secret)
            secret = secrets.token_urlsafe(32)
            aanmelden.begin(connection, hashed(secret), account.id, now + COMPLETE_WITHIN)
            return Toegelaten(aanmelding=secret)

    def begun(self, secret: str) -> Begonnen | None:
        """The sign-in under way with this secret, and what it waits for."""
        with self.database.reading() as connection:
            found = self._begun(connection, secret)
            if found is None:
                return None
            account, bewezen = found
            step = self._step(connection, account, bewezen)
        return Begonnen(gebruiker_id=account.id, login=account.login, naam=account.naam, stap=step)

    def show_code(self, secret: str, code: str, bezoeker: Bezoeker = _ANYWHERE) -> bool:
        """Go on with a code from the app, or with a recovery code."""
        now = self.sessions.now()
        with self.database.writing() as connection:
            found = self._begun(connection, secret)
            if found is None:
                return False
            account, _ = found
            aanmelden.lock_user(connection, account.id)
            middel = None
            if drempel.is_open(connection, account.id, Wat.CODE, bezoeker, now):
                middel = _use(connection, account.id, code, now)
            if not drempel.admits(
                connection, account.id, Wat.CODE, bezoeker, now, fits=middel is not None
            ):
                self._refuse(connection, account, Wat.CODE, bezoeker)
                return False
            aanmelden.prove(connection, hashed(secret), str(middel))
            if middel is Middel.HERSTELCODE:
                self._note(connection, account, "beheer:factor:herstelcode_gebruikt")
                self.waarschuwer.own(connection, account.id, Gewijzigd.HERSTELCODE_GEBRUIKT)
            return True

    def choose_password(self, secret: str, password: str) -> None:
        """Replace a password that was given out, while signing in.

        Raises:
            InvalidForm: it is too easy to guess.
        """
        with self.database.writing() as connection:
            found = self._begun(connection, secret)
            if found is None or self._step(connection, *found) is not Stap.WACHTWOORD:
                return
            self._set_password(connection, found[0], password)

    def enrolled(self, secret: str, middel: Middel) -> None:
        """Note that a factor was set up within this sign-in, and works."""
        with self.database.writing() as connection:
            found = self._begun(connection, secret)
            if found is not None and factoren.of(connection, found[0].id).any:
                aanmelden.prove(connection, hashed(secret), middel)

    def complete(self, secret: str, bezoeker: Bezoeker = _ANYWHERE) -> str | None:
        """Make a session of a sign-in that waits for nothing more; None for any other."""
        with self.database.writing() as connection:
            found = self._begun(connection, secret)
            if found is None:
                return None
            account, bewezen = found
            if self._step(connection, account, bewezen) is not Stap.KLAAR:
                return None
            if not aanmelden.finish(connection, hashed(secret)):
                return None
            return self._open(connection, account, Middel(bewezen or Middel.WACHTWOORD), bezoeker)

    def admit(
        self,
        gebruiker_id: str,
        middel: Middel,
        bezoeker: Bezoeker = _ANYWHERE,
        *,
        extern_sid: str | None = None,
    ) -> str | None:
        """Begin a session for somebody who showed two means at once: a passkey, or elsewhere.

        A user who signs in at another organisation comes in there alone: a passkey of theirs
        signs, and does not open the door, so that whoever leaves there is out here.
        """
        with self.database.writing() as connection:
            account = users.account_of(connection, gebruiker_id)
            if account is None or not account.actief:
                return None
            extern = aanmelden.extern_of(connection, gebruiker_id) is not None
            if extern is not (middel is Middel.ORGANISATIE):
                return None
            return self._open(connection, account, middel, bezoeker, extern_sid)

    def change_password(self, actor: Actor, password: str, secret: str) -> None:
        """Another password; every other session ends, and every sign-in under way.

        Raises:
            InvalidForm: it is too easy to guess.
        """
        with self.database.writing() as connection:
            account = users.account_of(connection, actor.id, lock=True)
            if account is None or not account.wachtwoord:
                return
            self._set_password(connection, account, password)
            sessies.close_all(connection, actor.id, but=hashed(secret))
            aanmelden.drop_begun(connection, actor.id)

    def is_local(self, gebruiker_id: str) -> bool:
        """Whether a user has a password here, and does not sign in elsewhere."""
        with self.database.reading() as connection:
            return aanmelden.extern_of(connection, gebruiker_id) is None

    def known(self, login: str) -> Actor | None:
        """The active user with a login name: for the command line, whose user is trusted."""
        with self.database.reading() as connection:
            account = users.account(connection, login)
            return (
                users.actor(connection, account.id, self.clock.now())
                if account is not None
                else None
            )

    # -- saying again who one is --------------------------------------------------------------

    def confirm(self, actor: Actor, password: str, code: str = "") -> bool:
        """Whether it is really this person who asks now, before something is signed.

        Besides the password a code of the app is asked where there is one, and where nobody may
        do without a factor. Failures make one wait, so that a session left open is no way to guess.

        Raises:
            TooManyTries: even the right password is not taken yet.
        """
        now = self.sessions.now()
        with self.database.reading() as connection:
            account = users.account_of(connection, actor.id)
        right = fits(account.wachtwoord if account is not None else None, password)
        if account is None or not account.actief:
            return False
        with self.database.writing() as connection:
            # read again under a lock: of guesses at the same moment each one counts
            account = users.account_of(connection, account.id, lock=True) or account
            waits = account.confirming.until is not None and account.confirming.until > now
            if right and not waits and (self.demanded or factoren.of(connection, account.id).any):
                right = factoren.use_app(connection, account.id, code, now)
            tries, admitted = _judge(account.confirming, now, fits=right)
            users.note_confirming(connection, account.id, tries)
            if not admitted:
                self._note(connection, account, "beheer:bevestiging:geweigerd")
                if tries.until is not None:
                    self._tell_of_waiting(connection, account, now)
        if not admitted and tries.until is not None:
            raise TooManyTries(tries.until)
        return admitted

    # -- within -------------------------------------------------------------------------------

    def _begun(self, connection: Connection, secret: str) -> tuple[Account, str | None] | None:
        found = aanmelden.begun(connection, hashed(secret), self.sessions.now())
        account = users.account_of(connection, found.gebruiker_id) if found else None
        if found is None or account is None or not account.actief:
            return None
        return account, found.bewezen

    def _step(self, connection: Connection, account: Account, bewezen: str | None) -> Stap:
        """What is asked next. A factor that is there is asked before anything can be changed."""
        has = factoren.of(connection, account.id).any
        if has and bewezen is None:
            return Stap.FACTOR
        if account.tijdelijk_tot is not None:
            return Stap.WACHTWOORD
        if self.demanded and not has:
            return Stap.INRICHTEN
        return Stap.KLAAR

    def _open(
        self,
        connection: Connection,
        account: Account,
        middel: Middel,
        bezoeker: Bezoeker,
        extern_sid: str | None = None,
    ) -> str:
        now, secret = self.sessions.now(), secrets.token_urlsafe(32)
        new = Sessie(
            id=hashed(secret),
            gebruiker_id=account.id,
            begonnen_op=now,
            gezien_op=now,
            handvat=str(uuid.uuid4()),
            apparaat=bezoeker.soort,
            middel=middel.value,
            bevestigd_op=now,
            extern_sid=extern_sid,
        )
        sessies.add(connection, new)
        if bezoeker.apparaat is not None:
            known = drempel.is_known(connection, account.id, bezoeker, now)
            # the first one ever is nothing to be surprised at
            if not known and aanmelden.has_devices(connection, account.id):
                self.waarschuwer.own(connection, account.id, Gewijzigd.NIEUWE_BROWSER)
            aanmelden.know(connection, account.id, hashed(bezoeker.apparaat), now)
        self._note(connection, account, "beheer:aanmelding:gelukt", middel)
        return secret

    def _set_password(self, connection: Connection, account: Account, password: str) -> None:
        reason = weakness(password, account.login, account.naam)
        if reason is None and fits(account.wachtwoord, password):
            reason = Reden("Kies een ander wachtwoord dan u had.")
        if reason is None and self.gelekt.holds(password):
            reason = Reden("Dit wachtwoord is ooit uitgelekt. Kies een ander.")
        if reason is not None:
            raise InvalidForm({"nieuw": [reason]})
        users.set_password(connection, account.id, hash_password(password), None)
        self._note(connection, account, "beheer:wachtwoord:gewijzigd")
        self.waarschuwer.own(connection, account.id, Gewijzigd.WACHTWOORD_GEWIJZIGD)

    def _refuse(
        self, connection: Connection, account: Account, wat: Wat, bezoeker: Bezoeker
    ) -> None:
        """Write down that somebody was refused; who is locked out by it tells the user, once."""
        now = self.sessions.now()
        self._note(connection, account, "beheer:aanmelding:geweigerd")
        if not drempel.is_open(connection, account.id, wat, bezoeker, now):
            self._tell_of_waiting(connection, account, now)

    def _tell_of_waiting(self, connection: Connection, account: Account, now: datetime) -> None:
        """Once a day: a stranger at the door must not fill somebody's mail."""
        day = local_date(now).isoformat()
        self.waarschuwer.own(connection, account.id, Gewijzigd.MOET_WACHTEN, once=day)

    def _note(
        self, connection: Connection, account: Account, kind: str, middel: Middel | None = None
    ) -> None:
        who = Actor(id=account.id, naam=account.naam, rollen=frozenset())
        details = {"middel": middel.value} if middel is not None else {}
        audit.note_management(connection, who, kind, self.clock.now(), details=details)


def _use(connection: Connection, gebruiker_id: str, code: str, now: datetime) -> Middel | None:
    if factoren.use_app(connection, gebruiker_id, code, now):
        return Middel.CODE
    if factoren.use_recovery_code(connection, gebruiker_id, code):
        return Middel.HERSTELCODE
    return None


def _judge(tries: Tries, now: datetime, *, fits: bool) -> tuple[Tries, bool]:
    """What is remembered after one more try, and whether it is admitted."""
    if tries.until is not None and tries.until > now:
        return tries, False
    if fits:
        return Tries(), True
    failed = tries.failed + 1
    return Tries(failed, drempel.wait(failed, now)), False


__all__ = ["FREE_FAILURES", "Stap", "Toegang", "hash_password"]
