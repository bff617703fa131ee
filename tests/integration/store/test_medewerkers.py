"""What is of those who work with the product is sealed: for one user, and gone with that user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from alembic import command
from sqlalchemy import delete, insert, select, text, update

from engine.errors import Tampered
from engine.model.attendering import Voorkeuren
from engine.model.gebruikers import Actor
from engine.service.watch import ALARM
from engine.store import aanmelden, factoren, kluis, verzegelen, voorkeuren
from engine.store.migrate import _config
from engine.store.schema.aanmelden import TotpRow, UitdagingRow
from engine.store.schema.attenderingen import VoorkeurRow
from engine.store.schema.gebruikers import GebruikerRow, RolRow
from engine.store.schema.mechanics import SchemaFloorRow
from engine.store.schema.sleutels import SleutelRow
from engine.store.schema.verzegeld import raw
from engine.store.work import Connection, Database
from engine.vault.cell import is_cell
from tests.colleagues import reached_at
from tests.conftest import HouseUnderTest
from tests.leesbaar import again, at_rest, make_readable

GEHEIM = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADRES, TELEFOON = "b.meester@voorbeeldstad.example", "+31612345678"
PRIVATE = (GEHEIM, ADRES, TELEFOON)
Make = Callable[..., HouseUnderTest]


def fill(tested: HouseUnderTest, who: Actor, secret: str = GEHEIM) -> None:
    """An app that works, one that is being set up, and how to reach somebody."""
    now = tested.clock.now()
    with tested.house.database.writing() as connection:
        factoren.set_totp(connection, who.id, secret, 1, now)
    reached_at(tested, who, ADRES, telefoon=TELEFOON)


@pytest.fixture
def mayor(tested: HouseUnderTest) -> Actor:
    who = tested.actor("burgemeester")
    fill(tested, who)
    return who


def cell(connection: Connection, query: Any) -> Any:
    """One cell as it stands in the database."""
    return raw(connection.scalar(query))


def secret_of(database: Database, who: Actor) -> str:
    with database.reading() as connection:
        app = factoren.totp(connection, who.id)
    assert app is not None
    return app.geheim


def reach_of(database: Database, who: Actor) -> Voorkeuren:
    with database.reading() as connection:
        return voorkeuren.of(connection, [who.id])[who.id]


def test_nobodys_secret_or_number_can_be_read_from_the_disk(
    tested: HouseUnderTest, mayor: Actor
) -> None:
    proposed = tested.house.factoren.propose_app(mayor.id).geheim

    found = at_rest(tested.house.database)

    assert mayor.id.encode() in found
    assert [each for each in (*PRIVATE, proposed) if each.encode() in found] == []


def test_it_reads_as_it_was_written_in_another_process_too(
    tested: HouseUnderTest, mayor: Actor, make_house: Make
) -> None:
    proposed = tested.house.factoren.propose_app(mayor.id)
    other = again(make_house, tested.house.database).house

    assert secret_of(other.database, mayor) == GEHEIM
    reach = reach_of(other.database, mayor)
    assert (reach.adres, reach.telefoon) == (ADRES, TELEFOON)
    assert other.factoren.propose_app(mayor.id) == proposed


def test_a_secret_of_ones_own_opens_nothing_in_the_row_of_another(
    tested: HouseUnderTest, mayor: Actor, make_house: Make
) -> None:
    """Who can write in the database puts his own app in the place of the mayor's."""
    thief, database = tested.actor("ambtenaar"), tested.house.database
    fill(tested, thief, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    with database.writing() as connection:
        mine = cell(connection, select(TotpRow.geheim).where(TotpRow.gebruiker_id == thief.id))
        row = update(TotpRow).where(TotpRow.gebruiker_id == mayor.id)
        connection.execute(row.values(geheim=mine))

    for house in (tested.house, again(make_house, database).house):
        with house.database.reading() as connection, pytest.raises(Tampered, match=r"totp\.geheim"):
            factoren.totp(connection, mayor.id)


def test_a_key_of_ones_own_opens_nothing_under_the_name_of_another(
    tested: HouseUnderTest, mayor: Actor, make_house: Make
) -> None:
    thief, database = tested.actor("ambtenaar"), tested.house.database
    fill(tested, thief)
    moved = text(
        "update sleutels set ingepakt = (select ingepakt from sleutels where id = :van)"
        " where id = :naar"
    )
    with database.writing() as connection:
        connection.execute(moved, {"van": thief.id, "naar": mayor.id})

    fresh = again(make_house, database).house.database
    with fresh.reading() as connection, pytest.raises(Tampered, match="sleutels"):
        factoren.totp(connection, mayor.id)


def test_a_cell_does_not_open_in_another_column(tested: HouseUnderTest, mayor: Actor) -> None:
    """A number shown on one's own page could be the secret of the app, moved there."""
    with tested.house.database.writing() as connection:
        secret = cell(connection, select(TotpRow.geheim).where(TotpRow.gebruiker_id == mayor.id))
        connection.execute(update(VoorkeurRow).values(adres=secret))

    assert reach_of(tested.house.database, mayor).adres is None


def test_what_was_put_there_in_the_clear_is_refused(tested: HouseUnderTest, mayor: Actor) -> None:
    with tested.house.database.writing() as connection:
        connection.execute(update(TotpRow).values(geheim=GEHEIM))

    with tested.house.database.reading() as connection, pytest.raises(Tampered):
        factoren.totp(connection, mayor.id)


def test_a_row_that_was_tampered_with_keeps_nobody_else_from_being_told(
    tested: HouseUnderTest, mayor: Actor
) -> None:
    official = tested.actor("ambtenaar")
    reached_at(tested, official, "a.ambtenaar@voorbeeldstad.example")
    with tested.house.database.writing() as connection:
        row = update(VoorkeurRow).where(VoorkeurRow.gebruiker_id == mayor.id)
        connection.execute(row.values(adres="thief@elsewhere.example"))

    with tested.house.database.reading() as connection:
        found = voorkeuren.of(connection, [mayor.id, official.id])

    assert found[mayor.id].adres is None
    assert found[official.id].adres == "a.ambtenaar@voorbeeldstad.example"


# -- keys --------------------------------------------------------------------------------------


def test_those_who_work_here_get_another_key_and_keep_what_is_theirs(
    tested: HouseUnderTest, mayor: Actor, make_house: Make
) -> None:
    fill(tested, tested.actor("ambtenaar"))

    changed = tested.house.sleutels.new_key("mdw")

    (state,) = [each for each in tested.house.sleutels.state() if each.gemeente == "mdw"]
    assert (state.generatie, state.zaken, changed) == (2, 2, 2)
    for house in (tested.house, again(make_house, tested.house.database).house):
        assert secret_of(house.database, mayor) == GEHEIM
    with tested.house.database.writing() as connection:  # and it is closed still
        connection.execute(update(TotpRow).values(geheim=GEHEIM))
    with tested.house.database.reading() as connection, pytest.raises(Tampered):
        factoren.totp(connection, mayor.id)


def test_the_key_of_a_user_goes_with_the_user(
    tested: HouseUnderTest, mayor: Actor, make_house: Make
) -> None:
    """What a backup of before still holds of them opens no more, whatever keys there are."""
    database = tested.house.database
    with database.reading() as connection:
        rows = connection.execute(select(TotpRow)).mappings()
        kept = {name: raw(each) for name, each in rows.one().items()}
        account = dict(
            connection.execute(select(GebruikerRow).where(GebruikerRow.id == mayor.id))
            .mappings()
            .one()
        )

    with database.writing() as connection:
        connection.execute(delete(RolRow).where(RolRow.gebruiker_id == mayor.id))
        connection.execute(delete(GebruikerRow).where(GebruikerRow.id == mayor.id))

    with database.writing() as connection:
        keys = select(SleutelRow.id).where(SleutelRow.id == mayor.id)
        assert connection.scalar(keys) is None
        for table in (TotpRow, VoorkeurRow, UitdagingRow):
            mine = select(table.gebruiker_id).where(table.gebruiker_id == mayor.id)
            assert connection.scalar(mine) is None
        connection.execute(insert(GebruikerRow).values(account))
        connection.execute(insert(TotpRow).values(kept))
    restored = again(make_house, database).house.database
    with restored.reading() as connection, pytest.raises(Tampered):
        factoren.totp(connection, mayor.id)


# -- from a release that sealed nothing of users ------------------------------------------------


@pytest.fixture
def old_release(tested: HouseUnderTest, mayor: Actor, make_house: Make) -> HouseUnderTest:
    """The same as the release before kept it, on its schema; of cases everything is sealed."""
    database, config = tested.house.database, _config()
    tested.house.factoren.propose_app(mayor.id)
    make_readable(database)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0024")
    old = again(make_house, database)
    verzegelen.seal_all(old.house.database)
    assert ADRES.encode() in at_rest(database)
    return old


def test_migrating_seals_what_is_of_users_when_nobody_is_at_work(
    old_release: HouseUnderTest, tested: HouseUnderTest
) -> None:
    house, mayor = old_release.house, tested.actor("burgemeester")

    house.migrate()

    assert house.sleutels.staff_is_sealed()
    assert secret_of(house.database, mayor) == GEHEIM
    assert reach_of(house.database, mayor).telefoon == TELEFOON
    with house.database.reading() as connection:
        for column in (
            TotpRow.geheim,
            VoorkeurRow.adres,
            VoorkeurRow.telefoon,
            UitdagingRow.waarde,
        ):
            assert is_cell(cell(connection, select(column)))
    assert house.sleutels.seal_all() == 0


def test_as_long_as_the_release_before_works_on_it_can_read_and_write_all_of_it(
    old_release: HouseUnderTest, tested: HouseUnderTest
) -> None:
    house, mayor, clerk = old_release.house, tested.actor("burgemeester"), tested.actor("ambtenaar")
    house.upgrade.run()
    house.watch.process(ALARM).beat()

    house.migrate()

    assert not house.sleutels.staff_is_sealed()
    fill(old_release, clerk)  # this release writes as that one reads
    with house.database.writing() as connection:
        found = connection.execute(select(TotpRow.geheim, TotpRow.gebruiker_id)).all()
        assert {row.gebruiker_id: raw(row.geheim) for row in found} == {
            mayor.id: GEHEIM,
            clerk.id: GEHEIM,
        }
        assert connection.scalar(select(SchemaFloorRow.revision)) == "0014"
        # and that one writes as this one reads
        connection.execute(update(VoorkeurRow).values(adres="nieuw@voorbeeldstad.example"))
    assert secret_of(house.database, mayor) == GEHEIM
    assert reach_of(house.database, mayor).adres == "nieuw@voorbeeldstad.example"

    assert house.sleutels.seal_all() == 4 + 1  # two apps, two who are reached, one proposal

    with house.database.reading() as connection:
        assert connection.scalar(select(SchemaFloorRow.revision)) == "0026"
    assert secret_of(house.database, clerk) == GEHEIM


def test_what_is_written_while_sealing_begins_is_sealed_or_sealed_after_all(
    old_release: HouseUnderTest, tested: HouseUnderTest, make_house: Make
) -> None:
    """On PostgreSQL whoever writes takes turns with whoever seals; SQLite has one writer."""
    house, clerk = old_release.house, tested.actor("ambtenaar")
    house.upgrade.run()
    other = again(make_house, house.database).house
    sealing = Thread(target=lambda: verzegelen.seal_staff(other.database))
    with house.database.writing() as connection:
        row = kluis.sealed(connection, clerk.id, "totp", {"geheim": GEHEIM})
        assert row["geheim"] == GEHEIM
        sealing.start()
        factoren.set_totp(connection, clerk.id, GEHEIM, 1, tested.clock.now())
    sealing.join(timeout=60)

    assert secret_of(again(make_house, house.database).house.database, clerk) == GEHEIM


def test_a_schema_with_sealed_users_cannot_be_taken_back(tested: HouseUnderTest) -> None:
    config = _config()
    with tested.house.database.writing() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(RuntimeError, match="sealed data"):
            command.downgrade(config, "0024")


# -- at the door -------------------------------------------------------------------------------


def test_what_is_given_at_the_door_comes_back_as_it_was_and_once(tested: HouseUnderTest) -> None:
    now = tested.clock.now()
    with tested.house.database.writing() as connection:
        later = now + timedelta(minutes=5)
        aanmelden.give(connection, "a" * 64, "aanmelden", None, "kans", later, now=now)
    with tested.house.database.writing() as connection:
        assert is_cell(cell(connection, select(UitdagingRow.waarde)))
        taken = aanmelden.take(connection, "a" * 64, "aanmelden", now)
        assert taken is not None
        assert taken.waarde == "kans"
        assert aanmelden.take(connection, "a" * 64, "aanmelden", now) is None
