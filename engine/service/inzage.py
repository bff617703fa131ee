"""Writing down who looks, before anything is shown (Wth 10.2)."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import Unavailable
from engine.model.inzage import Inzage
from engine.store import inzage, scope
from engine.store.work import Database


class Inzagen:
    """The access log. What cannot be written down is not shown."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def note(self, lines: Sequence[Inzage]) -> None:
        """Write lines, in a transaction of their own.

        Raises:
            Unavailable: they could not be written.
        """
        try:
            # a try from elsewhere is written down where the case is
            with scope.everywhere(), self.database.writing() as connection:
                inzage.add(connection, lines)
        except self.database.errors as error:
            raise Unavailable("inzage") from error
