"""A copy of everything, made while it is used, and put back."""

from __future__ import annotations

import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import TextClause, create_engine, inspect, text

from engine.service.reserve import KEYS, BackupUnfit, Copies, Reserve
from engine.store import backup
from engine.store.backup import archive
from engine.store.work import Database
from tests.builders import een_zaak
from tests.conftest import POSTGRES, HouseUnderTest
from tests.contract.machines import ask, at_work, is_done, until
from web.cli import main

PASSWORD = "een lang wachtwoord"


@pytest.fixture
def elsewhere(tested: HouseUnderTest, tmp_path: Path) -> Iterator[str]:
    """Another empty database of the same kind."""
    if not tested.house.database.is_postgresql:
        yield f"sqlite:///{tmp_path / 'elders' / 'terug.db'}"
        return
    schema = f"test_{uuid.uuid4().hex[:12]}"
    admin = create_engine(POSTGRES)
    with admin.begin() as connection:
        connection.execute(text(f"create schema {schema}"))
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with admin.begin() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    admin.dispose()


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order of their own."""
    with database.reading() as connection:
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(_all_of(name))),
                key=repr,
            )
            for name in inspect(connection).get_table_names()
            if archive.is_kept(name)
        }


def _all_of(name: str) -> TextClause:
    return text(f'select * from "{name}"')  # noqa: S608 - the name of a table of ours


def copied(tested: HouseUnderTest, folder: Path) -> Copies:
    files, _ = Reserve(tested.house.database, tested.clock).make(folder)
    return files


def test_what_is_put_back_is_what_was_copied(
    tested: HouseUnderTest,
    elsewhere: str,
    tmp_path: Path,
    make_house: Callable[..., HouseUnderTest],
) -> None:
    een_zaak(tested)
    tested.house.worker.run()
    before = rows(tested.house.database)
    files = copied(tested, tmp_path / "kopie")

    put_back = Database(elsewhere)
    told = Reserve(put_back, tested.clock).restore(files)

    assert rows(put_back) == before
    assert told.manifest.schema == backup.look(files.data).schema
    put_back.dispose()
    # and it lives: another case gets the next number, and its lines the next ids
    again = make_house(elsewhere, fill=False)
    assert again.house.migrate() == 0
    again.people = tested.people
    een_zaak(again)
    assert not again.house.look().broken_chains


def test_what_was_not_done_yet_is_done_where_it_was_put_back(
    tested: HouseUnderTest,
    elsewhere: str,
    tmp_path: Path,
    make_house: Callable[..., HouseUnderTest],
) -> None:
    zaak = een_zaak(tested)
    ask(tested, zaak.id, "brief")
    files = copied(tested, tmp_path / "kopie")

    put_back = Database(elsewhere)
    Reserve(put_back, tested.clock).restore(files)
    put_back.dispose()
    again = make_house(elsewhere, fill=False)
    again.house.migrate()

    assert again.house.without_job() == 0
    with at_work(again.house):
        until(lambda: is_done(again, "brief"))
    assert not is_done(tested, "brief")


def test_nobody_is_signed_in_again(tested: HouseUnderTest, elsewhere: str, tmp_path: Path) -> None:
    secret = tested.house.toegang.sign_in("ambtenaar", PASSWORD)
    assert secret is not None
    files = copied(tested, tmp_path / "kopie")

    put_back = Database(elsewhere)
    Reserve(put_back, tested.clock).restore(files)

    with put_back.reading() as connection:
        assert connection.scalar(text("select count(*) from sessies")) == 0
        assert connection.scalar(text("select count(*) from gebruikers")) > 0
    put_back.dispose()


def test_a_copy_is_of_one_moment_whatever_others_write_meanwhile(
    tested: HouseUnderTest, elsewhere: str, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            een_zaak(tested)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        files = [copied(tested, tmp_path / str(number)) for number in range(3)]
    finally:
        stop.set()
        writer.join()

    put_back = Database(elsewhere)
    Reserve(put_back, tested.clock).restore(files[-1])
    with put_back.reading() as connection:
        half = connection.scalar(
            text("select count(*) from zaken where id not in (select zaak_id from process_states)")
        )
        told = connection.scalar(
            text("select count(*) from zaken where id not in (select stream from audit_events)")
        )
    assert (half, told) == (0, 0)
    put_back.dispose()


def test_a_database_with_cases_is_never_overwritten(tested: HouseUnderTest, tmp_path: Path) -> None:
    een_zaak(tested)
    files = copied(tested, tmp_path / "kopie")
    before = rows(tested.house.database)

    with pytest.raises(BackupUnfit, match="bevat al zaken"):
        Reserve(tested.house.database, tested.clock).restore(files)

    assert rows(tested.house.database) == before


def test_a_damaged_copy_puts_nothing_back(
    tested: HouseUnderTest, elsewhere: str, tmp_path: Path
) -> None:
    een_zaak(tested)
    files = copied(tested, tmp_path / "kopie")
    with zipfile.ZipFile(files.data) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = next(each for each in parts if each != archive.MANIFEST and len(parts[each]) > 40)
    parts[name] = parts[name][:-1] + bytes([parts[name][-1] ^ 1])
    with zipfile.ZipFile(files.data, "w") as out:
        for each, content in parts.items():
            out.writestr(each, content)

    put_back = Database(elsewhere)
    with pytest.raises(BackupUnfit, match="beschadigd"):
        Reserve(put_back, tested.clock).restore(files)
    if put_back.is_postgresql:
        with put_back.reading() as connection:
            assert inspect(connection).get_table_names() == []
    put_back.dispose()


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04 half"])
def test_what_is_no_copy_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)

    with pytest.raises(BackupUnfit, match="geen kopie van ons"):
        backup.look(tmp_path / "x.zip")


def test_a_copy_is_for_its_owner_alone_and_leaves_nothing_beside_it(
    tested: HouseUnderTest, tmp_path: Path
) -> None:
    folder = tmp_path / "kopie"
    copied(tested, folder)
    files = copied(tested, folder)

    assert {each.stat().st_mode & 0o077 for each in folder.iterdir()} == {0}
    assert files.keys == folder / KEYS
    assert all(each.suffix == ".zip" for each in folder.iterdir())


def test_the_command_line_copies_puts_back_and_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'een.db'}")
    assert main(["migrate"]) == 0
    assert main(["backup", str(tmp_path / "kopie")]) == 0
    (data,) = (tmp_path / "kopie").glob("huisverbod-*.zip")

    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'twee.db'}")
    assert main(["restore", str(data)]) == 0
    assert "goed  geschiedenis" in capsys.readouterr().out

    assert main(["restore", str(tmp_path / "nergens.zip")]) == 1
    assert main(["backup", str(data)]) == 1
    assert "Geen kopie gemaakt" in capsys.readouterr().out
