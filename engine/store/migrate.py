"""Bringing a database to the schema this version needs."""

from __future__ import annotations

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from engine.store import scope
from engine.store.work import Connection, Database


def upgrade(connection: Connection) -> None:
    """Run every migration that has not run yet, in the transaction of the connection."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether the database has the schema this version needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with scope.everywhere(), database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def _config() -> Config:
    config = Config()
    folder = resources.files("engine.store").joinpath("migrations")
    config.set_main_option("script_location", str(folder))
    return config
