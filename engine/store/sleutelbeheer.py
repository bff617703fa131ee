"""Other keys for old: what is wrapped with one is wrapped with the next, a batch at a time.

Nothing that is sealed is touched by that, so others work on meanwhile. Keys leave the database
wrapped, to be kept apart from its backups.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from engine.store import kluis
from engine.store.schema import Base
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.work import Database

#: Keys that are wrapped anew in one transaction.
BATCH = 500
#: How often the old key of a municipality is tried to be taken away, while new cases come in.
TRIES = 5
_OWN, _KEYS = (Base.metadata.tables[name] for name in ("gemeentesleutels", "sleutels"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Staat:
    """A municipality's key and what is wrapped with it.

    Attributes:
        gemeente: its code; "" for the house itself.
        wortel: name of the root that it is wrapped with itself.
        zaken: keys wrapped with it. vernietigd: those of destroyed cases, of which nothing is left.
    """

    gemeente: str
    generatie: int
    wortel: str
    zaken: int
    vernietigd: int


def state(connection: Connection) -> list[Staat]:
    """Every key of every municipality."""
    rows = connection.execute(
        select(
            _OWN.c.gemeente,
            _OWN.c.generatie,
            _OWN.c.wortel,
            func.count(_KEYS.c.ingepakt).label("zaken"),
            (func.count(_KEYS.c.id) - func.count(_KEYS.c.ingepakt)).label("vernietigd"),
        )
        .outerjoin(
            _KEYS,
            (_KEYS.c.gemeente == _OWN.c.gemeente) & (_KEYS.c.generatie == _OWN.c.generatie),
        )
        .group_by(_OWN.c.gemeente, _OWN.c.generatie, _OWN.c.wortel)
        .order_by(_OWN.c.gemeente, _OWN.c.generatie)
    )
    return [Staat(**row) for row in rows.mappings()]


def rewrap_roots(database: Database) -> int:
    """Wrap the keys of all municipalities with the root of now; gives how many were not yet.

    Raises:
        UnfitKey: a key is wrapped with a root that is not here.
    """
    with database.reading() as connection:
        rows = connection.execute(
            select(_OWN.c.gemeente, _OWN.c.generatie).where(
                _OWN.c.wortel != database.kluis.root.name
            )
        ).all()
    for gemeente, generatie in rows:
        with database.writing() as connection:
            key = database.kluis.own(connection, gemeente, generatie)
            connection.execute(
                update(_OWN)
                .where(_OWN.c.gemeente == gemeente, _OWN.c.generatie == generatie)
                .values(database.kluis.packed(key))
            )
    return len(rows)


def begin_new(connection: Connection, gemeente: str) -> None:
    """Give a municipality another key, unless it has two already: then that was not finished."""
    found = kluis.of(connection).all_of(connection, gemeente)
    if len(found) == 1:
        kluis.of(connection).add(connection, gemeente, found[0].generatie + 1)


def rewrap_cases(
    database: Database,
    gemeente: str,
    index: Callable[[Connection, str], None],
    batch: int = BATCH,
) -> Iterator[int]:
    """Wrap the keys of a municipality's cases with its newest key; yields how many per batch.

    Args:
        index: makes anew what a case is found by, which hangs from that key too.
    """
    while True:
        with database.writing() as connection:
            own = database.kluis.newest(connection, gemeente)
            rows = connection.execute(
                select(_KEYS)
                .where(_KEYS.c.gemeente == gemeente, _KEYS.c.generatie < own.generatie)
                .order_by(_KEYS.c.id)
                .limit(batch)
                .with_for_update()
            ).all()
            for row in rows:
                wrapped = row.ingepakt
                if wrapped is not None:
                    old = database.kluis.own(connection, gemeente, row.generatie)
                    wrapped = kluis.wrap(own, row.id, kluis.unwrap(old, row.id, bytes(wrapped)))
                connection.execute(
                    update(_KEYS)
                    .where(_KEYS.c.id == row.id)
                    .values(generatie=own.generatie, ingepakt=wrapped)
                )
                if wrapped is not None and _is_case(connection, row.id):
                    index(connection, row.id)
        if not rows:
            return
        yield len(rows)


def _is_case(connection: Connection, scope: str) -> bool:
    """Whether a key is that of a case with a file, and not of what is written beside those."""
    query = select(ProcessStateRow.zaak_id).where(ProcessStateRow.zaak_id == scope)
    return connection.execute(query).first() is not None


def drop_old(database: Database, gemeente: str) -> bool:
    """Destroy all keys of a municipality but the newest; False when a case still needs one."""
    try:
        with database.writing() as connection:
            own = database.kluis.newest(connection, gemeente)
            connection.execute(
                delete(_OWN).where(_OWN.c.gemeente == gemeente, _OWN.c.generatie < own.generatie)
            )
    except IntegrityError:
        return False
    return True


# -- apart from the backups --------------------------------------------------------------------


def dump(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """All keys as they are kept: wrapped, of no use without the root."""
    return {
        table.name: [
            {name: _as_text(value) for name, value in row.items()}
            for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in (_OWN, _KEYS)
    }


def put_back(connection: Connection, kept: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
    """Put keys back that are not here; gives how many. A destroyed one stays destroyed."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    total = 0
    for table in (_OWN, _KEYS):
        for row in kept[table.name]:
            values = {name: _as_bytes(name, value) for name, value in row.items()}
            put = insert(table).values(values).on_conflict_do_nothing()
            result = connection.execute(put.returning(*table.primary_key))
            total += result.first() is not None
    return total


def copy_without_keys(database: Database, path: str) -> None:
    """Copy an SQLite database while it is in use, all but its keys."""
    with database.engine.connect() as connection:
        # by the driver itself: it is not to be done within a transaction
        raw = connection.connection.dbapi_connection
        if raw is not None:
            raw.cursor().execute("vacuum into ?", (path,)).close()
    copy = Database(f"sqlite:///{path}")
    with copy.writing() as connection:
        connection.execute(delete(_KEYS))
        connection.execute(delete(_OWN))
    copy.leave_no_trace()
    copy.dispose()


def _as_text(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _as_bytes(name: str, value: Any) -> Any:
    return base64.b64decode(value) if name in ("zout", "ingepakt") and value is not None else value
