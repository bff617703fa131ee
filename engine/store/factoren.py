"""Second factors of users: an app that gives codes, passkeys, recovery codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from engine.store.kluis import opened, sealed
from engine.store.schema.aanmelden import HerstelcodeRow, PasskeyRow, TotpRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey as its user sees it, and what checks its signatures.

    Attributes:
        credential: its own id, base64url.
        sleutel: public key (COSE). teller: how often it says it was used.
    """

    id: str
    gebruiker_id: str
    credential: str
    sleutel: bytes
    teller: int
    naam: str
    toegevoegd_op: datetime
    gebruikt_op: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totp:
    """An app that gives codes.

    Attributes:
        laatste_stap: the period (30 s since 1970) of the last code that was used.
    """

    geheim: str
    laatste_stap: int | None
    toegevoegd_op: datetime


# -- an app ------------------------------------------------------------------------------------


def totp(connection: Connection, gebruiker_id: str) -> Totp | None:
    """The app of a user."""
    row = connection.execute(
        select(TotpRow.geheim, TotpRow.laatste_stap, TotpRow.toegevoegd_op).where(
            TotpRow.gebruiker_id == gebruiker_id
        )
    )
    found = row.mappings().first()
    return Totp(**opened(connection, gebruiker_id, "totp", found)) if found is not None else None


def set_totp(
    connection: Connection, gebruiker_id: str, geheim: str, stap: int, now: datetime
) -> None:
    """Give a user this app in place of any other; `stap` is the code it was tried with."""
    drop_totp(connection, gebruiker_id)
    connection.execute(
        insert(TotpRow).values(
            gebruiker_id=gebruiker_id,
            laatste_stap=stap,
            toegevoegd_op=now,
            **sealed(connection, gebruiker_id, "totp", {"geheim": geheim}),
        )
    )


def use_totp(connection: Connection, gebruiker_id: str, stap: int) -> bool:
    """Note that the code of a period was used; False when it, or a later one, was before."""
    result = connection.execute(
        update(TotpRow)
        .where(
            TotpRow.gebruiker_id == gebruiker_id,
            or_(TotpRow.laatste_stap.is_(None), TotpRow.laatste_stap < stap),
        )
        .values(laatste_stap=stap)
    )
    return result.rowcount == 1


def drop_totp(connection: Connection, gebruiker_id: str) -> bool:
    """Take a user's app away; False when there was none."""
    result = connection.execute(delete(TotpRow).where(TotpRow.gebruiker_id == gebruiker_id))
    return result.rowcount == 1


# -- passkeys ----------------------------------------------------------------------------------


def passkeys(connection: Connection, gebruiker_id: str) -> list[Passkey]:
    """The passkeys of a user, the oldest first."""
    rows = connection.execute(
        select(PasskeyRow)
        .where(PasskeyRow.gebruiker_id == gebruiker_id)
        .order_by(PasskeyRow.toegevoegd_op, PasskeyRow.id)
    ).mappings()
    return [Passkey(**row) for row in rows]


def passkey(connection: Connection, credential: str) -> Passkey | None:
    """The passkey with this id of its own."""
    row = (
        connection.execute(select(PasskeyRow).where(PasskeyRow.credential == credential))
        .mappings()
        .first()
    )
    return Passkey(**row) if row is not None else None


def add_passkey(connection: Connection, new: Passkey) -> None:
    """Keep a passkey."""
    connection.execute(
        insert(PasskeyRow).values(
            id=new.id,
            gebruiker_id=new.gebruiker_id,
            credential=new.credential,
            sleutel=new.sleutel,
            teller=new.teller,
            naam=new.naam,
            toegevoegd_op=new.toegevoegd_op,
            gebruikt_op=new.gebruikt_op,
        )
    )


def use_passkey(connection: Connection, id: str, teller: int, now: datetime) -> None:
    """Note that a passkey was used, and its own count."""
    connection.execute(
        update(PasskeyRow).where(PasskeyRow.id == id).values(teller=teller, gebruikt_op=now)
    )


def drop_passkey(connection: Connection, gebruiker_id: str, id: str) -> bool:
    """Take one passkey of a user away; False when it was not theirs."""
    result = connection.execute(
        delete(PasskeyRow).where(PasskeyRow.id == id, PasskeyRow.gebruiker_id == gebruiker_id)
    )
    return result.rowcount == 1


# -- recovery codes ----------------------------------------------------------------------------


def set_codes(connection: Connection, gebruiker_id: str, hashed: Iterable[str]) -> None:
    """Give a user these recovery codes in place of those before."""
    connection.execute(delete(HerstelcodeRow).where(HerstelcodeRow.gebruiker_id == gebruiker_id))
    rows = [{"id": each, "gebruiker_id": gebruiker_id} for each in hashed]
    if rows:
        connection.execute(insert(HerstelcodeRow), rows)


def codes_left(connection: Connection, gebruiker_id: str) -> int:
    """How many recovery codes a user can still use."""
    return connection.execute(
        select(func.count())
        .select_from(HerstelcodeRow)
        .where(HerstelcodeRow.gebruiker_id == gebruiker_id)
    ).scalar_one()


def use_code(connection: Connection, gebruiker_id: str, hashed: str) -> bool:
    """Use a recovery code; False when it is none of the user's (any more)."""
    result = connection.execute(
        delete(HerstelcodeRow).where(
            HerstelcodeRow.id == hashed, HerstelcodeRow.gebruiker_id == gebruiker_id
        )
    )
    return result.rowcount == 1


def drop_all(connection: Connection, gebruiker_id: str) -> None:
    """Take every factor of a user away."""
    drop_totp(connection, gebruiker_id)
    connection.execute(delete(PasskeyRow).where(PasskeyRow.gebruiker_id == gebruiker_id))
    set_codes(connection, gebruiker_id, ())
