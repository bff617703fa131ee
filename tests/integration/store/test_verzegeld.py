"""What is at rest: nothing of anybody can be read from it, nor moved within it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from alembic import command
from sqlalchemy import select, text, update

from engine.errors import Tampered, UnfitKey
from engine.service.zoeken import index
from engine.store import facts, kluis, sleutelbeheer
from engine.store.migrate import _config
from engine.store.reading import keten
from engine.store.reading import zaak as reading
from engine.store.schema import Base
from engine.store.schema.indeling import SEALED
from engine.store.schema.mechanics import AuditPayloadRow
from engine.store.schema.verzegeld import raw
from engine.store.schema.zaken import AdresRow, PersoonRow, ZaakRow
from engine.store.work import Database
from engine.vault.cell import is_cell
from engine.vault.root import new_key, read_key
from tests.builders import een_zaak
from tests.conftest import ROOT_KEY, HouseUnderTest
from tests.leesbaar import PERSONAL, again, at_rest


def test_nothing_personal_can_be_read_from_the_disk(tested: HouseUnderTest, lived: str) -> None:
    found = at_rest(tested.house.database)

    assert b"van_kracht" in found  # it was written, and this is it
    assert [each for each in PERSONAL if each.encode() in found] == []


def test_every_cell_that_holds_anything_is_sealed(tested: HouseUnderTest, lived: str) -> None:
    with tested.house.database.reading() as connection:
        for name, columns in SEALED.items():
            table = Base.metadata.tables[name]
            for row in connection.execute(select(table)).mappings():
                clear = [
                    each
                    for each in columns
                    if row[each] is not None and not is_cell(raw(row[each]))
                ]
                assert clear == [], name


def test_what_is_sealed_reads_as_it_was_written(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> None:
    other = again(make_house, tested.house.database).house

    with other.database.reading() as connection:
        melding = reading.case(connection, lived).zaak.melding
        ((_, adres),) = facts.secret_addresses(connection, lived)

    assert melding.betrokkene.naam == "Jan Pieter de Vries"
    assert melding.betrokkene.geboortedatum.isoformat() == "1987-04-02"
    assert (melding.locatie.huisnummer, adres.huisnummer) == (12, 77)
    assert other.look().broken_chains == ()


# -- whoever can write in the database ---------------------------------------------------------


def test_a_cell_moved_to_another_case_or_column_does_not_open(
    tested: HouseUnderTest, lived: str
) -> None:
    other = een_zaak(tested, registratienummer="PL-2").id
    database = tested.house.database
    with database.reading() as connection:
        secret = connection.execute(text("select straat from geheime_adressen")).scalar_one()
        home = connection.scalar(select(AdresRow.straat).where(AdresRow.zaak_id == lived))

    for cell, zaak_id in ((secret, lived), (home, other)):
        with database.writing() as connection:
            connection.execute(
                update(AdresRow).where(AdresRow.zaak_id == zaak_id).values(straat=cell)
            )
        with database.reading() as connection, pytest.raises(Tampered, match=r"adressen\.straat"):
            reading.case(connection, zaak_id)


def test_the_key_of_a_case_opens_no_other(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> None:
    other = een_zaak(tested, registratienummer="PL-2").id
    with tested.house.database.writing() as connection:
        connection.execute(
            text(
                "update sleutels set ingepakt = (select ingepakt from sleutels where id = :from)"
                " where id = :to"
            ),
            {"from": lived, "to": other},
        )

    fresh = again(make_house, tested.house.database).house.database

    with fresh.reading() as connection, pytest.raises(Tampered):
        reading.case(connection, other)


def test_what_was_put_there_in_the_clear_is_refused(tested: HouseUnderTest, lived: str) -> None:
    database = tested.house.database
    with database.writing() as connection:
        connection.execute(update(PersoonRow).values(achternaam="Ander"))

    with database.reading() as connection, pytest.raises(Tampered, match="achternaam"):
        reading.case(connection, lived)


def test_a_closed_database_cannot_be_opened_again_by_saying_so(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> None:
    with tested.house.database.writing() as connection:
        connection.execute(text("update gemeentesleutels set dicht = false"))
        connection.execute(update(PersoonRow).values(achternaam="Ander"))

    fresh = again(make_house, tested.house.database).house.database

    with fresh.reading() as connection, pytest.raises(Tampered, match="gemeentesleutels"):
        reading.case(connection, lived)


# -- the root key ------------------------------------------------------------------------------


def test_without_the_root_or_with_another_nothing_opens(tested: HouseUnderTest, lived: str) -> None:
    url = tested.house.database.url
    for roots in ([], [read_key(new_key())]):
        stranger = Database(url, roots)
        with stranger.reading() as connection, pytest.raises(UnfitKey, match="sleutel"):
            reading.case(connection, lived)
        stranger.dispose()


def test_another_root_takes_over_while_others_work_on(tested: HouseUnderTest, lived: str) -> None:
    url, old, new = tested.house.database.url, read_key(ROOT_KEY), read_key(new_key())
    moving = Database(url, [new, old])

    changed = sleutelbeheer.rewrap_roots(moving)

    assert changed == len(tested.house.sleutels.state()) > 1
    assert sleutelbeheer.rewrap_roots(moving) == 0
    moving.dispose()
    # who has the old one in memory goes on; from now on the new one is enough, and the old is none
    een_zaak(tested, registratienummer="PL-3")
    alone = Database(url, [new])
    with alone.reading() as connection:
        assert reading.case(connection, lived).zaak.melding.betrokkene.achternaam == "Vries"
    alone.dispose()
    late = Database(url, [old])
    with late.reading() as connection, pytest.raises(UnfitKey, match=new.name):
        reading.case(connection, lived)
    late.dispose()


# -- the key of a municipality -----------------------------------------------------------------


def test_a_municipality_gets_another_key_and_its_cases_stay(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> None:
    een_zaak(tested, registratienummer="PL-2")

    changed = tested.house.sleutels.new_key("0599")

    (state,) = [each for each in tested.house.sleutels.state() if each.gemeente == "0599"]
    assert (state.generatie, state.zaken, changed) == (2, 2, 2)
    for house in (tested.house, again(make_house, tested.house.database).house):
        with house.database.reading() as connection:
            assert reading.case(connection, lived).zaak.melding.betrokkene.achternaam == "Vries"


def test_a_change_of_keys_that_was_stopped_goes_on_where_it_was(
    tested: HouseUnderTest, lived: str
) -> None:
    een_zaak(tested, registratienummer="PL-2")
    database = tested.house.database
    with database.writing() as connection:
        sleutelbeheer.begin_new(connection, "0599")
    next(iter(sleutelbeheer.rewrap_cases(database, "0599", index, batch=1)))
    assert not sleutelbeheer.drop_old(database, "0599")
    een_zaak(tested, registratienummer="PL-3")  # under the new one already

    assert tested.house.sleutels.new_key("0599") == 1

    (state,) = [each for each in tested.house.sleutels.state() if each.gemeente == "0599"]
    assert (state.generatie, state.zaken) == (2, 3)


# -- destruction -------------------------------------------------------------------------------


def test_a_destroyed_file_opens_in_no_backup_and_goes_again(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> None:
    """What a restore leaves: the rows of before the destruction, with the keys of after it."""
    kept = een_zaak(tested, registratienummer="PL-2").id
    database = tested.house.database
    with database.writing() as connection:
        kluis.of(connection).destroy(connection, lived)
    restored = again(make_house, database).house
    with restored.database.reading() as connection:
        assert reading.case(connection, kept).zaak.melding.betrokkene.achternaam == "Vries"
        with pytest.raises(Tampered):
            reading.case(connection, lived)

    restored.migrate()

    with restored.database.reading() as connection:
        assert reading.state_of(connection, lived).status == "gewist"
        left = connection.execute(select(PersoonRow.zaak_id).distinct()).scalars().all()
        assert left == [kept]
        assert list(keten.verify(connection)) == []
    assert restored.look().wrong_status == ()


def test_another_process_writes_on_about_a_destroyed_case(
    tested: HouseUnderTest, lived: str, make_house: Callable[..., HouseUnderTest]
) -> None:
    """It remembers the key of a case that is gone; what it writes must open nevertheless."""
    other = again(make_house, tested.house.database)
    with other.house.database.reading() as connection:
        reading.case(connection, lived)
    with tested.house.database.writing() as connection:
        kluis.of(connection).destroy(connection, lived)
        connection.execute(update(ZaakRow).where(ZaakRow.id == lived).values(status="gewist"))

    with other.house.database.writing() as connection:
        row = kluis.sealed(connection, lived, "outbox", {"payload": {"na": "afloop"}}, gone=True)

    with tested.house.database.reading() as connection:
        assert kluis.opened(connection, lived, "outbox", row)["payload"] == {"na": "afloop"}


def test_an_answer_on_the_record_is_sealed_once_and_never_changed_again(
    tested: HouseUnderTest, lived: str
) -> None:
    database = tested.house.database
    change = update(AuditPayloadRow).values(payload="~hv1~AAAA")

    with database.writing() as connection, pytest.raises(database.errors, match="append-only"):
        connection.execute(change)


def test_a_schema_with_sealed_data_cannot_be_taken_back(tested: HouseUnderTest, lived: str) -> None:
    config = _config()
    with tested.house.database.writing() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(RuntimeError, match="sealed data"):
            command.downgrade(config, "0011")


# -- what a refusal leaves behind --------------------------------------------------------------


def test_a_key_of_a_step_that_was_undone_is_not_counted_on(
    tested: HouseUnderTest, make_house: Callable[..., HouseUnderTest]
) -> None:
    """The first key of a municipality is made in a step that fails; the next makes another."""
    database, scope, values = tested.house.database, f"{kluis.REST}0363", {"payload": {"a": 1}}
    with suppress(ZeroDivisionError), database.writing() as connection:
        kluis.sealed(connection, scope, "outbox", values)
        raise ZeroDivisionError

    with database.writing() as connection:
        row = kluis.sealed(connection, scope, "outbox", values)

    with again(make_house, database).house.database.reading() as connection:
        assert kluis.opened(connection, scope, "outbox", row) == values
