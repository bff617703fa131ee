"""Which version of the models a case runs on."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from engine.store.work import Connection

from engine.process.checking import check_standard
from engine.process.models import Model, Sources
from engine.store import models as store


class Models:
    """The versions in use: the newest, for new cases, and older ones that cases still run on.

    Args:
        sources: the newest models; checked before anything else happens.

    Raises:
        BrokenModel: a model names what nothing provides, or cannot run.
    """

    def __init__(self, sources: Sources) -> None:
        check_standard(sources)
        self.newest = Model.read(sources)
        self._by_hash = {self.newest.hash: self.newest}
        self._lock = Lock()

    def keep(self, connection: Connection, now: datetime) -> None:
        """Put the newest version in the database, so that its cases can always be read."""
        store.keep(connection, self.newest.hash, self.newest.sources, now)

    def version(self, connection: Connection, hash: str) -> Model:
        """A version by its hash, read from the database when it is not in hand.

        Raises:
            NotFound: no such version was ever kept.
        """
        with self._lock:
            if hash not in self._by_hash:
                self._by_hash[hash] = Model.read(store.sources(connection, hash))
            return self._by_hash[hash]
