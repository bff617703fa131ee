"""The migrations make the very schema the tables say, on both databases, and can be undone."""

from __future__ import annotations

import importlib
from importlib import resources
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from engine.store import gemeenten
from engine.store.migrate import _config, is_current, is_ours, upgrade
from engine.store.schema import Base
from engine.store.work import Database
from tests.builders import MELDING, een_zaak
from tests.conftest import HouseUnderTest
from tests.leesbaar import make_readable


def test_migrated_schema_is_the_schema_of_the_tables(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        upgrade(connection)

    comparing = {"compare_type": True, "include_name": is_ours}
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts=comparing)
        difference = compare_metadata(context, Base.metadata)

    assert difference == []
    assert is_current(database)
    database.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    database = Database(database_url)

    with database.writing() as connection:
        upgrade(connection)
    with database.writing() as connection:
        upgrade(connection)

    assert is_current(database)
    database.dispose()


def test_a_municipality_from_before_the_house_style_keeps_its_settings(database_url: str) -> None:
    database = Database(database_url)
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(
            text(
                "insert into gemeenten (code, naam, burgemeester, adres, postcode_plaats, telefoon,"
                " rechtbank, rechtbank_adres, veilig_thuis_telefoon, kleur, feestdagen,"
                " opvolgtijden) values ('0599', 'Voorbeeldstad', 'B. Meester', 'Plein 1',"
                " '1234 AA Voorbeeldstad', '14', 'rechtbank', 'Postbus 1', '0800', '#154273',"
                " '[]', '{}')"
            )
        )

    with database.writing() as connection:
        upgrade(connection)

    with database.reading() as connection:
        gemeente = gemeenten.load(connection, "0599")
    assert gemeente.naam == "Voorbeeldstad"
    assert (gemeente.wapen, gemeente.ondertekening, gemeente.locoburgemeesters) == (None, (), ())
    database.dispose()


def test_migrations_can_be_undone(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        upgrade(connection)
    config = _config()

    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    assert not is_current(database)
    with database.reading() as connection:
        assert _others(connection) == []
    database.dispose()


def test_procrastinate_has_the_tables_that_its_release_wants(database_url: str) -> None:
    """When it fails, a newer release brought migrations: ADR 0024 says what to do with them."""
    migration: Any = importlib.import_module("engine.store.migrations.versions.0025_jobs")
    installed = resources.files("procrastinate.sql")
    kept = resources.files("engine.store").joinpath("migrations", migration.SQL)
    theirs = [each.name for each in installed.joinpath("migrations").iterdir()]
    database = Database(database_url)
    with database.writing() as connection:
        upgrade(connection)
        found = _others(connection)
    database.dispose()

    assert max(name for name in theirs if name.endswith(".sql")) == migration.LAST
    assert kept.read_text("utf-8") == installed.joinpath("schema.sql").read_text("utf-8")
    assert bool(found) is database.is_postgresql


def _others(connection: Connection) -> list[str]:
    """Tables that are not ours."""
    names = inspect(connection).get_table_names()
    return [name for name in names if not is_ours(name, "table")]


def test_languages_of_three_letters_come_and_go_without_touching_an_address(
    tested: HouseUnderTest,
) -> None:
    maria, noor = MELDING["huisgenoten"]
    een_zaak(
        tested,
        betrokkene={**MELDING["betrokkene"], "taal": "pap"},
        huisgenoten=[{**maria, "taal": "ar", "verblijft_elders": MELDING["locatie"]}, noor],
    )
    database, config = tested.house.database, _config()
    make_readable(database)  # a version that sealed things cannot be taken back

    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        assert _languages(connection) == ["ar", "en", "nl"]
        command.upgrade(config, "head")

    with database.reading() as connection:
        assert _languages(connection) == ["ar", "en", "nl"]
        assert connection.scalar(text("select count(*) from geheime_adressen")) == 1
    assert is_current(database)


def _languages(connection: Connection) -> list[str]:
    return list(connection.scalars(text("select taal from personen order by taal")))
