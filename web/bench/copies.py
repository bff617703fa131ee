"""Many cases out of a few that were really played, by copying their rows within the database.

A copy has the rows of its original in every table, under ids of its own. What is long and read by
nobody who looks at other cases (papers, answers, process state) is left out, or filling a
database would take longer than measuring it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    String,
    Table,
    bindparam,
    cast,
    func,
    insert,
    literal,
    select,
    true,
    update,
)

from engine.service.cijfers import Cijfers
from engine.store import kluis, scope, sleutel
from engine.store.schema import Base
from engine.store.work import Connection, Database

#: Room for the number of a copy within an id; more than any database here holds.
DIGITS = 8
#: The ids of copied rows are below zero, each copy in a stretch of its own: they never meet those
#: that the database gives out, and twenty thousand stretches fit in the 32 bits of most keys.
STRETCH = 100_000

#: Columns that say whose a row is, where that is not `zaak_id`.
_OWNER = {"zaken": "id", "audit_events": "stream"}
#: Tables whose rows belong to a row of another table: its key here, that table, and its case there.
_PART_OF = {
    "audit_payloads": ("event_id", "audit_events", "stream"),
    "signalen": ("risicotaxatie_id", "risicotaxaties", "zaak_id"),
    "geheime_adressen": ("persoon_id", "personen", "zaak_id"),
}
#: What must differ between copies besides ids, as people or machines write it.
_UNIQUE = {("zaken", "nummer"), ("zaken", "registratienummer"), ("outbox", "key")}
#: What copies get in another way (`variety`), or go without.
_NOT_COPIED = frozenset({"zoektekens"})
#: What is long.
_LONG: dict[tuple[str, str], Any] = {
    ("documenten", "inhoud"): b"",
    ("documenten", "gegevens"): {},
    ("handtekeningen", "bewijs"): b"",
    ("outbox", "payload"): {},
    ("audit_payloads", "payload"): {},
    ("process_states", "state"): b"",
}


def copy_id(original: str, number: int) -> str:
    """The id of the so-manieth copy of what has this id."""
    return f"{original[: 36 - DIGITS]}{number:0{DIGITS}d}"


def id_of_copy(original: ColumnElement[Any], number: ColumnElement[int]) -> ColumnElement[str]:
    """The same within a query."""
    return func.substr(original, 1, 36 - DIGITS, type_=String) + _suffix(number)


def _suffix(number: ColumnElement[int]) -> ColumnElement[str]:
    return func.substr(cast(number + 10**DIGITS, String), 2, type_=String)


def multiply(
    database: Database, originals: Iterable[str], first: int, last: int, *, whole: bool = False
) -> None:
    """Copy every original once for each number from `first` up to and including `last`.

    Args:
        whole: with what is long too.
    """
    ids = list(originals)
    with database.writing() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in _NOT_COPIED:
                _copy(connection, table, ids, first, last, {} if whole else _LONG)
        for original in ids:
            _give_keys(connection, original, first, last)


def _give_keys(connection: Connection, original: str, first: int, last: int) -> None:
    """The copies of a case are sealed as it is: with its key, wrapped for each of them."""
    keys = Base.metadata.tables["sleutels"]
    row = connection.execute(select(keys).where(keys.c.id == original)).one()
    own = kluis.of(connection).own(connection, row.gemeente, row.generatie)
    raw = sleutel.unwrap(own, original, bytes(row.ingepakt))
    copied = [
        {
            "id": id,
            "gemeente": row.gemeente,
            "generatie": row.generatie,
            "ingepakt": sleutel.wrap(own, id, raw),
        }
        for id in (copy_id(original, number) for number in range(first, last + 1))
    ]
    connection.execute(insert(keys), copied)


def fill_moments(database: Database, originals: Iterable[str], copies: int) -> None:
    """Give each case so many copies that have nothing but the moment something falls due."""
    ids = list(originals)
    with database.writing() as connection:
        for name in ("zaken", "process_states"):
            _copy(connection, Base.metadata.tables[name], ids, 1, copies, _LONG)


def own_tasks(database: Database, original: str, last: int) -> None:
    """Let the process state of each copy know its open tasks by the ids they have in the copy.

    Needed for copies that go on: the lists and the state speak of the same tasks.
    """
    states, tasks = (Base.metadata.tables[name] for name in ("process_states", "open_tasks"))
    with database.writing() as connection:
        blob = connection.execute(
            select(states.c.state).where(states.c.zaak_id == original)
        ).scalar_one()
        ids = connection.execute(select(tasks.c.id).where(tasks.c.zaak_id == original)).scalars()
        open_now, text = list(ids), zlib.decompress(blob).decode()
        rows = []
        for number in range(1, last + 1):
            own = text
            for id in open_now:
                own = own.replace(id, copy_id(id, number))
            rows.append({"id": copy_id(original, number), "blob": zlib.compress(own.encode(), 1)})
        connection.execute(
            update(states)
            .where(states.c.zaak_id == bindparam("id"))
            .values(state=bindparam("blob")),
            rows,
        )


def refresh(database: Database) -> None:
    """Let everybody tidy up, and the database look at what it holds, as happens by itself after a
    while.
    """
    with scope.everywhere():
        Cijfers(database).count_marked()
    tidy = "vacuum analyze" if database.is_postgresql else "analyze"
    with database.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        for name in Base.metadata.tables:
            connection.exec_driver_sql(f"{tidy} {name}")
        if database.is_postgresql:
            connection.exec_driver_sql("checkpoint")  # or it writes while others are measured
    database.leave_no_trace()


def _copy(
    connection: Connection,
    table: Table,
    ids: list[str],
    first: int,
    last: int,
    long: dict[tuple[str, str], Any],
) -> None:
    query = _rows(table, ids)
    if query is None:
        return
    number = numbers(first, last)
    columns = [column for column in table.columns if (table.name, column.name) not in long]
    blanks = [table.columns[name] for owner, name in long if owner == table.name]
    values = [_value(table, column, number.c.n) for column in columns]
    values += [
        literal(long[table.name, column.name], type_=column.type).label(column.name)
        for column in blanks
    ]
    source = query.with_only_columns(*values).join_from(table, number, true())
    # the record takes the lines of a case only in their order
    source = source.order_by(number.c.n, *table.primary_key)
    connection.execute(insert(table).from_select([*columns, *blanks], source))


def _rows(table: Table, ids: list[str]) -> Any:
    """The rows of these cases in a table; None for a table that is not about cases."""
    if table.name in _PART_OF:
        key, whole_name, owner = _PART_OF[table.name]
        whole = Base.metadata.tables[whole_name]
        of_them = select(whole.c.id).where(whole.c[owner].in_(ids))
        return select(table).where(table.c[key].in_(of_them))
    owner = _OWNER.get(table.name, "zaak_id")
    if owner not in table.columns:
        return None
    rows = select(table).where(table.c[owner].in_(ids))
    # what is still asked for would be done for every copy, and copies go without what it is about
    return rows.where(table.c.done_at.is_not(None)) if table.name == "outbox" else rows


def numbers(first: int, last: int) -> Any:
    """The numbers of copies, as a table with a column `n`, within one query."""
    start = select(literal(first, BigInteger).label("n")).cte("numbers", recursive=True)
    return start.union_all(select(start.c.n + 1).where(start.c.n < last))


def _value(table: Table, column: Column[Any], number: ColumnElement[int]) -> ColumnElement[Any]:
    """A column of a copied row: its own where it must be, else as it was."""
    if (table.name, column.name) in _UNIQUE:
        return (column + "/" + _suffix(number)).label(column.name)
    if not _names_a_row(table, column):
        return column
    if isinstance(column.type, String):
        return id_of_copy(column, number).label(column.name)
    return (-(number * STRETCH + column)).label(column.name)


def _names_a_row(table: Table, column: Column[Any]) -> bool:
    """Whether a column names a row of this very case: its key, or that of what it belongs to."""
    if column.name in ("zaak_id", "document_id", "stream", _PART_OF.get(table.name, ("",))[0]):
        return True
    return column.primary_key and column.name == "id"
