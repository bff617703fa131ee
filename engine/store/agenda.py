"""The secret addresses of people's calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from engine.store.schema.agenda import AgendaAdresRow


@dataclass(frozen=True, slots=True)
class AgendaAdres:
    """That somebody has a calendar, and when (UTC) it was made and last fetched."""

    gebruiker_id: str
    gemaakt_op: datetime
    opgehaald_op: datetime | None
    inhoud: str | None = None
    gewijzigd_op: datetime | None = None


def of(connection: Connection, gebruiker_id: str) -> AgendaAdres | None:
    """Somebody's calendar, if he has one."""
    return _one(connection, AgendaAdresRow.gebruiker_id == gebruiker_id)


def by_secret(connection: Connection, hashed: str) -> AgendaAdres | None:
    """The calendar with this secret, by its hash."""
    return _one(connection, AgendaAdresRow.geheim == hashed)


def put(connection: Connection, gebruiker_id: str, hashed: str, now: datetime) -> None:
    """Give somebody a calendar at a new address; the old one is no more."""
    drop(connection, gebruiker_id)
    connection.execute(
        insert(AgendaAdresRow).values(gebruiker_id=gebruiker_id, geheim=hashed, gemaakt_op=now)
    )


def drop(connection: Connection, gebruiker_id: str) -> bool:
    """Take somebody's calendar away; False when he had none."""
    gone = delete(AgendaAdresRow).where(AgendaAdresRow.gebruiker_id == gebruiker_id)
    return bool(connection.execute(gone).rowcount)


def note_fetch(
    connection: Connection, gebruiker_id: str, inhoud: str, since: datetime, now: datetime
) -> None:
    """Remember that a calendar was fetched, what it was and since when (UTC)."""
    connection.execute(
        update(AgendaAdresRow)
        .where(AgendaAdresRow.gebruiker_id == gebruiker_id)
        .values(opgehaald_op=now, inhoud=inhoud, gewijzigd_op=since)
    )


def _one(connection: Connection, which: ColumnElement[bool]) -> AgendaAdres | None:
    row = connection.execute(select(AgendaAdresRow).where(which)).first()
    if row is None:
        return None
    return AgendaAdres(
        row.gebruiker_id, row.gemaakt_op, row.opgehaald_op, row.inhoud, row.gewijzigd_op
    )
