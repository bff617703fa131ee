"""Municipalities and their settings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, insert, select

from engine.errors import NotFound
from engine.model.gemeente import Gemeente
from engine.store.schema.zaken import GemeenteRow

_ONE = select(GemeenteRow.__table__).where(GemeenteRow.code == bindparam("of"))


def load(connection: Connection, code: str) -> Gemeente:
    """A municipality with its settings.

    Raises:
        NotFound: there is no such municipality.
    """
    row = connection.execute(_ONE, {"of": code}).mappings().first()
    if row is None:
        raise NotFound(code)
    return Gemeente(
        **{
            **row,
            "feestdagen": frozenset(date.fromisoformat(day) for day in row["feestdagen"]),
        }
    )


def add(connection: Connection, gemeente: Gemeente) -> None:
    """Keep a municipality with its settings."""
    values = {name: getattr(gemeente, name) for name in Gemeente.__slots__}
    values["feestdagen"] = sorted(day.isoformat() for day in gemeente.feestdagen)
    connection.execute(insert(GemeenteRow).values(**values))


def exist(connection: Connection) -> bool:
    """Whether any municipality is set up."""
    return connection.execute(select(GemeenteRow.code).limit(1)).first() is not None
