"""A version of the product on a database with running cases: rehearsed before it may serve.

The new schema, the rehearsal and the note of it are one transaction. Whatever is wrong, the
database is as it was, and a municipality goes on with the version it had.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from engine.clock import Clock
from engine.errors import CannotUpgrade
from engine.law.moments import local
from engine.service.cijfers import count_missing
from engine.service.migratie import recounted
from engine.service.modellen import Models
from engine.service.zoeken import index_outdated
from engine.store import bewaring, migrate, rehearsals, scope, zaken
from engine.store import models as versions
from engine.store.work import Connection, Database

#: What a term of a running case is worked out by, and what reads where the case stands.
COUNTS = ("engine.law", "engine.model", "engine.process")
READS = "SpiffWorkflow"
#: The years in which any term of a case of today can end.
ZONE_FROM, ZONE_DAYS = datetime(2020, 1, 1, 12, tzinfo=UTC), 30 * 366


def product_fingerprint(models: Models) -> str:
    """SHA-256 of everything by which this version of the product works terms out."""
    return hashlib.sha256(f"{_counting()} {models.newest.hash}".encode()).hexdigest()


class Upgrade:
    """Brings a database to this version of the product, and knows whether it is there.

    Args:
        product: fingerprint of this version (`product_fingerprint`).
    """

    def __init__(self, database: Database, clock: Clock, models: Models, product: str) -> None:
        self.database = database
        self.clock = clock
        self.models = models
        self.product = product

    def run(self) -> int:
        """Bring the schema up to date and rehearse every running case; gives how many.

        Rehearses nothing when this very version was the last to be rehearsed here.

        Raises:
            CannotUpgrade: a running case would count a term otherwise, or cannot be read. Nothing
                was changed, the schema neither.
        """
        with scope.everywhere(), self.database.writing() as connection:
            migrate.upgrade(connection)
            bewaring.destroy_again(connection, self.clock.now())
            count_missing(connection)
            index_outdated(connection)
            if rehearsals.last(connection) == self.product:
                return 0
            running = versions.running(connection)
            findings = [line for zaak_id in running for line in self._rehearse(connection, zaak_id)]
            if findings:
                raise CannotUpgrade(findings)
            rehearsals.note(connection, self.product, len(running), self.clock.now())
            return len(running)

    def is_rehearsed(self) -> bool:
        """Whether this version was the last that the running cases were rehearsed with."""
        with scope.everywhere(), self.database.reading() as connection:
            return rehearsals.last(connection) == self.product

    def _rehearse(self, connection: Connection, zaak_id: str) -> Iterator[str]:
        """What this version would count otherwise in a case, on the models it runs on."""
        head = zaken.head(connection, zaak_id)
        try:
            record = zaken.load(connection, zaak_id, lock=False)
            model = self.models.version(connection, record.model)
            found = list(recounted(connection, record, model, self.clock.now()))
        except Exception as error:  # noqa: BLE001 - whatever it is, this case would stand still
            found = [f"kan met deze versie niet worden gelezen ({type(error).__name__})"]
        for line in found:
            yield f"{head.nummer if head else zaak_id}: {line}"


@cache
def _counting() -> str:
    """Hash of the sources that count and read, and of what clocks in the Netherlands do."""
    digest = hashlib.sha256(metadata.version(READS).encode())
    for package in COUNTS:
        for name, content in _files(resources.files(package), package):
            digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    for day in range(ZONE_DAYS):
        digest.update(str(local(ZONE_FROM + timedelta(days=day)).utcoffset()).encode())
    return digest.hexdigest()


def _files(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{place}/{item.name}"
        if item.is_dir():
            yield from _files(item, name)
        elif name.endswith((".py", ".yaml")):
            yield name, item.read_bytes()
