"""Users, their roles and mandates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from engine.model.gebruikers import Actor, Mandaat, Rol
from engine.store import vervanging
from engine.store.schema.gebruikers import GebruikerRow, MandaatRow, RolRow


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a password was wrong in a row, and until when (UTC) none is taken."""

    failed: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as signing in needs it.

    Attributes:
        wachtwoord: hashed; empty for whoever signs in elsewhere.
        confirming: failures at saying again who one is, in a session of one's own.
        tijdelijk_tot: the password was given out, and must be changed by then (UTC).
    """

    id: str
    login: str
    naam: str
    wachtwoord: str
    actief: bool
    confirming: Tries
    tijdelijk_tot: datetime | None


def account(connection: Connection, login: str) -> Account | None:
    """The account with a login name, letter case aside."""
    return _account(connection, GebruikerRow.login == login.strip().lower())


def account_of(connection: Connection, gebruiker_id: str, *, lock: bool = False) -> Account | None:
    """The account of a user; with `lock` nobody else changes it until the transaction ends."""
    return _account(connection, GebruikerRow.id == gebruiker_id, lock=lock)


def _account(
    connection: Connection, which: ColumnElement[bool], *, lock: bool = False
) -> Account | None:
    query = select(GebruikerRow).where(which)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        return None
    return Account(
        row.id,
        row.login,
        row.naam,
        row.wachtwoord,
        row.actief,
        Tries(row.bevestiging_mislukt, row.bevestiging_tot),
        row.tijdelijk_tot,
    )


def actor(connection: Connection, gebruiker_id: str, at: datetime) -> Actor | None:
    """An active user with the roles held in each municipality at a moment (UTC).

    Whoever stands in for a mayor who is away holds that role for as long as that lasts.
    """
    row = connection.execute(
        select(GebruikerRow.naam).where(GebruikerRow.id == gebruiker_id, GebruikerRow.actief)
    ).first()
    if row is None:
        return None
    return Actor(
        id=gebruiker_id,
        naam=row.naam,
        rollen=roles(connection, gebruiker_id)
        | vervanging.stood_in(connection, gebruiker_id, row.naam, at),
    )


def roles(connection: Connection, gebruiker_id: str) -> frozenset[tuple[Rol, str]]:
    """The roles of a user themselves, no one else's, whether or not they may come in."""
    found = connection.execute(
        select(RolRow.rol, RolRow.gemeente).where(RolRow.gebruiker_id == gebruiker_id)
    )
    return frozenset((Rol(each.rol), each.gemeente) for each in found)


def add(connection: Connection, id: str, login: str, naam: str, wachtwoord: str) -> None:
    """A new account; `wachtwoord` is a hash already."""
    connection.execute(
        insert(GebruikerRow).values(
            id=id,
            login=login.strip().lower(),
            naam=naam,
            wachtwoord=wachtwoord,
            actief=True,
        )
    )


def grant(connection: Connection, gebruiker_id: str, rol: Rol, gemeente: str) -> None:
    """Give a user a role in a municipality."""
    connection.execute(
        insert(RolRow).values(gebruiker_id=gebruiker_id, rol=rol.value, gemeente=gemeente)
    )


def revoke_roles(connection: Connection, gebruiker_id: str) -> None:
    """Take every role away."""
    connection.execute(delete(RolRow).where(RolRow.gebruiker_id == gebruiker_id))


def rename(connection: Connection, gebruiker_id: str, naam: str) -> None:
    """Another name, as it is printed from now on."""
    _set(connection, gebruiker_id, naam=naam)


def set_active(connection: Connection, gebruiker_id: str, *, actief: bool) -> None:
    """Let a user in again, or no longer."""
    _set(connection, gebruiker_id, actief=actief)


def set_password(
    connection: Connection, gebruiker_id: str, wachtwoord: str, tijdelijk_tot: datetime | None
) -> None:
    """Another (hashed) password; with `tijdelijk_tot` one that must be changed by then (UTC)."""
    _set(connection, gebruiker_id, wachtwoord=wachtwoord, tijdelijk_tot=tijdelijk_tot)


def note_confirming(connection: Connection, gebruiker_id: str, tries: Tries) -> None:
    """Remember how saying again who one is went."""
    _set(connection, gebruiker_id, bevestiging_mislukt=tries.failed, bevestiging_tot=tries.until)


def _set(connection: Connection, gebruiker_id: str, **values: str | int | datetime | None) -> None:
    connection.execute(update(GebruikerRow).where(GebruikerRow.id == gebruiker_id).values(**values))


def rehash(connection: Connection, gebruiker_id: str, wachtwoord: str) -> None:
    """Keep a password under newer parameters."""
    _set(connection, gebruiker_id, wachtwoord=wachtwoord)


def add_mandate(connection: Connection, mandaat: Mandaat, now: datetime) -> None:
    """Register a mandate (Wth 3.1)."""
    connection.execute(
        insert(MandaatRow).values(
            gemeente=mandaat.gemeente,
            hulpofficier=mandaat.hulpofficier,
            van=mandaat.van,
            tot=mandaat.tot,
            verleend_door=mandaat.verleend_door,
            vastgelegd_op=now,
        )
    )


def withdraw_mandate(connection: Connection, mandaat_id: int, per: date) -> str | None:
    """End a mandate from a day on (Amsterdam date); gives its municipality, None without one."""
    return connection.execute(
        update(MandaatRow)
        .where(MandaatRow.id == mandaat_id)
        .values(ingetrokken_per=per)
        .returning(MandaatRow.gemeente)
    ).scalar()


def has_mandate(connection: Connection, gemeente: str, hulpofficier: str, day: date) -> bool:
    """Whether a mandate of the municipality to this officer holds on a day (Amsterdam date)."""
    return (
        connection.execute(
            select(MandaatRow.id)
            .where(
                MandaatRow.gemeente == gemeente,
                MandaatRow.hulpofficier == hulpofficier,
                MandaatRow.van <= day,
                MandaatRow.tot > day,
                or_(MandaatRow.ingetrokken_per.is_(None), MandaatRow.ingetrokken_per > day),
            )
            .limit(1)
        ).first()
        is not None
    )
