"""Databases that are ready to be tested in: made once in each process, then copied.

Bringing an empty database to the schema of now takes longer than most of what is tested in it. A
copy is what a test would have made by itself: the same schema, municipalities, people and keys.
"""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, make_url, text

from engine.model.gebruikers import Actor, Rol
from engine.store.work import Database, is_in_memory

#: People by municipality and role.
People = dict[str, dict[Rol, Actor]]
#: The schema that a copy on PostgreSQL has everything in.
SCHEMA = "toets"
_FILE = "sqlite:///"


class Copies:
    """What was filled in this process.

    Args:
        folder: where the originals on SQLite are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, tuple[Path, People]] = {}
        #: URL of each copy on PostgreSQL → who is in it.
        self.on_postgresql: dict[str, People] = {}

    def has(self, start: str) -> bool:
        """Whether there is an original on SQLite that was filled at this moment."""
        return start in self._files

    def new_file(self) -> Path:
        """Where a new original on SQLite can be made."""
        return self._folder / f"{uuid.uuid4().hex}.db"

    def keep(self, start: str, file: Path, people: People) -> None:
        """Remember an original; nobody has it open any more."""
        with closing(sqlite3.connect(file)) as connection:
            # what holds for the file holds for a copy in memory, which has no journal beside it
            connection.execute("PRAGMA journal_mode = DELETE")
        self._files[start] = (file, people)

    def copy_to(self, database: Database, start: str) -> People:
        """Fill a database on SQLite that holds nothing yet."""
        file, people = self._files[start]
        if is_in_memory(database.url):
            with closing(sqlite3.connect(file)) as source, database.engine.connect() as connection:
                inner: Any = connection.connection.dbapi_connection
                source.backup(inner)
        else:
            shutil.copyfile(file, database.url.removeprefix(_FILE))
        return people


def is_new(url: str) -> bool:
    """Whether a database on SQLite holds nothing yet."""
    if not url.startswith("sqlite"):
        return False
    return is_in_memory(url) or not Path(url.removeprefix(_FILE)).exists()


@contextmanager
def original(postgres: str, role: str) -> Iterator[tuple[str, str]]:
    """An empty database on PostgreSQL, to be filled and copied; gives its name and URL."""
    with _database(postgres) as name:
        url = _url(postgres, name, role)
        engine = create_engine(make_url(postgres).set(database=name))
        with engine.begin() as connection:
            connection.execute(text(f"create schema {SCHEMA} authorization {role}"))
        engine.dispose()
        yield name, url


@contextmanager
def copy(postgres: str, role: str, of: str) -> Iterator[str]:
    """A copy of a database to which nobody is connected; gives its URL."""
    with _database(postgres, of) as name:
        yield _url(postgres, name, role)


@contextmanager
def _database(postgres: str, template: str | None = None) -> Iterator[str]:
    name = f"{SCHEMA}_{uuid.uuid4().hex[:12]}"
    alike = f" template {template}" if template else ""
    with _admin(postgres) as connection:
        connection.execute(text(f"create database {name}{alike}"))
    try:
        yield name
    finally:
        with _admin(postgres) as connection:
            connection.execute(text(f"drop database {name} with (force)"))


@contextmanager
def _admin(postgres: str) -> Iterator[Connection]:
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _url(postgres: str, name: str, role: str) -> str:
    plain = make_url(postgres).set(database=name).render_as_string(hide_password=False)
    return f"{plain}?options=-csearch_path%3D{SCHEMA}%20-crole%3D{role}"


def known(people: Mapping[str, Mapping[Rol, Actor]]) -> People:
    """The same people, in a list of one's own."""
    return {gemeente: dict(of) for gemeente, of in people.items()}
