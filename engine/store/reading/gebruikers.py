"""Who has an account."""

from __future__ import annotations

from sqlalchemy import Connection, select

from engine.store.schema.gebruikers import GebruikerRow, RolRow


def accounts(connection: Connection) -> list[tuple[str, str, str]]:
    """Login name, name and one role of every active user."""
    rows = connection.execute(
        select(GebruikerRow.login, GebruikerRow.naam, RolRow.rol)
        .join(RolRow, RolRow.gebruiker_id == GebruikerRow.id)
        .where(GebruikerRow.actief)
        .order_by(GebruikerRow.login)
    )
    return [(row.login, row.naam, row.rol) for row in rows]
