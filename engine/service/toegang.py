"""Signing in with a local account, and sessions that can be revoked.

Passwords are kept as argon2id hashes. Failed attempts slow that account down for a while, and every
answer to a wrong name or password is the same and takes as long. Saying again who one is, before
signing, is counted apart: no stranger at the door can keep a mayor from signing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.clock import Clock
from engine.errors import TooManyTries
from engine.model.gebruikers import Actor
from engine.store import audit, users
from engine.store.audit import BEHEER, AuditEvent
from engine.store.users import Account, Tries
from engine.store.work import Connection, Database

#: A session ends after this long without use, and after this long in any case (one shift).
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
#: From the fifth failure on an account waits, each time longer, at most this long.
FREE_FAILURES = 4
LONGEST_WAIT = timedelta(minutes=15)

_HASHER = PasswordHasher()
#: Verified against when there is no such account, so that the answer takes as long.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """A password as it is kept."""
    return _HASHER.hash(password)


class Toegang:
    """The door: who comes in, and for how long.

    Args:
        clock: tells when somebody came in, for the record.
        sessions: tells how long ago that is, and how long an account waits; `clock` unless given.
            Where `clock` is moved by hand nobody is put out by it.
    """

    def __init__(self, database: Database, clock: Clock, sessions: Clock | None = None) -> None:
        self.database = database
        self.clock = clock
        self.sessions = sessions or clock

    def sign_in(self, login: str, password: str) -> str | None:
        """Begin a session.

        Returns:
            The session's secret, for the browser alone; None when name or password is wrong, or
            when the account has to wait after too many failures.
        """
        now = self.sessions.now()
        with self.database.reading() as connection:
            account = users.account(connection, login)
        fits = _fits(account, password)
        if account is None or not account.actief:
            return None
        with self.database.writing() as connection:
            account = users.account_of(connection, account.id, lock=True) or account
            tries, admitted = _judge(account.tries, now, fits=fits)
            users.note_tries(connection, account.id, tries)
            if not admitted:
                self._note(connection, account, "beheer:aanmelding:geweigerd")
                return None
            if _HASHER.check_needs_rehash(account.wachtwoord):
                users.rehash(connection, account.id, hash_password(password))
            secret = secrets.token_urlsafe(32)
            users.open_session(connection, _hashed(secret), account.id, now)
            self._note(connection, account, "beheer:aanmelding:gelukt")
            return secret

    def confirm(self, actor: Actor, password: str) -> bool:
        """Whether it is really this person who asks now, before something is signed.

        Failures make one wait as at signing in, so that a session left open is no way to guess.

        Raises:
            TooManyTries: even the right password is not taken yet.
        """
        now = self.sessions.now()
        with self.database.reading() as connection:
            account = users.account_of(connection, actor.id)
        fits = _fits(account, password)
        if account is None or not account.actief:
            return False
        with self.database.writing() as connection:
            # read again under a lock: of guesses at the same moment each one counts
            account = users.account_of(connection, account.id, lock=True) or account
            tries, admitted = _judge(account.confirming, now, fits=fits)
            users.note_confirming(connection, account.id, tries)
            if not admitted:
                self._note(connection, account, "beheer:bevestiging:geweigerd")
        if not admitted and tries.until is not None:
            raise TooManyTries(tries.until)
        return admitted

    def actor(self, secret: str) -> Actor | None:
        """Whose session this is; None when it does not exist or has ended."""
        now = self.sessions.now()
        hashed = _hashed(secret)
        with self.database.reading() as connection:
            session = users.session(connection, hashed)
            actor = users.actor(connection, session[0], self.clock.now()) if session else None
        if session is None:
            return None
        _, begun, seen = session
        if actor is None or now - seen > IDLE or now - begun > LONGEST:
            self.sign_out(secret)
            return None
        if now - seen > timedelta(minutes=1):
            with self.database.writing() as connection:
                users.touch_session(connection, hashed, now)
        return actor

    def known(self, login: str) -> Actor | None:
        """The active user with a login name: for the command line, whose user is trusted."""
        with self.database.reading() as connection:
            account = users.account(connection, login)
            return (
                users.actor(connection, account.id, self.clock.now())
                if account is not None
                else None
            )

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self.database.writing() as connection:
            users.close_session(connection, _hashed(secret))

    def _note(self, connection: Connection, account: Account, kind: str) -> None:
        now = self.clock.now()
        audit.append(
            connection,
            [
                AuditEvent(
                    stream=BEHEER,
                    gemeente=None,
                    kind=kind,
                    actor=account.id,
                    actor_naam=account.naam,
                    rol=None,
                    at=now,
                    recorded_at=now,
                )
            ],
        )


def _fits(account: Account | None, password: str) -> bool:
    try:
        _HASHER.verify(account.wachtwoord if account else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return account is not None


def _judge(tries: Tries, now: datetime, *, fits: bool) -> tuple[Tries, bool]:
    """What is remembered after one more try, and whether it is admitted."""
    if tries.until is not None and tries.until > now:
        return tries, False
    if fits:
        return Tries(), True
    failed = tries.failed + 1
    return Tries(failed, _wait(failed, now)), False


def _wait(failures: int, now: datetime) -> datetime | None:
    """Until when an account waits after this many failures in a row."""
    if failures <= FREE_FAILURES:
        return None
    doubled: int = 2 ** min(failures - FREE_FAILURES - 1, 10)
    return now + min(timedelta(seconds=10) * doubled, LONGEST_WAIT)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
