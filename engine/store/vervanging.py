"""Who holds a role at a moment: by himself, or because he stands in for somebody who is away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from engine.law.vervanging import may_replace
from engine.model.attendering import Afwezigheid
from engine.model.gebruikers import Rol
from engine.store import gemeenten
from engine.store.schema.attenderingen import AfwezigheidRow
from engine.store.schema.gebruikers import GebruikerRow, RolRow


def own_roles(connection: Connection, gebruiker_id: str, gemeente: str) -> set[Rol]:
    """The roles an active user holds himself in a municipality."""
    rows = connection.execute(
        select(RolRow.rol)
        .join(GebruikerRow, GebruikerRow.id == RolRow.gebruiker_id)
        .where(
            RolRow.gebruiker_id == gebruiker_id, RolRow.gemeente == gemeente, GebruikerRow.actief
        )
    )
    return {Rol(row.rol) for row in rows}


def holders(
    connection: Connection, gemeente: str, rollen: Collection[Rol]
) -> dict[str, tuple[str, list[Rol]]]:
    """Name and roles of the active users who hold any of these roles themselves, by id."""
    rows = connection.execute(
        select(RolRow.gebruiker_id, GebruikerRow.naam, RolRow.rol)
        .join(GebruikerRow, GebruikerRow.id == RolRow.gebruiker_id)
        .where(
            RolRow.gemeente == gemeente,
            RolRow.rol.in_([rol.value for rol in rollen]),
            GebruikerRow.actief,
        )
        .order_by(GebruikerRow.naam, RolRow.gebruiker_id, RolRow.rol)
    )
    found: dict[str, tuple[str, list[Rol]]] = {}
    for row in rows:
        found.setdefault(row.gebruiker_id, (row.naam, []))[1].append(Rol(row.rol))
    return found


def active(connection: Connection) -> dict[str, str]:
    """Name of every active user, by id."""
    rows = connection.execute(
        select(GebruikerRow.id, GebruikerRow.naam)
        .where(GebruikerRow.actief)
        .order_by(GebruikerRow.naam, GebruikerRow.id)
    )
    return {row.id: row.naam for row in rows}


def is_entitled(connection: Connection, afwezigheid: Afwezigheid) -> bool:
    """Whether the one who stands in may, as things are now: both are still who they were then."""
    gemeente, rol = afwezigheid.gemeente, afwezigheid.rol
    if rol not in own_roles(connection, afwezigheid.gebruiker, gemeente):
        return False
    naam = connection.execute(
        select(GebruikerRow.naam).where(
            GebruikerRow.id == afwezigheid.vervanger, GebruikerRow.actief
        )
    ).scalar()
    return naam is not None and may_replace(
        rol,
        naam,
        own_roles(connection, afwezigheid.vervanger, gemeente),
        gemeenten.load(connection, gemeente),
    )


def stood_in(
    connection: Connection, gebruiker_id: str, naam: str, at: datetime
) -> set[tuple[Rol, str]]:
    """The roles somebody has at a moment (UTC) only because he stands in for a mayor who is away.

    In every other role whoever stands in holds it himself.
    """
    rows = connection.execute(
        select(AfwezigheidRow.gemeente)
        .join(
            RolRow,
            (RolRow.gebruiker_id == AfwezigheidRow.gebruiker_id)
            & (RolRow.rol == AfwezigheidRow.rol)
            & (RolRow.gemeente == AfwezigheidRow.gemeente),
        )
        .join(GebruikerRow, GebruikerRow.id == AfwezigheidRow.gebruiker_id)
        .where(
            AfwezigheidRow.vervanger_id == gebruiker_id,
            AfwezigheidRow.rol == Rol.BURGEMEESTER.value,
            AfwezigheidRow.van <= at,
            AfwezigheidRow.tot > at,
            AfwezigheidRow.ingetrokken_op.is_(None),
            GebruikerRow.actief,
        )
        .distinct()
    ).scalars()
    return {
        (Rol.BURGEMEESTER, code)
        for code in rows.all()
        if may_replace(Rol.BURGEMEESTER, naam, (), gemeenten.load(connection, code))
    }
