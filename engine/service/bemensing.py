"""Who works for one municipality, as its own administrator sets it.

An administrator's say ends at the municipality: what somebody may elsewhere stays, and an account
that others use too is closed by nobody alone. Nobody changes their own roles, so that no
administrator lets themselves into cases.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.errors import NotAllowed, NotFound, Reden
from engine.model.gebruikers import Actor, Rol
from engine.service.gebruikers import Gebruikers
from engine.store import users
from engine.store.reading import gebruikers as reading
from engine.store.reading.gebruikers import GebruikerLine
from engine.store.work import Database


class Bemensing:
    """The people of a municipality."""

    def __init__(self, database: Database, gebruikers: Gebruikers) -> None:
        self.database = database
        self.gebruikers = gebruikers

    def staff(self, door: Actor, code: str) -> list[GebruikerLine]:
        """Everybody with a role in the municipality, by login name.

        Raises:
            NotAllowed: only its functional administrator may see that.
        """
        _check(door, code)
        with self.database.reading() as connection:
            everybody = reading.everybody(connection)
        return [each for each in everybody if any(where == code for _, where in each.rollen)]

    def take_on(
        self, door: Actor, code: str, login: str, naam: str, rollen: Collection[Rol]
    ) -> str | None:
        """Give somebody roles here; who has no account yet gets one.

        Returns:
            The password to begin with, of a new account; None for one that existed.

        Raises:
            NotAllowed: only the functional administrator may, and not for themselves.
            ValueError: says in Dutch what is wrong with the name or login.
        """
        _check(door, code)
        if not rollen:
            raise ValueError("rollen: kies er minstens één")
        if self._account(login) is None:
            _, password = self.gebruikers.add(door, login, naam, [(rol, code) for rol in rollen])
            return password
        self.set_roles(door, code, login, rollen, known=False)
        return None

    def set_roles(
        self, door: Actor, code: str, login: str, rollen: Collection[Rol], *, known: bool = True
    ) -> None:
        """Give somebody these roles here and no others; elsewhere nothing changes.

        Args:
            known: they must have a role here already.

        Raises:
            NotAllowed: only the functional administrator may, and not for themselves.
            NotFound: there is no such user here.
        """
        _check(door, code)
        user = self._other(door, login)
        if known and code not in user.gemeenten:
            raise NotFound(login)
        elsewhere = {(rol, where) for rol, where in user.rollen if where != code}
        here = {(rol, code) for rol in rollen}
        self.gebruikers.set_roles(door, login, elsewhere | here)

    def reset_password(self, door: Actor, code: str, login: str) -> str:
        """A password to begin with again, of an account that is this administrator's to change.

        Raises:
            NotAllowed: not the administrator of every municipality they work for.
            NotFound: there is no such user here.
        """
        self._check_account(door, code, login)
        return self.gebruikers.reset_password(door, login)

    def reset_factors(self, door: Actor, code: str, login: str) -> None:
        """Take every second step away; raises as `reset_password` does."""
        self._check_account(door, code, login)
        self.gebruikers.reset_factors(door, login)

    def end_sessions(self, door: Actor, code: str, login: str) -> int:
        """End every session, and tell how many; raises as `reset_password` does."""
        self._check_account(door, code, login)
        return self.gebruikers.end_sessions(door, login)

    def set_active(self, door: Actor, code: str, login: str, *, actief: bool) -> None:
        """Let somebody in, or no longer; raises as `reset_password` does."""
        self._check_account(door, code, login)
        self.gebruikers.set_active(door, login, actief=actief)

    def _check_account(self, door: Actor, code: str, login: str) -> None:
        _check(door, code)
        user = self._other(door, login)
        if code not in user.gemeenten:
            raise NotFound(login)
        if not all(door.holds(Rol.BEHEERDER, where) for where in user.gemeenten):
            raise NotAllowed(
                Reden("Dit account werkt ook voor een andere gemeente. Vraag het haar beheerder.")
            )

    def _other(self, door: Actor, login: str) -> Actor:
        found = self._account(login)
        if found is None:
            raise NotFound(login)
        if found.id == door.id:
            raise NotAllowed(Reden("Uw eigen account laat u door een andere beheerder wijzigen."))
        return found

    def _account(self, login: str) -> Actor | None:
        """The user with a login name, whether or not they may come in."""
        with self.database.reading() as connection:
            account = users.account(connection, login)
            if account is None:
                return None
            return Actor(account.id, account.naam, users.roles(connection, account.id))


def _check(door: Actor, code: str) -> None:
    if not door.holds(Rol.BEHEERDER, code):
        raise NotAllowed(Reden("Alleen de beheerder van de gemeente mag dit."))
