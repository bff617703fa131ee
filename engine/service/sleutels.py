"""The keys that personal data are sealed with: their state, others in their place, and copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.clock import Clock
from engine.errors import Reden, Refused
from engine.model.gebruikers import SYSTEEM
from engine.service.zoeken import index
from engine.store import audit, gemeenten, sleutelbeheer, verzegelen, zoektekens
from engine.store.schema import indeling
from engine.store.schema.sleutels import HOUSE, STAFF
from engine.store.sleutelbeheer import Staat
from engine.store.work import Connection, Database

#: Instead of a municipality: the key for what concerns none, and that of those who work here.
INSTEAD = {"huis": HOUSE, "medewerkers": STAFF}


def classified() -> tuple[Mapping[str, Mapping[str, tuple[str, ...]]], Mapping[str, str], str]:
    """What of each table is sealed, why the rest is not, and what sealed is called."""
    return indeling.CLASSIFIED, indeling.WHY, indeling.SEALED_AS


class Sleutels:
    """What whoever runs this installation does with keys; all of it leaves a line on the record."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def seal_all(self, *, staff: bool = True) -> int:
        """Seal what is in the clear; gives how many rows were.

        Args:
            staff: what is of users too, which a release before this one cannot read then.
        """
        sealed = verzegelen.seal_all(self.database)
        if staff:
            sealed += verzegelen.seal_staff(self.database)
        if sealed:
            with self.database.writing() as connection:
                self._note(connection, "beheer:gegevens:verzegeld", {"aantal": sealed})
        return sealed

    def check(self) -> None:
        """See whether the root key is the one of this database.

        Raises:
            UnfitKey: it is not, or there is none.
        """
        assert self.database.kluis.root is not None  # noqa: S101 - raises where there is none
        with self.database.reading() as connection:
            self.database.kluis.is_closed(connection)

    def staff_is_sealed(self) -> bool:
        """Whether what is of users is sealed, or waits for the machines of the release before."""
        with self.database.reading() as connection:
            return verzegelen.staff_is_sealed(connection)

    def state(self) -> list[Staat]:
        """Every key of every municipality."""
        with self.database.reading() as connection:
            return sleutelbeheer.state(connection)

    def new_root(self) -> int:
        """Wrap every municipality's key with the root of now; gives how many were not yet.

        Raises:
            UnfitKey: the root that some are wrapped with is not here.
        """
        changed = sleutelbeheer.rewrap_roots(self.database)
        with self.database.writing() as connection:
            self._note(connection, "beheer:sleutel:wortel_vervangen", {"aantal": changed})
        return changed

    def new_key(self, gemeente: str) -> int:
        """Give a municipality another key and destroy the old one; gives how many cases it has.

        Stopped halfway, it goes on where it was.

        Args:
            gemeente: its code, `HOUSE` or `STAFF`.

        Raises:
            NotFound: there is no such municipality.
            Refused: new cases kept coming in under the old key.
        """
        with self.database.writing() as connection:
            if gemeente not in (HOUSE, STAFF):
                gemeenten.load(connection, gemeente)
            sleutelbeheer.begin_new(connection, gemeente)
        total = 0
        for _ in range(sleutelbeheer.TRIES):
            for cases in sleutelbeheer.rewrap_cases(self.database, gemeente, index):
                total += cases
            if sleutelbeheer.drop_old(self.database, gemeente):
                with self.database.writing() as connection:
                    zoektekens.forget(connection, gemeente)
                break
        else:
            raise Refused("sleutel", [Reden("Er komen nog zaken bij. Probeer het zo weer.")])
        with self.database.writing() as connection:
            details = {"aantal": total, "gemeente": gemeente if gemeente != STAFF else HOUSE}
            self._note(connection, "beheer:sleutel:gemeente_vervangen", details)
        return total

    def _note(self, connection: Connection, kind: str, details: dict[str, Any]) -> None:
        gemeente = details.get("gemeente") or None
        told = {name: value for name, value in details.items() if name != "gemeente"}
        audit.note_management(connection, SYSTEEM, kind, self.clock.now(), gemeente, told)
