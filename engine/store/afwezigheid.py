"""Who is away, and who stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.orm import aliased

from engine.model.attendering import Afwezigheid
from engine.model.gebruikers import Rol
from engine.store.schema.attenderingen import AfwezigheidRow
from engine.store.schema.gebruikers import GebruikerRow
from engine.store.schema.mechanics import OpenTaskRow

_Vervanger = aliased(GebruikerRow)


def _found(
    connection: Connection, *which: ColumnElement[bool], limit: int | None = None
) -> list[Afwezigheid]:
    rows = connection.execute(
        select(
            AfwezigheidRow.__table__,
            GebruikerRow.naam.label("gebruiker_naam"),
            _Vervanger.naam.label("vervanger_naam"),
        )
        .join(GebruikerRow, GebruikerRow.id == AfwezigheidRow.gebruiker_id)
        .join(_Vervanger, _Vervanger.id == AfwezigheidRow.vervanger_id)
        .where(*which)
        .order_by(AfwezigheidRow.van, AfwezigheidRow.id)
        .limit(limit)
    )
    return [
        Afwezigheid(
            id=row.id,
            gebruiker=row.gebruiker_id,
            gebruiker_naam=row.gebruiker_naam,
            vervanger=row.vervanger_id,
            vervanger_naam=row.vervanger_naam,
            rol=Rol(row.rol),
            gemeente=row.gemeente,
            van=row.van,
            tot=row.tot,
            overgedragen_op=row.overgedragen_op,
            ingetrokken_op=row.ingetrokken_op,
        )
        for row in rows
    ]


def in_gemeenten(
    connection: Connection, gemeenten: Sequence[str], now: datetime
) -> list[Afwezigheid]:
    """Who is away, or will be, in these municipalities; what is over or taken back left out."""
    return _found(
        connection,
        AfwezigheidRow.gemeente.in_(gemeenten),
        AfwezigheidRow.tot > now,
        AfwezigheidRow.ingetrokken_op.is_(None),
    )


def touching(connection: Connection, gebruiker_id: str, now: datetime) -> list[Afwezigheid]:
    """When this user is or will be away, or stands in for somebody."""
    return _found(
        connection,
        (AfwezigheidRow.gebruiker_id == gebruiker_id)
        | (AfwezigheidRow.vervanger_id == gebruiker_id),
        AfwezigheidRow.tot > now,
        AfwezigheidRow.ingetrokken_op.is_(None),
    )


def holding(
    connection: Connection, gemeente: str, rollen: Sequence[Rol], at: datetime
) -> list[Afwezigheid]:
    """Who is away in one of these roles at a moment (UTC)."""
    return _found(
        connection,
        AfwezigheidRow.gemeente == gemeente,
        AfwezigheidRow.rol.in_([rol.value for rol in rollen]),
        AfwezigheidRow.van <= at,
        AfwezigheidRow.tot > at,
        AfwezigheidRow.ingetrokken_op.is_(None),
    )


def begun(connection: Connection, now: datetime, limit: int) -> list[Afwezigheid]:
    """Whose absence has begun, and whose work was not handed over yet."""
    return _found(
        connection,
        AfwezigheidRow.overgedragen_op.is_(None),
        AfwezigheidRow.van <= now,
        AfwezigheidRow.tot > now,
        AfwezigheidRow.ingetrokken_op.is_(None),
        limit=limit,
    )


def overlapping(
    connection: Connection, gebruiker_id: str, rol: Rol, gemeente: str, van: datetime, tot: datetime
) -> list[Afwezigheid]:
    """What is on record of this user in this role within a period."""
    return _found(
        connection,
        AfwezigheidRow.gebruiker_id == gebruiker_id,
        AfwezigheidRow.rol == rol.value,
        AfwezigheidRow.gemeente == gemeente,
        AfwezigheidRow.van < tot,
        AfwezigheidRow.tot > van,
        AfwezigheidRow.ingetrokken_op.is_(None),
    )


def find(connection: Connection, afwezigheid_id: str) -> Afwezigheid | None:
    """One absence; None when there is none."""
    found = _found(connection, AfwezigheidRow.id == afwezigheid_id)
    return found[0] if found else None


def add(connection: Connection, afwezigheid: Afwezigheid, door: str, now: datetime) -> None:
    """Put an absence on record."""
    connection.execute(
        insert(AfwezigheidRow).values(
            id=afwezigheid.id,
            gebruiker_id=afwezigheid.gebruiker,
            vervanger_id=afwezigheid.vervanger,
            rol=afwezigheid.rol.value,
            gemeente=afwezigheid.gemeente,
            van=afwezigheid.van,
            tot=afwezigheid.tot,
            vastgelegd_door=door,
            vastgelegd_op=now,
        )
    )


def take_back(connection: Connection, afwezigheid_id: str, now: datetime) -> bool:
    """End an absence now, or before it began; False when somebody did already."""
    return (
        connection.execute(
            update(AfwezigheidRow)
            .where(AfwezigheidRow.id == afwezigheid_id, AfwezigheidRow.ingetrokken_op.is_(None))
            .values(ingetrokken_op=now)
        ).rowcount
        == 1
    )


def ended(connection: Connection, now: datetime, limit: int) -> list[Afwezigheid]:
    """Whose absence is over after work was handed over, and was not dealt with yet."""
    return _found(
        connection,
        AfwezigheidRow.afgerond_op.is_(None),
        AfwezigheidRow.overgedragen_op.is_not(None),
        (AfwezigheidRow.tot <= now) | (AfwezigheidRow.ingetrokken_op <= now),
        limit=limit,
    )


def claim_ended(connection: Connection, afwezigheid_id: str, now: datetime) -> bool:
    """Note that an absence is dealt with in this transaction; False when it was already."""
    return (
        connection.execute(
            update(AfwezigheidRow)
            .where(AfwezigheidRow.id == afwezigheid_id, AfwezigheidRow.afgerond_op.is_(None))
            .values(afgerond_op=now)
        ).rowcount
        == 1
    )


def claim_begun(connection: Connection, afwezigheid_id: str, now: datetime) -> bool:
    """Note that the work is handed over in this transaction; False when it was already."""
    return (
        connection.execute(
            update(AfwezigheidRow)
            .where(AfwezigheidRow.id == afwezigheid_id, AfwezigheidRow.overgedragen_op.is_(None))
            .values(overgedragen_op=now)
        ).rowcount
        == 1
    )


def in_hands_of(connection: Connection, gebruiker_id: str, gemeente: str) -> list[tuple[str, str]]:
    """Case and id of every open task that a user has in hand in a municipality."""
    rows = connection.execute(
        select(OpenTaskRow.zaak_id, OpenTaskRow.id)
        .where(OpenTaskRow.behandelaar == gebruiker_id, OpenTaskRow.gemeente == gemeente)
        .order_by(OpenTaskRow.zaak_id, OpenTaskRow.id)
    )
    return [(row.zaak_id, row.id) for row in rows]
