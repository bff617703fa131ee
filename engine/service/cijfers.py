"""Counting cases anew: those that no step has counted yet, or all of them under another key."""

from __future__ import annotations

from engine.law.figures import zaakcijfers
from engine.store import cijfers, standen, zaken
from engine.store.work import Connection, Database


class Cijfers:
    """The figures of the cases on file."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def recount(self) -> int:
        """Count every case on file anew, the oldest first, each in a transaction; gives how many.

        Needed after the key of fingerprints was changed: under the old one nobody is recognised.
        """
        with self.database.reading() as connection:
            ids = cijfers.uncounted(connection, all_of_them=True)
        for zaak_id in ids:
            with self.database.writing() as connection:
                _count(connection, zaak_id)
        return len(ids)

    def count_marked(self) -> int:
        """Count the periods anew in which a case changed, each in a transaction; gives how many."""
        with self.database.reading() as connection:
            marked = standen.marked(connection)
        for gemeente, periode in marked:
            with self.database.writing() as connection:
                standen.keep(connection, gemeente, periode)
        return len(marked)


def count_missing(connection: Connection) -> None:
    """Count the cases that were on file before there were figures of them, and have every period
    counted of which nothing is known.
    """
    for zaak_id in cijfers.uncounted(connection):
        _count(connection, zaak_id)
    standen.mark_unknown(connection)


def _count(connection: Connection, zaak_id: str) -> None:
    record = zaken.load(connection, zaak_id, lock=True)
    cijfers.change(connection, record.zaak, zaakcijfers(record.zaak, record.deadlines))
