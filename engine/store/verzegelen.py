"""Sealing what an older release left in the clear: a batch at a time, while others work on.

Each batch is a transaction, and what is sealed already is passed by: stopped halfway it goes on
where it was. When nothing is left the database is closed, and from then on what stands in the
clear in a sealed column is refused as something that others put there.

What is of users is little, and sealed in one transaction. A release before it reads it as it is:
that transaction raises the floor too, so it is for when none is at work any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, func, select, tuple_, update

from engine.store import kluis
from engine.store.audit import BEHEER
from engine.store.schema import Base
from engine.store.schema.indeling import OF_STAFF, SEALED
from engine.store.schema.mechanics import SchemaFloorRow
from engine.store.schema.sleutels import HOUSE, STAFF, GemeentesleutelRow
from engine.store.schema.verzegeld import raw
from engine.store.work import Database
from engine.vault.cell import is_cell

#: Rows that are sealed in one transaction.
BATCH = 500
#: Tables whose rows say whose they are by a row of another: key here, that table, its case there.
_PART_OF = {
    "audit_payloads": ("event_id", "audit_events", "stream"),
    "signalen": ("risicotaxatie_id", "risicotaxaties", "zaak_id"),
    "geheime_adressen": ("persoon_id", "personen", "zaak_id"),
}
_NUMBERS = frozenset({"huisnummer"})
#: The first release that reads what is sealed of users.
STAFF_SEALED_SINCE = "0026"


def seal_all(database: Database, batch: int = BATCH) -> int:
    """Seal whatever is in the clear, and close the database; gives how many rows were sealed.

    Raises:
        UnfitKey: the root key is missing, or not the one of this database.
    """
    with database.writing() as connection:
        database.kluis.newest(connection, HOUSE)
        if database.kluis.is_closed(connection):
            return 0
    total = sum(_seal_table(database, Base.metadata.tables[name], batch) for name in _of_cases())
    with database.writing() as connection:
        for key in database.kluis.all_of(connection, HOUSE):
            closed = database.kluis.packed(replace(key, dicht=True))
            connection.execute(
                update(GemeentesleutelRow)
                .where(
                    GemeentesleutelRow.gemeente == HOUSE,
                    GemeentesleutelRow.generatie == key.generatie,
                )
                .values(closed)
            )
    database.leave_no_trace()
    return total


def seal_staff(database: Database) -> int:
    """Seal what is of users, and close that too; gives how many rows were sealed.

    Raises:
        UnfitKey: the root key is missing, or not the one of this database.
    """
    with database.writing() as connection:
        if database.kluis.is_closed(connection, STAFF):
            return 0
        database.kluis.begin_staff(connection)
        total = 0
        for name in sorted(OF_STAFF):
            table = Base.metadata.tables[name]
            for row in connection.execute(rows_of(table, None, None)).mappings().all():
                total += _seal_row(connection, table, row)
        connection.execute(
            update(SchemaFloorRow)
            .where(SchemaFloorRow.revision < STAFF_SEALED_SINCE)
            .values(revision=STAFF_SEALED_SINCE)
        )
    database.leave_no_trace()
    return total


def staff_is_sealed(connection: Connection) -> bool:
    """Whether what is of users is sealed."""
    return kluis.of(connection).is_closed(connection, STAFF)


def _of_cases() -> list[str]:
    return [name for name in SEALED if name not in OF_STAFF]


def _seal_table(database: Database, table: Table, batch: int) -> int:
    """Seal the rows of a table in the order of its key."""
    total, after = 0, None
    while True:
        with database.writing() as connection:
            rows = connection.execute(rows_of(table, after, batch)).mappings().all()
            kluis.of(connection).prefetch(connection, {row["van_zaak"] for row in rows})
            total += sum(_seal_row(connection, table, row) for row in rows)
        if len(rows) < batch:
            return total
        after = tuple(rows[-1][column.name] for column in table.primary_key)


def rows_of(table: Table, after: tuple[Any, ...] | None, batch: int | None) -> Any:
    """So many rows (None: all) of a table after one, in the order of its key, with whose."""
    if table.name in _PART_OF:
        key, whole_name, owner = _PART_OF[table.name]
        whole = Base.metadata.tables[whole_name]
        query = select(table, whole.c[owner].label("van_zaak")).join(
            whole, whole.c.id == table.c[key]
        )
    elif table.name in OF_STAFF:
        # at the door nobody is known yet
        query = select(table, func.coalesce(table.c.gebruiker_id, BEHEER).label("van_zaak"))
    else:
        # what was begun before there is a case, belongs to the house
        query = select(table, func.coalesce(table.c.zaak_id, BEHEER).label("van_zaak"))
    keys = list(table.primary_key)
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*after))
    return query.order_by(*keys).limit(batch)


def _seal_row(connection: Connection, table: Table, row: Mapping[Any, Any]) -> bool:
    cells = {name: raw(row[name]) for name in SEALED[table.name]}
    plain = {
        name: int(cell) if name in _NUMBERS else cell
        for name, cell in cells.items()
        if cell is not None and not is_cell(cell)
    }
    if not plain:
        return False
    connection.execute(
        update(table)
        .where(*(column == row[column.name] for column in table.primary_key))
        .values(kluis.sealed(connection, row["van_zaak"], table.name, plain))
    )
    return True
