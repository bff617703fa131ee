"""Sessions: who is signed in, in which browser, since when and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from engine.store.schema.gebruikers import SessieRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessie:
    """A session; its secret is nowhere in it.

    Attributes:
        id: hash of its secret. handvat: names it to its user, and opens nothing.
        apparaat: family of browser and system it is tied to; empty: to none.
        middel: how it began. bevestigd_op: when its user last said again who they are (UTC).
    """

    id: str
    gebruiker_id: str
    begonnen_op: datetime
    gezien_op: datetime
    handvat: str
    apparaat: str
    middel: str
    bevestigd_op: datetime | None
    extern_sid: str | None


def add(connection: Connection, new: Sessie) -> None:
    """Begin a session."""
    connection.execute(
        insert(SessieRow).values(
            id=new.id,
            gebruiker_id=new.gebruiker_id,
            begonnen_op=new.begonnen_op,
            gezien_op=new.gezien_op,
            handvat=new.handvat,
            apparaat=new.apparaat,
            middel=new.middel,
            bevestigd_op=new.bevestigd_op,
            extern_sid=new.extern_sid,
        )
    )


def find(connection: Connection, hashed: str) -> Sessie | None:
    """The session with this (hashed) secret."""
    row = connection.execute(select(SessieRow).where(SessieRow.id == hashed)).mappings().first()
    return Sessie(**row) if row is not None else None


def of(connection: Connection, gebruiker_id: str) -> list[Sessie]:
    """The sessions of a user, the one that was used last first."""
    rows = connection.execute(
        select(SessieRow)
        .where(SessieRow.gebruiker_id == gebruiker_id)
        .order_by(SessieRow.gezien_op.desc(), SessieRow.handvat)
    ).mappings()
    return [Sessie(**row) for row in rows]


def touch(connection: Connection, hashed: str, now: datetime) -> None:
    """Remember that a session was used."""
    connection.execute(update(SessieRow).where(SessieRow.id == hashed).values(gezien_op=now))


def renew(connection: Connection, hashed: str, to: str, now: datetime) -> bool:
    """Give a session another (hashed) secret, for its user said again who they are."""
    result = connection.execute(
        update(SessieRow)
        .where(SessieRow.id == hashed)
        .values(id=to, bevestigd_op=now, gezien_op=now)
    )
    return result.rowcount == 1


def close(connection: Connection, hashed: str) -> None:
    """End a session."""
    connection.execute(delete(SessieRow).where(SessieRow.id == hashed))


def close_one(connection: Connection, gebruiker_id: str, handvat: str) -> bool:
    """End a session of a user by its handle; False when there is none."""
    result = connection.execute(
        delete(SessieRow).where(
            SessieRow.gebruiker_id == gebruiker_id, SessieRow.handvat == handvat
        )
    )
    return result.rowcount > 0


def close_all(connection: Connection, gebruiker_id: str, but: str | None = None) -> int:
    """End every session of a user but the one with this (hashed) secret; gives how many."""
    query = delete(SessieRow).where(SessieRow.gebruiker_id == gebruiker_id)
    if but is not None:
        query = query.where(SessieRow.id != but)
    return connection.execute(query).rowcount


def close_extern(connection: Connection, gebruiker_id: str | None, sid: str | None) -> int:
    """End what began with a provider's own session `sid`, or everything of a user without one."""
    query = delete(SessieRow)
    if sid is not None:
        query = query.where(SessieRow.extern_sid == sid)
    if gebruiker_id is not None:
        query = query.where(SessieRow.gebruiker_id == gebruiker_id)
    if sid is None and gebruiker_id is None:
        return 0
    return connection.execute(query).rowcount
