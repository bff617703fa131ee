"""Users, their roles and mandates, and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from engine.model.gebruikers import Actor, Mandaat, Rol
from engine.store.schema.gebruikers import GebruikerRow, MandaatRow, RolRow, SessieRow


@dataclass(frozen=True, slots=True)
class Account:
    """A local account as signing in needs it.

    Attributes:
        mislukt: failed attempts in a row; mislukt_tot: refused until then (UTC).
    """

    id: str
    login: str
    naam: str
    wachtwoord: str
    actief: bool
    mislukt: int
    mislukt_tot: datetime | None


def account(connection: Connection, login: str) -> Account | None:
    """The account with a login name, letter case aside."""
    return _account(connection, GebruikerRow.login == login.strip().lower())


def account_of(connection: Connection, gebruiker_id: str) -> Account | None:
    """The account of a user."""
    return _account(connection, GebruikerRow.id == gebruiker_id)


def _account(connection: Connection, which: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(GebruikerRow).where(which)).first()
    if row is None:
        return None
    return Account(
        row.id, row.login, row.naam, row.wachtwoord, row.actief, row.mislukt, row.mislukt_tot
    )


def actor(connection: Connection, gebruiker_id: str) -> Actor | None:
    """An active user with the roles held in each municipality."""
    row = connection.execute(
        select(GebruikerRow.naam).where(GebruikerRow.id == gebruiker_id, GebruikerRow.actief)
    ).first()
    if row is None:
        return None
    rollen = connection.execute(
        select(RolRow.rol, RolRow.gemeente).where(RolRow.gebruiker_id == gebruiker_id)
    )
    return Actor(
        id=gebruiker_id,
        naam=row.naam,
        rollen=frozenset((Rol(each.rol), each.gemeente) for each in rollen),
    )


def add(connection: Connection, id: str, login: str, naam: str, wachtwoord: str) -> None:
    """A new account; `wachtwoord` is a hash already."""
    connection.execute(
        insert(GebruikerRow).values(
            id=id,
            login=login.strip().lower(),
            naam=naam,
            wachtwoord=wachtwoord,
            actief=True,
            mislukt=0,
        )
    )


def grant(connection: Connection, gebruiker_id: str, rol: Rol, gemeente: str) -> None:
    """Give a user a role in a municipality."""
    connection.execute(
        insert(RolRow).values(gebruiker_id=gebruiker_id, rol=rol.value, gemeente=gemeente)
    )


def note_attempt(
    connection: Connection, gebruiker_id: str, mislukt: int, mislukt_tot: datetime | None
) -> None:
    """Remember how signing in went."""
    connection.execute(
        update(GebruikerRow)
        .where(GebruikerRow.id == gebruiker_id)
        .values(mislukt=mislukt, mislukt_tot=mislukt_tot)
    )


def rehash(connection: Connection, gebruiker_id: str, wachtwoord: str) -> None:
    """Keep a password under newer parameters."""
    connection.execute(
        update(GebruikerRow).where(GebruikerRow.id == gebruiker_id).values(wachtwoord=wachtwoord)
    )


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


def open_session(connection: Connection, hashed: str, gebruiker_id: str, now: datetime) -> None:
    """Begin a session; only the hash of its secret is kept."""
    connection.execute(
        insert(SessieRow).values(
            id=hashed, gebruiker_id=gebruiker_id, begonnen_op=now, gezien_op=now
        )
    )


def session(connection: Connection, hashed: str) -> tuple[str, datetime, datetime] | None:
    """User id, beginning and last use (UTC) of a session."""
    row = connection.execute(select(SessieRow).where(SessieRow.id == hashed)).first()
    return (row.gebruiker_id, row.begonnen_op, row.gezien_op) if row is not None else None


def touch_session(connection: Connection, hashed: str, now: datetime) -> None:
    """Remember that a session was used."""
    connection.execute(update(SessieRow).where(SessieRow.id == hashed).values(gezien_op=now))


def close_session(connection: Connection, hashed: str) -> None:
    """End a session."""
    connection.execute(delete(SessieRow).where(SessieRow.id == hashed))
