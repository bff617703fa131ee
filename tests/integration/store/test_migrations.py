"""The migrations make the very schema the tables say, on both databases, and can be undone."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.store.migrate import _config, is_current, upgrade
from engine.store.schema import Base
from engine.store.work import Database


def test_migrated_schema_is_the_schema_of_the_tables(database_url: str) -> None:
    database = Database(database_url)
    upgrade(database)

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, Base.metadata)

    assert difference == []
    assert is_current(database)
    database.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    database = Database(database_url)

    upgrade(database)
    upgrade(database)

    assert is_current(database)
    database.dispose()


def test_migrations_can_be_undone(database_url: str) -> None:
    database = Database(database_url)
    upgrade(database)
    config = _config()

    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    assert not is_current(database)
    database.dispose()
