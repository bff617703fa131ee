"""What an attacker with every right in the database does first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from engine.store.work import Database

TABLES = ("audit_events", "audit_payloads", "inzage")


@contextmanager
def unlocked(database: Database) -> Iterator[Connection]:
    """A transaction in which the record can be changed, because its triggers are gone."""
    with database.writing() as connection:
        for table in TABLES:
            for name in triggers(connection, table):
                on = f" on {table}" if database.is_postgresql else ""
                connection.execute(text(f"drop trigger {name}{on}"))
        yield connection


def triggers(connection: Connection, table: str) -> list[str]:
    """The names of the triggers on a table."""
    query = (
        "select tgname from pg_trigger where tgrelid = cast(:t as regclass) and not tgisinternal"
        if connection.dialect.name == "postgresql"
        else "select name from sqlite_master where type = 'trigger' and tbl_name = :t"
    )
    return list(connection.execute(text(query), {"t": table}).scalars())
