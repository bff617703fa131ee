"""Connections and transactions; the only place in the product where one is committed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as SqlTimeoutError
from sqlalchemy.pool import StaticPool

from engine.store import scope
from engine.store.kluis import Kluis, figures_key
from engine.vault.root import Root

#: Tells the policies on the tables whose cases this transaction may see.
_SAY = text("select set_config('huisverbod.gemeenten', :gemeenten, true)")
#: How long (ms) a write waits for another one on SQLite before it gives up.
BUSY_TIMEOUT = 15_000


class Database:
    """One database, SQLite or PostgreSQL.

    Args:
        url: SQLAlchemy URL; `sqlite://` alone is a private database in memory.
        roots: the keys that what is personal in it is sealed with, see `Kluis`.
        figures_key: what the fingerprints are keyed with by which a repeat is found, in place of
            the key that the vault keeps for it. Every connection carries it: `figures_key_of`.
    """

    def __init__(
        self, url: str, roots: Sequence[Root] = (), figures_key: bytes | None = None
    ) -> None:
        self.url = url
        engine = _engine(url)
        self.kluis = Kluis(roots)
        self.kluis.attach(engine)
        self.engine = engine.execution_options(huisverbod_figures_key=figures_key)

    #: What the driver raises when the database does not answer, or does not take what it is given.
    errors = (SQLAlchemyError,)
    #: The first of these: it is away, or too busy.
    disconnected = (OperationalError, InterfaceError, SqlTimeoutError)

    @property
    def is_postgresql(self) -> bool:
        """Whether rows can be locked one by one."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self, gemeenten: Collection[str] | None = None) -> Iterator[Connection]:
        """A connection for looking only; nothing done with it stays.

        Args:
            gemeenten: whose cases it sees; unless given, what `engine.store.scope` was told last.

        Raises:
            NobodyLooks: nobody said whose cases this may see.
        """
        setting = scope.said() if gemeenten is None else scope.as_setting(gemeenten)
        with self.engine.connect() as plain:
            connection = plain.execution_options(huisverbod_gemeenten=setting)
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees everything as it is now, however long it looks."""
        with scope.everywhere(), self.reading_at_once() as connection:
            yield connection

    @contextmanager
    def reading_at_once(self) -> Iterator[Connection]:
        """The same, where everything that is read is from one moment, whoever writes meanwhile."""
        setting = scope.said()
        with self.engine.connect() as plain:
            connection = plain.execution_options(
                huisverbod_level="repeatable read", huisverbod_gemeenten=setting
            )
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed when the block ends well, and undone otherwise.

        On SQLite it takes the write lock at once, so that what was read stays true until the end.

        Raises:
            NobodyLooks: nobody said whose cases this may see (`engine.store.scope`).
        """
        setting = scope.said()
        with self.engine.connect() as plain:
            connection = plain.execution_options(
                huisverbod_writing=True, huisverbod_gemeenten=setting
            )
            with connection.begin():
                yield connection

    def leave_no_trace(self) -> None:
        """Drop what was deleted from the journal too: SQLite keeps old pages in it for a while."""
        if self.is_postgresql:
            return
        with self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is not None:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def is_in_memory(url: str) -> bool:
    """Whether a database is gone with the process."""
    return url in ("sqlite://", "sqlite:///:memory:")


def figures_key_of(connection: Connection) -> bytes:
    """The key of fingerprints in this database: the one that was set, or its own."""
    key: bytes | None = connection.get_execution_options().get("huisverbod_figures_key")
    return key if key is not None else figures_key(connection)


@contextmanager
def widened(connection: Connection) -> Iterator[None]:
    """In this block, the transaction sees the cases of every municipality after all."""
    if connection.dialect.name != "postgresql":
        yield
        return
    before = connection.get_execution_options().get("huisverbod_gemeenten", "")
    connection.execute(_SAY, {"gemeenten": scope.EVERYWHERE})
    yield  # after an error the transaction is undone, and the setting with it
    connection.execute(_SAY, {"gemeenten": before})


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(
            url,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            **_JSON,
        )
        event.listen(engine, "begin", _say_whose_cases)
        return engine
    in_memory = is_in_memory(url)
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
        **_JSON,
        **pool,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _as_json(value: Any) -> str:
    """What goes into a JSON column; only what JSON itself knows, or it is a mistake."""
    return orjson.dumps(value, option=_NOTHING_ELSE).decode()


_NOTHING_ELSE = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
#: A step reads and writes dozens of small JSON columns, which the standard library does slowly.
_JSON: dict[str, Any] = {"json_serializer": _as_json, "json_deserializer": orjson.loads}


def _say_whose_cases(connection: Connection) -> None:
    options = connection.get_execution_options()
    setting = options.get("huisverbod_gemeenten", "")
    level = options.get("huisverbod_level", "read committed")
    raw: Any = connection.connection.dbapi_connection
    if raw.autocommit:  # each statement stands alone: no transaction to say it in
        return
    # together with BEGIN, which the driver then leaves out: no round trip more than without a wall
    said = f"begin isolation level {level}; set local huisverbod.gemeenten = '{setting}'"
    answer = raw.pgconn.exec_(said.encode())
    if answer.status != ExecStatus.COMMAND_OK:
        error = psycopg.OperationalError(answer.get_error_message())
        raise OperationalError("begin", None, error, hide_parameters=True)


def _prepare_sqlite(dbapi_connection: Any, _: Any) -> None:
    # The driver's own idea of when a transaction begins is switched off: see _begin_sqlite.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is destroyed leaves no bytes in free pages
        f"busy_timeout = {BUSY_TIMEOUT}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("huisverbod_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


__all__ = ["Connection", "Database", "figures_key_of", "is_in_memory"]
