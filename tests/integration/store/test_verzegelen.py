"""What an older release left in the clear is sealed, at once or in parts, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from alembic import command
from sqlalchemy import event, select

from engine.store import facts, kluis, verzegelen
from engine.store.migrate import _config
from engine.store.reading import keten
from engine.store.reading import zaak as reading
from engine.store.schema.verzegeld import raw
from engine.store.schema.zaken import DocumentRow
from engine.vault.cell import is_cell
from tests.conftest import HouseUnderTest
from tests.leesbaar import PERSONAL, again, at_rest, make_readable


@pytest.fixture
def old_release(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> HouseUnderTest:
    """The case as the release before kept it, on its schema."""
    database = tested.house.database
    make_readable(database)
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0013")
    assert b"Schuilplaats" in at_rest(database)
    return again(make_house, database)


def test_what_an_older_release_left_is_sealed_by_migrating(
    old_release: HouseUnderTest, lived: str
) -> None:
    house = old_release.house

    house.migrate()

    found = at_rest(house.database)
    if not house.database.is_postgresql:
        assert [each for each in PERSONAL if each.encode() in found] == []
    with house.database.reading() as connection:
        record = reading.case(connection, lived)
        ((_, adres),) = facts.secret_addresses(connection, lived)
        assert list(keten.verify(connection)) == []
        assert is_cell(raw(connection.scalar(select(DocumentRow.inhoud))))
    assert record.zaak.melding.betrokkene.geboortedatum.isoformat() == "1987-04-02"
    assert (record.zaak.melding.locatie.huisnummer, adres.straat) == (12, "Schuilplaats")
    assert house.sleutels.seal_all() == 0


def test_sealing_that_was_stopped_goes_on_and_what_is_not_sealed_yet_can_be_read(
    old_release: HouseUnderTest, lived: str
) -> None:
    house = old_release.house
    house.upgrade.run()
    with house.database.reading() as connection:
        assert reading.case(connection, lived).zaak.melding.locatie.huisnummer == 12
    commits = 0

    def stop(_: Any) -> None:
        nonlocal commits
        commits += 1
        if commits == 4:
            raise RuntimeError("stopped")

    event.listen(house.database.engine, "commit", stop)
    with pytest.raises(RuntimeError, match="stopped"):
        verzegelen.seal_all(house.database, batch=2)
    event.remove(house.database.engine, "commit", stop)
    with house.database.reading() as connection:
        assert reading.case(connection, lived).zaak.melding.betrokkene.achternaam == "Vries"
        assert not kluis.of(connection).is_closed(connection)

    assert verzegelen.seal_all(house.database, batch=2) > 0

    with house.database.reading() as connection:
        assert kluis.of(connection).is_closed(connection)
        assert list(keten.verify(connection)) == []
