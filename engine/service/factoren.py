"""Second factors: setting them up, using them, taking them away; every change on the record."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

import pyotp

from engine.clock import Clock
from engine.errors import InvalidForm, NotAllowed, NotFound, Reden
from engine.model.aanmelden import Doel, Gewijzigd
from engine.model.gebruikers import Actor
from engine.service.drempel import hashed
from engine.service.passkeys import Passkeys, Vraag
from engine.service.waarschuwen import Waarschuwer
from engine.store import aanmelden, audit, factoren, users
from engine.store.factoren import Passkey, Totp
from engine.store.work import Connection, Database

#: Recovery codes in a set: ten groups of chance, each of 80 bits.
CODES = 10
#: Length of a code's period (s), and how many periods a phone's clock may be off either way.
PERIOD, DRIFT = 30, 1
#: How long an app that was shown can be tried.
TRY_WITHIN = timedelta(minutes=15)
LONGEST_NAME = 60

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LAST = Reden(
    "Dit is uw enige tweede stap. Voeg eerst een andere toe; daarna kunt u deze weghalen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """The factors of a user; `codes` recovery codes are left."""

    totp: Totp | None
    passkeys: list[Passkey]
    codes: int

    @property
    def any(self) -> bool:
        """Whether there is a factor to ask for."""
        return self.totp is not None or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class App:
    """An app that is being set up: its secret, and the address that a QR code holds."""

    geheim: str
    adres: str


class Factoren:
    """What a user has besides a password.

    Args:
        sessions: the clock by which codes are made and people are signed in.
        waarschuwer: tells a user of every change.
        demanded: nobody may do without a factor.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sessions: Clock,
        passkeys: Passkeys,
        waarschuwer: Waarschuwer,
        *,
        demanded: bool,
    ) -> None:
        self.database = database
        self.clock = clock
        self.sessions = sessions
        self.passkeys = passkeys
        self.waarschuwer = waarschuwer
        self.demanded = demanded

    def of(self, gebruiker_id: str) -> Overzicht:
        """The factors of a user."""
        with self.database.reading() as connection:
            return of(connection, gebruiker_id)

    # -- an app that gives codes ------------------------------------------------------------------

    def propose_app(self, gebruiker_id: str) -> App:
        """A secret for an app, the same until it was tried or is too old."""
        now = self.sessions.now()
        with self.database.writing() as connection:
            account = users.account_of(connection, gebruiker_id)
            if account is None:
                raise NotFound(gebruiker_id)
            geheim = aanmelden.given(connection, gebruiker_id, Doel.APP, now)
            if geheim is None:
                aanmelden.drop_given(connection, gebruiker_id, Doel.APP)
                geheim = pyotp.random_base32()
                aanmelden.give(
                    connection,
                    hashed(secrets.token_urlsafe(32)),
                    Doel.APP,
                    gebruiker_id,
                    geheim,
                    now + TRY_WITHIN,
                    now=now,
                )
        address = pyotp.TOTP(geheim).provisioning_uri(name=account.login, issuer_name="Huisverbod")
        return App(geheim, address)

    def accept_app(self, gebruiker_id: str, code: str) -> list[str]:
        """Keep the app that was proposed, once it gave a right code.

        Returns:
            Recovery codes, to be shown once, if there were none yet; else nothing.

        Raises:
            InvalidForm: the code is wrong, or the proposal is too old.
        """
        now = self.sessions.now()
        with self.database.writing() as connection:
            geheim = aanmelden.given(connection, gebruiker_id, Doel.APP, now)
            stap = period_of(geheim, code, now) if geheim is not None else None
            if geheim is None or stap is None:
                raise InvalidForm(
                    {"code": [Reden("Deze code klopt niet. Neem de code die de app nu toont.")]}
                )
            aanmelden.drop_given(connection, gebruiker_id, Doel.APP)
            factoren.set_totp(connection, gebruiker_id, geheim, stap, now)
            self._note(connection, gebruiker_id, "toegevoegd", {"factor": "app"})
            self.waarschuwer.own(connection, gebruiker_id, Gewijzigd.APP_TOEGEVOEGD)
            return self._first_codes(connection, gebruiker_id)

    def remove_app(self, gebruiker_id: str) -> None:
        """Take the app away.

        Raises:
            NotAllowed: it is the only factor, and one is demanded. NotFound: there is none.
        """
        with self.database.writing() as connection:
            users.account_of(connection, gebruiker_id, lock=True)
            have = of(connection, gebruiker_id)
            if have.totp is None:
                raise NotFound("app")
            if self.demanded and not have.passkeys and not _extern(connection, gebruiker_id):
                raise NotAllowed(_LAST)
            factoren.drop_totp(connection, gebruiker_id)
            self._note(connection, gebruiker_id, "verwijderd", {"factor": "app"})
            self.waarschuwer.own(connection, gebruiker_id, Gewijzigd.APP_VERWIJDERD)

    # -- passkeys ---------------------------------------------------------------------------------

    def propose_passkey(self, gebruiker_id: str) -> Vraag:
        """What a browser is asked to make."""
        with self.database.reading() as connection:
            account = users.account_of(connection, gebruiker_id)
        if account is None:
            raise NotFound(gebruiker_id)
        return self.passkeys.ask_new(gebruiker_id, account.login, account.naam, self.sessions.now())

    def accept_passkey(self, gebruiker_id: str, handvat: str, answer: str, naam: str) -> list[str]:
        """Keep the passkey that a browser made.

        Returns:
            Recovery codes, to be shown once, if there were none yet; else nothing.

        Raises:
            InvalidForm: the answer is no good, or came too late.
        """
        naam = naam.strip()[:LONGEST_NAME] or "Passkey"
        now = self.sessions.now()
        new = self.passkeys.new(gebruiker_id, handvat, answer, naam, now)
        with self.database.writing() as connection:
            if new is None or factoren.passkey(connection, new.credential) is not None:
                raise InvalidForm(
                    {"passkey": [Reden("Het toevoegen is niet gelukt. Probeer het opnieuw.")]}
                )
            factoren.add_passkey(connection, new)
            self._note(connection, gebruiker_id, "toegevoegd", {"factor": "passkey"})
            self.waarschuwer.own(connection, gebruiker_id, Gewijzigd.PASSKEY_TOEGEVOEGD)
            return self._first_codes(connection, gebruiker_id)

    def remove_passkey(self, gebruiker_id: str, id: str) -> None:
        """Take a passkey away.

        Raises:
            NotAllowed: it is the only factor, and one is demanded. NotFound: it is not theirs.
        """
        with self.database.writing() as connection:
            users.account_of(connection, gebruiker_id, lock=True)
            have = of(connection, gebruiker_id)
            only = have.totp is None and len(have.passkeys) == 1
            if self.demanded and only and not _extern(connection, gebruiker_id):
                raise NotAllowed(_LAST)
            if not factoren.drop_passkey(connection, gebruiker_id, id):
                raise NotFound(id)
            self._note(connection, gebruiker_id, "verwijderd", {"factor": "passkey"})
            self.waarschuwer.own(connection, gebruiker_id, Gewijzigd.PASSKEY_VERWIJDERD)

    # -- recovery codes ---------------------------------------------------------------------------

    def new_codes(self, gebruiker_id: str) -> list[str]:
        """Recovery codes in place of those before, to be shown once."""
        with self.database.writing() as connection:
            self._note(connection, gebruiker_id, "herstelcodes", {})
            self.waarschuwer.own(connection, gebruiker_id, Gewijzigd.HERSTELCODES_NIEUW)
            return _give_codes(connection, gebruiker_id)

    def _first_codes(self, connection: Connection, gebruiker_id: str) -> list[str]:
        if factoren.codes_left(connection, gebruiker_id) > 0:
            return []
        return _give_codes(connection, gebruiker_id)

    def _note(
        self,
        connection: Connection,
        gebruiker_id: str,
        what: str,
        details: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        naam = users.account_of(connection, gebruiker_id)
        who = Actor(id=gebruiker_id, naam=naam.naam if naam else "", rollen=frozenset())
        audit.note_management(
            connection, who, f"beheer:factor:{what}", self.clock.now(), details=details
        )


def of(connection: Connection, gebruiker_id: str) -> Overzicht:
    """The factors of a user, within a transaction."""
    return Overzicht(
        totp=factoren.totp(connection, gebruiker_id),
        passkeys=factoren.passkeys(connection, gebruiker_id),
        codes=factoren.codes_left(connection, gebruiker_id),
    )


def use_app(connection: Connection, gebruiker_id: str, code: str, now: datetime) -> bool:
    """Use a code of the app; one that was used, or is older than one that was, is none."""
    app = factoren.totp(connection, gebruiker_id)
    stap = period_of(app.geheim, code, now) if app is not None else None
    return stap is not None and factoren.use_totp(connection, gebruiker_id, stap)


def use_recovery_code(connection: Connection, gebruiker_id: str, code: str) -> bool:
    """Use a recovery code; there is no second time."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return factoren.use_code(connection, gebruiker_id, _hashed_code(gebruiker_id, plain))


def period_of(geheim: str, code: str, now: datetime) -> int | None:
    """The period (30 s since 1970) whose code this is, around `now`; None for a wrong code."""
    typed = code.replace(" ", "")
    present, totp, found = int(now.timestamp()) // PERIOD, pyotp.TOTP(geheim), None
    for stap in range(present - DRIFT, present + DRIFT + 1):
        right = totp.generate_otp(stap)
        if hmac.compare_digest(right.encode(), typed.encode()):
            found = stap
    return found


def _give_codes(connection: Connection, gebruiker_id: str) -> list[str]:
    plain = ["".join(secrets.choice(_LETTERS) for _ in range(16)) for _ in range(CODES)]
    factoren.set_codes(
        connection, gebruiker_id, [_hashed_code(gebruiker_id, each) for each in plain]
    )
    return ["-".join(each[i : i + 4] for i in range(0, 16, 4)) for each in plain]


def _hashed_code(gebruiker_id: str, plain: str) -> str:
    return hashed(f"{gebruiker_id} {plain}")


def _extern(connection: Connection, gebruiker_id: str) -> bool:
    return aanmelden.extern_of(connection, gebruiker_id) is not None
