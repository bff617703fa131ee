"""PostgreSQL, table by table out of one snapshot; needs no tools of the database on this machine.

A region with a database of many gigabytes has its database's own tools, with recovery to the
second; see docs/how-to/back-up.md. This is for everybody else, and for moving house.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy import Table as SqlTable

from engine.store import migrate
from engine.store.backup import archive
from engine.store.backup.archive import (
    KEY_TABLES,
    Backup,
    BackupUnfit,
    Manifest,
    reading,
    writing,
)
from engine.store.work import Database

KIND = "postgresql"


def make(database: Database, data: Path, keys: Path, manifest: Manifest) -> Backup:
    """See `engine.store.backup.make`."""
    with database.snapshot() as connection:
        tables = _tables(connection)
        with writing(keys) as out:
            for table in tables:
                if table.name in KEY_TABLES:
                    _copy_out(connection, table, out)
            out.finish(manifest)
        with writing(data) as out:
            for table in tables:
                if table.name not in KEY_TABLES:
                    _copy_out(connection, table, out)
            whole = out.finish(manifest)
    return Backup(manifest=whole, size=data.stat().st_size + keys.stat().st_size)


def restore(database: Database, data: Path, keys: Path) -> Backup:
    """See `engine.store.backup.restore`."""
    with (
        reading(data, KIND) as (file, manifest),
        reading(keys, KIND) as (key_file, _),
        database.writing() as connection,
    ):
        _refuse_if_used(connection)
        if not migrate.knows(manifest.schema):
            raise BackupUnfit(
                f"{data} komt van een nieuwere versie van het product. Installeer die eerst."
            )
        migrate.upgrade(connection, manifest.schema)
        tables = _tables(connection)
        known = {_part(table) for table in tables}
        if unknown := (set(manifest.parts) - known):
            raise BackupUnfit(f"{data} bevat tabellen die hier niet bestaan: {sorted(unknown)}.")
        for table in reversed(tables):
            connection.execute(table.delete())  # what the migrations themselves put in
        for table in tables:
            source = key_file if table.name in KEY_TABLES else file
            if _part(table) in source.namelist():
                _copy_in(connection, table, source)
        for table in tables:
            _count_on(connection, table)
    return Backup(manifest=manifest, size=data.stat().st_size + keys.stat().st_size)


def _refuse_if_used(connection: Connection) -> None:
    if not inspect(connection).has_table("zaken"):
        return
    if connection.scalar(text("select exists (select from zaken)")):
        raise BackupUnfit(
            "Deze database bevat al zaken. Zet een kopie terug in een lege database: "
            "noem met HUISVERBOD_DATABASE een andere."
        )


def _tables(connection: Connection) -> list[SqlTable]:
    """The tables of which a copy holds the rows, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if archive.is_kept(table.name)]


def _part(table: SqlTable) -> str:
    return f"{table.name}.copy"


def _columns(table: SqlTable) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)


def _copy_out(connection: Connection, table: SqlTable, out: archive.Writing) -> None:
    question = sql.SQL("copy (select {} from {}) to stdout").format(
        _columns(table), sql.Identifier(table.name)
    )
    heading = "\t".join(column.name for column in table.columns)
    with out.part(_part(table)) as write, _cursor(connection) as cursor:
        write(f"{heading}\n".encode())
        with cursor.copy(question) as rows:
            for chunk in rows:
                write(bytes(chunk))


def _copy_in(connection: Connection, table: SqlTable, source: zipfile.ZipFile) -> None:
    rows = _after_heading(archive.chunks(source, _part(table)))
    columns = next(rows).decode().split("\t")
    question = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with _cursor(connection) as cursor, cursor.copy(question) as into:
        for chunk in rows:
            into.write(chunk)


def _after_heading(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The first line, then the rest as it comes."""
    read = b""
    for chunk in chunks:
        read += chunk
        if b"\n" in read:
            break
    heading, _, rest = read.partition(b"\n")
    yield heading
    if rest:
        yield rest
    yield from chunks


def _count_on(connection: Connection, table: SqlTable) -> None:
    """Let numbers that the database gives out go on after the highest that was put back."""
    for column in table.primary_key.columns:
        sequence = connection.scalar(
            text("select pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": column.name},
        )
        if sequence is not None:
            highest = sql.SQL("select setval({}, coalesce(max({}), 0) + 1, false) from {}").format(
                sql.Literal(sequence), sql.Identifier(column.name), sql.Identifier(table.name)
            )
            with _cursor(connection) as cursor:
                cursor.execute(highest)


def _cursor(connection: Connection) -> Any:
    """The driver's own cursor, in the transaction of the connection: COPY is its alone."""
    driver: Any = connection.connection.driver_connection
    return driver.cursor()
