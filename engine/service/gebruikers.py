"""Users as an administrator sets them up: accounts, roles, lost factors, who leaves."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import timedelta

from engine.clock import Clock
from engine.errors import NotFound
from engine.model.aanmelden import Gewijzigd
from engine.model.gebruikers import Actor, Rol
from engine.service import factoren
from engine.service.waarschuwen import Waarschuwer
from engine.service.wachtwoord import hash_password, new_password
from engine.store import aanmelden, audit, gemeenten, sessies, users
from engine.store import factoren as kept
from engine.store.users import Account
from engine.store.work import Connection, Database
from engine.tasks.tekens import unprintable

#: How long a password that was given out can be used, to choose another.
TEMPORARY = timedelta(days=7)

Rollen = Collection[tuple[Rol, str]]


class Gebruikers:
    """Who has an account, and what it may do. Whatever changes ends the sessions of before.

    Args:
        sessions: the clock by which a password that was given out runs out.
        waarschuwer: tells a user what was done to how they sign in.
    """

    def __init__(
        self, database: Database, clock: Clock, sessions: Clock, waarschuwer: Waarschuwer
    ) -> None:
        self.database = database
        self.clock = clock
        self.sessions = sessions
        self.waarschuwer = waarschuwer

    def add(self, door: Actor, login: str, naam: str, rollen: Rollen) -> tuple[Actor, str]:
        """A user with a local account; with the password that lets them choose their own.

        Raises:
            ValueError: the name cannot stand in a letter, the login is taken, or a municipality
                is not known; says so in Dutch.
        """
        login = login.strip().lower()
        if reason := unprintable(naam):
            raise ValueError(f"naam: {reason}")
        if not login or len(login) > 200:  # noqa: PLR2004 - the column
            raise ValueError("gebruikersnaam: schrijf 1 tot 200 tekens")
        password, user = new_password(), Actor(str(uuid.uuid4()), naam, frozenset(rollen))
        with self.database.writing() as connection:
            if users.account(connection, login) is not None:
                raise ValueError(f"gebruikersnaam: {login} is al in gebruik")
            users.add(connection, user.id, login, naam, hash_password(password))
            until = self.sessions.now() + TEMPORARY
            users.set_password(connection, user.id, hash_password(password), until)
            _grant(connection, user.id, rollen)
            self._note(connection, door, "toegevoegd", user.id)
        return user, password

    def set_roles(self, door: Actor, login: str, rollen: Rollen) -> None:
        """Give a user these roles and no others.

        Raises:
            NotFound: there is no such user. ValueError: a municipality is not known.
        """
        with self.database.writing() as connection:
            account = _account(connection, login)
            if users.roles(connection, account.id) == frozenset(rollen):
                return
            users.revoke_roles(connection, account.id)
            _grant(connection, account.id, rollen)
            _shut_out(connection, account.id)
            self._note(connection, door, "rollen_gewijzigd", account.id)

    def reset_factors(self, door: Actor, login: str) -> None:
        """Take every factor away: the user sets up another at the next sign-in.

        Raises:
            NotFound: there is no such user.
        """
        with self.database.writing() as connection:
            account = _account(connection, login)
            kept.drop_all(connection, account.id)
            aanmelden.forget_devices(connection, account.id)
            _shut_out(connection, account.id)
            self._note(connection, door, "factoren_weggehaald", account.id)
            what = Gewijzigd.FACTOREN_WEGGEHAALD
            self.waarschuwer.own(connection, account.id, what, door=door)

    def reset_password(self, door: Actor, login: str) -> str:
        """A password that lets a user choose another; factors stay, and are asked first.

        Raises:
            NotFound: there is no such user, or they sign in elsewhere.
        """
        password = new_password()
        with self.database.writing() as connection:
            account = _account(connection, login)
            if aanmelden.extern_of(connection, account.id) is not None:
                raise NotFound(login)
            until = self.sessions.now() + TEMPORARY
            users.set_password(connection, account.id, hash_password(password), until)
            _shut_out(connection, account.id)
            self._note(connection, door, "wachtwoord_uitgegeven", account.id)
            what = Gewijzigd.WACHTWOORD_UITGEGEVEN
            self.waarschuwer.own(connection, account.id, what, door=door)
        return password

    def set_active(self, door: Actor, login: str, *, actief: bool) -> None:
        """Let a user in again, or no longer; their name stays on what they did.

        Raises:
            NotFound: there is no such user.
        """
        with self.database.writing() as connection:
            account = _account(connection, login)
            users.set_active(connection, account.id, actief=actief)
            _shut_out(connection, account.id)
            kind = "toegelaten" if actief else "afgesloten"
            self._note(connection, door, kind, account.id)

    def end_sessions(self, door: Actor, login: str) -> int:
        """End every session of a user; gives how many.

        Raises:
            NotFound: there is no such user.
        """
        with self.database.writing() as connection:
            account = _account(connection, login)
            ended = sessies.close_all(connection, account.id)
            aanmelden.drop_begun(connection, account.id)
            self._note(connection, door, "sessies_beeindigd", account.id)
            what = Gewijzigd.SESSIES_BEEINDIGD
            self.waarschuwer.own(connection, account.id, what, door=door)
        return ended

    def factors(self, gebruiker_id: str) -> factoren.Overzicht:
        """The factors of a user."""
        with self.database.reading() as connection:
            return factoren.of(connection, gebruiker_id)

    # -- users of other organisations -------------------------------------------------------------

    def meet(self, issuer: str, sub: str, aanbieder: str, naam: str, rollen: Rollen) -> str | None:
        """The user whom a provider calls `sub`, with the roles it gives them now.

        A new one gets an account; one without roles is out, and whatever was open of theirs ends.
        Roles in municipalities that are not here count for nothing.

        Returns:
            The user's id; None when there is nothing here for them.
        """
        if unprintable(naam) or not naam.strip():
            naam = "Medewerker"
        with self.database.writing() as connection:
            here = {each for _, each in rollen if gemeenten.is_known(connection, each)}
            rollen = frozenset((rol, each) for rol, each in rollen if each in here)
            user = aanmelden.extern_user(connection, issuer, sub)
            if user is None:
                return self._welcome(connection, issuer, sub, aanbieder, naam, rollen)
            account = users.account_of(connection, user, lock=True)
            actor = users.actor(connection, user, self.clock.now())
            if account is None or actor is None:
                return None
            if account.naam != naam:
                users.rename(connection, user, naam)
            if users.roles(connection, user) != frozenset(rollen):
                users.revoke_roles(connection, user)
                _grant(connection, user, rollen)
                _shut_out(connection, user)
                self._note(connection, actor, "rollen_gewijzigd", user)
        return user if rollen else None

    def extern(self, issuer: str, sub: str) -> str | None:
        """The id of the user whom a provider calls `sub`."""
        with self.database.reading() as connection:
            return aanmelden.extern_user(connection, issuer, sub)

    # -- within -----------------------------------------------------------------------------------

    def _welcome(
        self,
        connection: Connection,
        issuer: str,
        sub: str,
        aanbieder: str,
        naam: str,
        rollen: Rollen,
    ) -> str | None:
        if not rollen:
            return None
        user = Actor(str(uuid.uuid4()), naam, frozenset(rollen))
        # no password fits an empty one, and nobody types this name
        users.add(connection, user.id, f"{aanbieder}:{user.id}", naam, "")
        aanmelden.add_extern(connection, issuer, sub, user.id, aanbieder)
        _grant(connection, user.id, rollen)
        self._note(connection, user, "toegevoegd", user.id)
        return user.id

    def _note(self, connection: Connection, door: Actor, what: str, over: str) -> None:
        kind = f"beheer:gebruiker:{what}"
        audit.note_management(connection, door, kind, self.clock.now(), details={"gebruiker": over})


def _grant(connection: Connection, gebruiker_id: str, rollen: Iterable[tuple[Rol, str]]) -> None:
    for rol, gemeente in sorted(set(rollen)):
        if not gemeenten.is_known(connection, gemeente):
            raise ValueError(f"gemeente {gemeente} is hier niet bekend")
        users.grant(connection, gebruiker_id, rol, gemeente)


def _account(connection: Connection, login: str) -> Account:
    account = users.account(connection, login)
    if account is None:
        raise NotFound(login)
    return account


def _shut_out(connection: Connection, gebruiker_id: str) -> None:
    """What was open, or half open, of a user opens nothing any more."""
    sessies.close_all(connection, gebruiker_id)
    aanmelden.drop_begun(connection, gebruiker_id)
    aanmelden.drop_given(connection, gebruiker_id)
