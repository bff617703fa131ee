"""Bringing a database to the schema this version needs."""

from __future__ import annotations

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from engine.store import scope
from engine.store.schema.mechanics import SchemaFloorRow
from engine.store.work import Connection, Database

#: Tables that are another's: Procrastinate's, see migration 0025.
FOREIGN = "procrastinate_"


def is_ours(name: str | None, kind: str, _: object = None) -> bool:
    """Whether what is found in a database is to be compared with the tables of the product."""
    return kind != "table" or name is None or not name.startswith(FOREIGN)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every migration up to `to` that has not run yet, in the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revision(database: Database) -> str | None:
    """The revision of the schema that a database has; None when it has none yet."""
    with scope.everywhere(), database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def knows(schema: str) -> bool:
    """Whether this version of the product has the migrations up to this revision."""
    return any(each.revision == schema for each in _scripts().walk_revisions())


def is_current(database: Database) -> bool:
    """Whether the database has the schema this version needs."""
    return revision(database) == _scripts().get_current_head()


def fits(database: Database) -> bool:
    """Whether this version can work with the schema the database has.

    It can with its own, and with a newer one as long as that only added things: then machines may
    be brought to a new release one by one. Which of two is newer is told by which this version
    knows, for numbers come in the order in which work was begun.
    """
    found = revision(database)
    if found is None or is_current(database):
        return found is not None
    if knows(found):
        return False
    with scope.everywhere(), database.reading() as connection:
        floor = connection.scalar(select(SchemaFloorRow.revision))
    return floor is not None and knows(floor)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    folder = resources.files("engine.store").joinpath("migrations")
    config.set_main_option("script_location", str(folder))
    return config
