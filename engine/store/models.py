"""Versions of the models, kept by the hash of their content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.errors import NotFound
from engine.store.schema.mechanics import ModelRow


def keep(connection: Connection, hash: str, sources: Mapping[str, bytes], now: datetime) -> None:
    """Keep a version, once, whoever else keeps it at the same moment."""
    if connection.execute(select(ModelRow.hash).where(ModelRow.hash == hash)).first() is not None:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(ModelRow)
        .values(
            hash=hash,
            bronnen={name: text.decode() for name, text in sources.items()},
            vastgelegd_op=now,
        )
        .on_conflict_do_nothing()
    )


def sources(connection: Connection, hash: str) -> dict[str, bytes]:
    """The files of a version, by name.

    Raises:
        NotFound: no such version was ever kept.
    """
    found = connection.execute(select(ModelRow.bronnen).where(ModelRow.hash == hash)).scalar()
    if found is None:
        raise NotFound(hash)
    return {name: text.encode() for name, text in found.items()}
