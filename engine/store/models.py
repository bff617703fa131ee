"""Versions of the models, kept by the hash of their content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from engine.errors import NotFound
from engine.store.schema.mechanics import ModelRow


def keep(connection: Connection, hash: str, sources: Mapping[str, bytes], now: datetime) -> None:
    """Keep a version, once."""
    if connection.execute(select(ModelRow.hash).where(ModelRow.hash == hash)).first() is None:
        connection.execute(
            insert(ModelRow).values(
                hash=hash,
                bronnen={name: text.decode() for name, text in sources.items()},
                vastgelegd_op=now,
            )
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
