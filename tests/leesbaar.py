"""A database as an older release left it: everything in it as it was written, and no keys."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import delete, text, update

from engine.store import kluis, verzegelen
from engine.store.schema import Base
from engine.store.schema.indeling import SEALED
from engine.store.schema.sleutels import GemeentesleutelRow, SleutelRow
from engine.store.work import Database
from tests.conftest import HouseUnderTest

#: What an older release kept in columns of another type.
_AS_TEXT = ("geboortedatum", "huisnummer")


def rows(database: Database, name: str) -> list[dict[str, Any]]:
    """Every row of a table, as it was before it was sealed."""
    table = Base.metadata.tables.get(name)
    with database.reading() as connection:
        if table is None or name not in SEALED:
            query = text(f"select * from {name}")  # noqa: S608 - our own
            return [dict(row) for row in connection.execute(query).mappings()]
        found = connection.execute(verzegelen.rows_of(table, None, 100_000)).mappings().all()
        return [kluis.opened(connection, row["van_zaak"], name, row) for row in found]


def make_readable(database: Database) -> None:
    """Open everything that is sealed, and take the keys away; use the database anew afterwards."""
    with database.writing() as connection:
        trigger = "audit_payloads_update"
        kept = None
        if database.is_postgresql:
            connection.execute(text(f"alter table audit_payloads disable trigger {trigger}"))
        else:
            kept = connection.scalar(
                text("select sql from sqlite_master where name = :n"), {"n": trigger}
            )
            connection.execute(text(f"drop trigger {trigger}"))
        for name, columns in SEALED.items():
            table = Base.metadata.tables[name]
            for row in connection.execute(verzegelen.rows_of(table, None, 10_000)).mappings().all():
                plain = kluis.opened(connection, row["van_zaak"], name, row)
                values = {
                    each: str(plain[each]) if each in _AS_TEXT else plain[each]
                    for each in columns
                    if plain[each] is not None
                }
                if not values:
                    continue
                connection.execute(
                    update(table)
                    .where(*(column == row[column.name] for column in table.primary_key))
                    .values(values)
                )
        if kept is None:
            connection.execute(text(f"alter table audit_payloads enable trigger {trigger}"))
        else:
            connection.execute(text(kept))
        connection.execute(delete(SleutelRow))
        connection.execute(delete(GemeentesleutelRow))


#: What people wrote or are called, as it would stand in a file or a dump.
PERSONAL = (
    "Jan Pieter",
    "Vries",
    "Jansen",
    "1987-04-02",
    "Voorbeeldstraat",
    "1234AB",
    "Schuilplaats",
    "9988ZZ",
    "Buren bellen",
    "Zij wordt morgen",
    "bij zijn broer",
    "Ernstig en onmiddellijk",
    "weegt zwaarder",
)


def at_rest(database: Database) -> bytes:
    """All of a database as a thief would have it."""
    if not database.is_postgresql:
        path = Path(database.url.removeprefix("sqlite:///"))
        with database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        return path.read_bytes()
    url = database.engine.url
    schema = str(url.query["options"]).partition("search_path=")[2].split()[0]
    dump = subprocess.run(
        [
            shutil.which("pg_dump") or "pg_dump",
            "--inserts",
            f"--schema={schema}",
            f"--dbname=postgresql://{url.username}@{url.host}:{url.port}/{url.database}",
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return dump.stdout


def again(make_house: Callable[..., HouseUnderTest], database: Database) -> HouseUnderTest:
    """The same database in another process, which remembers nothing."""
    return make_house(database.url, fill=False)
