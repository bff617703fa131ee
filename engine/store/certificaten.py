"""Which certificates decisions were signed with here; it outlives the cases."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.schema.zaken import OndertekencertificaatRow


def keep(connection: Connection, sha256: str, gemeente: str, rol: str) -> None:
    """Keep that this certificate signed for a municipality in this role, once."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(OndertekencertificaatRow)
        .values(sha256=sha256, gemeente=gemeente, rol=rol)
        .on_conflict_do_nothing()
    )
