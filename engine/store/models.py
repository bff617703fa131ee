"""Versions of the models, kept by the hash of their content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.errors import NotFound
from engine.store.schema.mechanics import ModelRow, ProcessStateRow
from engine.store.schema.zaken import ZaakRow


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


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the models and how many cases run on it; `vastgelegd_op` in UTC."""

    hash: str
    vastgelegd_op: datetime
    zaken: int


def versions(connection: Connection) -> list[Version]:
    """Every version that was ever kept, the newest first."""
    rows = connection.execute(
        select(ModelRow.hash, ModelRow.vastgelegd_op, func.count(ProcessStateRow.zaak_id))
        .outerjoin(ProcessStateRow, ProcessStateRow.model == ModelRow.hash)
        .group_by(ModelRow.hash, ModelRow.vastgelegd_op)
        .order_by(ModelRow.vastgelegd_op.desc(), ModelRow.hash)
    )
    return [Version(*row) for row in rows]


def running(connection: Connection) -> list[str]:
    """The ids of all cases that still run, in the order in which they came in."""
    return list(
        connection.execute(
            select(ProcessStateRow.zaak_id)
            .join(ZaakRow, ZaakRow.id == ProcessStateRow.zaak_id)
            .order_by(ZaakRow.nummer)
        ).scalars()
    )


def set_model(connection: Connection, zaak_id: str, model: str) -> None:
    """Let a case go on on another version of the models."""
    connection.execute(
        update(ProcessStateRow).where(ProcessStateRow.zaak_id == zaak_id).values(model=model)
    )
