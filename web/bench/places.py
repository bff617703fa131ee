"""The databases that are measured, each fresh and gone afterwards."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from engine.store.work import Database

#: Names the PostgreSQL that may be measured; without it only SQLite is.
VARIABLE = "HUISVERBOD_TEST_POSTGRES"
#: On the disk where the product keeps its own, for memory is no disk.
FOLDER = Path("var")


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of database, and where the one for tests is."""

    name: str
    url: str | None

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of an empty database, which is removed afterwards."""
        if self.url is None:
            FOLDER.mkdir(mode=0o700, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="bench-", dir=FOLDER) as folder:
                yield f"sqlite:///{Path(folder) / 'bench.db'}"
            return
        schema = f"bench_{uuid.uuid4().hex[:12]}"
        admin = Database(self.url)
        try:
            with admin.writing() as connection:
                connection.execute(text(f"create schema {schema}"))
            try:
                yield f"{self.url}?options=-csearch_path%3D{schema}"
            finally:
                with admin.writing() as connection:
                    connection.execute(text(f"drop schema {schema} cascade"))
        finally:
            admin.dispose()


def places(environment: Mapping[str, str]) -> tuple[Place, ...]:
    """SQLite, and PostgreSQL where the environment names one."""
    found = [Place("SQLite", None)]
    if environment.get(VARIABLE):
        found.append(Place("PostgreSQL", environment[VARIABLE]))
    return tuple(found)
