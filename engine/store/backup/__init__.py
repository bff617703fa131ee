"""Copies of a whole database, made while it is used, and put back.

archive     the file a copy is: its parts, their hashes, what it says of itself
sqlite      taking and putting back the one file of an embedded database
postgresql  the same for PostgreSQL, table by table out of one snapshot

A copy holds what the database holds, as it is kept there. Two things it leaves out: sessions, so
that nobody is signed in again by a restore, and the keys of cases, which go into a file of their
own (`KEY_TABLES`). Who destroys a case destroys its key; as long as only the newest file of keys is
kept, the case is gone from every older copy too.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from engine.store.backup import postgresql, sqlite
from engine.store.backup.archive import Backup, BackupUnfit, Manifest, look
from engine.store.migrate import revision
from engine.store.work import Database

__all__ = ["Backup", "BackupUnfit", "Manifest", "look", "make", "restore"]


def make(database: Database, data: Path, keys: Path, made_at: datetime, product: str) -> Backup:
    """Copy the whole database as it is at one moment; others go on working.

    Args:
        data, keys: the files to write; what is there is replaced once the new copy is complete.
        made_at: aware moment.
        product: version of the product that makes it.

    Raises:
        BackupUnfit: the database is in memory, or holds no tables of ours.
        OSError: the files cannot be written.
    """
    schema = revision(database)
    if schema is None:
        raise BackupUnfit("Deze database heeft nog geen schema; er is niets om te bewaren.")
    if database.is_postgresql:
        manifest = Manifest.of(postgresql.KIND, schema, made_at, product)
        return postgresql.make(database, data, keys, manifest)
    return sqlite.make(database, data, keys, Manifest.of(sqlite.KIND, schema, made_at, product))


def restore(database: Database, data: Path, keys: Path) -> Backup:
    """Put a copy back into a database without cases. All of it, or nothing.

    Raises:
        BackupUnfit: a file is damaged or of another kind, the two do not belong to one
            installation, or the database holds cases already.
        OSError: the files cannot be read.
    """
    if database.is_postgresql:
        return postgresql.restore(database, data, keys)
    return sqlite.restore(database, data, keys)
