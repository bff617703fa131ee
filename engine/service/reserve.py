"""Keeping a copy of everything, and putting it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from importlib import metadata
from pathlib import Path

from engine.clock import Clock
from engine.store import backup
from engine.store.backup import Backup, BackupUnfit, Manifest
from engine.store.work import Database

__all__ = ["KEYS", "Backup", "BackupUnfit", "Copies", "Manifest", "Reserve"]

#: The newest keys of cases; one file, replaced each time, so that no older one stays.
KEYS = "sleutels.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The two files that make one copy."""

    data: Path
    keys: Path


class Reserve:
    """Makes copies of the database and puts them back."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def make(self, folder: Path) -> tuple[Copies, Backup]:
        """Copy the whole database into a folder, which is made when it is not there.

        Raises:
            BackupUnfit: there is nothing to copy.
            OSError: the folder cannot be written.
        """
        now = self.clock.now()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"huisverbod-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.zip"
        files = Copies(data=folder / name, keys=folder / KEYS)
        product = metadata.version("huisverbod")
        return files, backup.make(self.database, files.data, files.keys, now, product)

    def restore(self, files: Copies) -> Backup:
        """Put a copy back into an empty database; all of it, or nothing.

        Raises:
            BackupUnfit: a file cannot be used, or the database holds cases.
            OSError: a file cannot be read.
        """
        return backup.restore(self.database, files.data, files.keys)
