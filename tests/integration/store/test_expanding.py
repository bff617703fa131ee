"""Machines are upgraded one by one: the previous release works on, on a newer schema."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Column, MetaData, text

from engine.store import migrate
from engine.store.work import Database
from tests.conftest import HouseUnderTest
from web.app import create_app

#: The schema of the oldest release that works with what came after it: the first that seals.
PREVIOUS = "0014"


def reflected(database: Database) -> dict[str, dict[str, Column[Any]]]:
    found = MetaData()
    with database.reading() as connection:
        found.reflect(connection)
    return {
        name: {column.name: column for column in table.columns}
        for name, table in found.tables.items()
        if name != "alembic_version"
    }


def test_what_the_previous_release_writes_and_reads_is_still_there(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        migrate.upgrade(connection, PREVIOUS)
    before = reflected(database)
    with database.writing() as connection:
        migrate.upgrade(connection)
    after = reflected(database)
    database.dispose()

    assert before.keys() <= after.keys()
    for table, columns in before.items():
        now = after[table]
        assert columns.keys() <= now.keys(), table
        for name, column in columns.items():
            assert str(now[name].type) == str(column.type), f"{table}.{name}"
            assert now[name].nullable or not column.nullable, f"{table}.{name} must be given now"
        for name in now.keys() - columns.keys():
            # the previous release does not know it, and so never gives it
            given = now[name].nullable or now[name].server_default is not None
            assert given, f"{table}.{name} has no value of its own"


@pytest.mark.parametrize(
    ("schema", "floor", "ready"),
    [("9999", "0011", 200), ("9999", "9998", 503), ("0001", "0001", 503)],
)
def test_a_running_process_stays_in_service_as_long_as_the_schema_only_grew(
    tested: HouseUnderTest, schema: str, floor: str, ready: int
) -> None:
    client = create_app(tested.house).test_client()
    assert client.get("/healthz/ready").status_code == 200

    with tested.house.database.writing() as connection:
        connection.execute(text("update alembic_version set version_num = :v"), {"v": schema})
        connection.execute(text("update schema_floor set revision = :v"), {"v": floor})

    assert client.get("/healthz/ready").status_code == ready
    assert not tested.house.is_migrated()  # and `serve` of this version does not start on it
