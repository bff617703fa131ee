"""What several tables hold of some cases, asked for at once.

A case stands in some fifteen tables, and on PostgreSQL each question costs more on the way than in
the database. There all tables are asked for in one query that gives every row as JSON; SQLite is
asked for each in turn, which costs nothing on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from engine.store.schema.base import UtcDateTime
from engine.store.schema.verzegeld import Sealed, SealedBytes

#: Rows as the other modules read them: values by the names of their columns.
Rows = Sequence[Mapping[str, Any]]

#: What JSON gives as the column itself does.
_SAME = (JSON, Boolean, Integer, String)


class Part:
    """The rows that one table holds of some cases.

    Args:
        table: which, also what the rows are asked for by.
        query: which of its rows and columns, for cases that are given as `zaken`.
    """

    def __init__(self, table: Table, query: Select[Any]) -> None:
        self.name = table.name
        self.query = query
        self.whole = len(query.selected_columns) == len(table.columns)
        readers = {each.name: _reader(each.type) for each in query.selected_columns}
        self._readers = [(name, read) for name, read in readers.items() if read is not None]

    def row(self, values: dict[str, Any]) -> dict[str, Any]:
        """A row that came as JSON, with the values that its columns have."""
        for name, read in self._readers:
            if values[name] is not None:
                values[name] = read(values[name])
        return values


def read(connection: Connection, parts: Iterable[Part], zaken: Sequence[str]) -> dict[str, Rows]:
    """What each of these parts has of these cases, by the name of its table; in no order."""
    asked = tuple(parts)
    given = {"zaken": list(zaken)}
    if not asked or not zaken:
        return {each.name: [] for each in asked}
    if connection.dialect.name != "postgresql":
        return {
            each.name: connection.execute(each.query, given).mappings().all()  # type: ignore[misc]
            for each in asked
        }
    by_name = {each.name: each for each in asked}
    found: dict[str, list[Mapping[str, Any]]] = {name: [] for name in by_name}
    for name, values in connection.execute(_at_once(asked), given):
        found[name].append(by_name[name].row(values))
    return dict(found)


@lru_cache(maxsize=1_000)
def _at_once(parts: tuple[Part, ...]) -> Any:
    """One query for all of them; built once, for what is asked together is ever the same."""
    return union_all(*map(_as_json, parts))


def _as_json(part: Part) -> Select[Any]:
    name = literal_column(f"'{part.name}'", String)
    if part.whole:  # the query stays short, and whoever reads it too
        row = func.row_to_json(literal_column(part.name))
        return part.query.with_only_columns(name, row, maintain_column_froms=True)
    rows = part.query.subquery(f"van_{part.name}")
    return select(name, func.row_to_json(literal_column(rows.name))).select_from(rows)


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """What makes of JSON what a column of this type gives; None where that is the same."""
    if isinstance(kind, SealedBytes):
        return lambda value: kind.gives(_bytes(value))
    if isinstance(kind, Sealed):
        return kind.gives
    if isinstance(kind, UtcDateTime):
        return _moment
    if isinstance(kind, Date):
        return date.fromisoformat
    if isinstance(kind, LargeBinary):
        return _bytes
    if isinstance(kind, _SAME):
        return None
    raise TypeError(f"nothing is known of {kind!r} in JSON")


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


def _bytes(value: str) -> bytes:
    return bytes.fromhex(value.removeprefix("\\x"))
