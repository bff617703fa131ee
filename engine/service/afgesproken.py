"""What is kept of somebody who was sent elsewhere, until they come back with the right word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.model.aanmelden import Doel
from engine.service.drempel import hashed
from engine.store import aanmelden
from engine.store.work import Database


class Afgesproken:
    """Things to come back for, each once."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def keep(self, word: str, what: Mapping[str, Any], now: datetime, until: datetime) -> None:
        """Keep something until `until` (UTC) under a word that only who comes back knows."""
        with self.database.writing() as connection:
            aanmelden.give(
                connection, hashed(word), Doel.ORGANISATIE, None, json.dumps(what), until, now=now
            )

    def take(self, word: str, now: datetime) -> dict[str, Any] | None:
        """Take it; the first who asks gets it, and nobody after."""
        with self.database.writing() as connection:
            given = aanmelden.take(connection, hashed(word), Doel.ORGANISATIE, now)
        return dict(json.loads(given.waarde)) if given is not None else None
