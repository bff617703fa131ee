"""The one file of an embedded database: copied while it is used, and put back.

The keys of cases go from the copy into the other file before either is finished, and the copy is
rewritten without them: SQLite leaves no old bytes behind then.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from engine.store import migrate
from engine.store.backup import archive
from engine.store.backup.archive import (
    KEY_TABLES,
    Backup,
    BackupUnfit,
    Manifest,
    reading,
    writing,
)
from engine.store.work import Database

KIND = "sqlite"
_DATA, _KEYS = "huisverbod.db", "sleutels.db"


def make(database: Database, data: Path, keys: Path, manifest: Manifest) -> Backup:
    """See `engine.store.backup.make`."""
    source = _file(database)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=".kopie-") as folder:
        copy, apart = Path(folder) / _DATA, Path(folder) / _KEYS
        with closing(sqlite3.connect(source)) as live, closing(_alone(copy)) as taken:
            live.backup(taken)
            _set_apart(taken, apart)
        # the keys first: a copy without keys is worth nothing, older keys without a copy do no harm
        with writing(keys) as out:
            out.file(_KEYS, apart)
            out.finish(manifest)
        with writing(data) as out:
            out.file(_DATA, copy)
            whole = out.finish(manifest)
    return Backup(manifest=whole, size=data.stat().st_size + keys.stat().st_size)


def restore(database: Database, data: Path, keys: Path) -> Backup:
    """See `engine.store.backup.restore`."""
    target = _file(database)
    if target.exists() and _has_cases(target):
        raise BackupUnfit(
            f"{target} bevat al zaken. Zet een kopie terug in een lege database: "
            "noem met HUISVERBOD_DATABASE een ander bestand."
        )
    database.dispose()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        reading(data, KIND) as (file, manifest),
        reading(keys, KIND) as (key_file, _),
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".terug-") as folder,
    ):
        copy, apart = Path(folder) / _DATA, Path(folder) / _KEYS
        if not migrate.knows(manifest.schema):
            raise BackupUnfit(
                f"{data} komt van een nieuwere versie van het product. Installeer die eerst."
            )
        _unpack(file, _DATA, copy)
        _unpack(key_file, _KEYS, apart)
        with closing(_alone(copy)) as taken:
            _bring_together(taken, apart)
            (fault,) = taken.execute("pragma integrity_check").fetchone()
        if fault != "ok":
            raise BackupUnfit(f"{data}: de database erin is niet heel.")
        for beside in ("-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        copy.chmod(0o600)
        copy.replace(target)
    return Backup(manifest=manifest, size=data.stat().st_size + keys.stat().st_size)


def _file(database: Database) -> Path:
    name = make_url(database.url).database
    if not name or name == ":memory:":
        raise BackupUnfit("Een database in het geheugen heeft geen bestand om te kopiëren.")
    return Path(name)


def _alone(path: Path) -> sqlite3.Connection:
    """A connection to a file nobody else knows: each statement stands by itself."""
    return sqlite3.connect(path, isolation_level=None)


def _has_cases(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        if "zaken" not in _tables(connection):
            return False
        return connection.execute("select 1 from zaken limit 1").fetchone() is not None


def _set_apart(taken: sqlite3.Connection, apart: Path) -> None:
    """Move the keys into a file of their own, and drop what no copy holds."""
    taken.execute("pragma journal_mode = delete")
    taken.execute("pragma secure_delete = on")
    with _attached(taken, apart):
        for table in set(KEY_TABLES) & _tables(taken):
            taken.execute(f'create table apart."{table}" as select * from main."{table}"')  # noqa: S608
            taken.execute(f'delete from main."{table}"')  # noqa: S608
        for table in _tables(taken):
            if not archive.is_kept(table) and table != "alembic_version":
                taken.execute(f'delete from main."{table}"')  # noqa: S608
    taken.execute("vacuum")


def _bring_together(taken: sqlite3.Connection, apart: Path) -> None:
    with _attached(taken, apart):
        kept = _tables(taken)
        for (table,) in taken.execute("select name from apart.sqlite_master").fetchall():
            if table in kept:
                # a key of a case that was destroyed since stays away, and so does the case
                taken.execute(f'insert into main."{table}" select * from apart."{table}"')  # noqa: S608


@contextmanager
def _attached(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    connection.execute("attach database ? as apart", (str(path),))
    try:
        yield
    finally:
        connection.execute("detach database apart")


def _tables(connection: sqlite3.Connection) -> set[str]:
    found = connection.execute("select name from main.sqlite_master where type = 'table'")
    return {name for (name,) in found if not name.startswith("sqlite_")}


def _unpack(file: zipfile.ZipFile, name: str, target: Path) -> None:
    with target.open("wb") as out:
        for chunk in archive.chunks(file, name):
            out.write(chunk)
