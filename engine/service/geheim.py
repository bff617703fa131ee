"""Secret addresses: looked up by few, for a stated reason, and always on the record."""

from __future__ import annotations

from engine.access import policy
from engine.clock import Clock
from engine.errors import InvalidForm, NotFound, Reden
from engine.model.gebruikers import Actor
from engine.model.personen import Adres
from engine.store import audit, facts, zaken
from engine.store.work import Database

#: A reason of fewer characters says nothing.
SHORTEST_REASON = 10


class Geheim:
    """Where housemates stay elsewhere; nothing else in the product reads it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def look(self, actor: Actor, zaak_id: str, reden: str) -> list[tuple[str, Adres]]:
        """Who stays where, by name; the look itself is put on the record with its reason.

        Raises:
            NotFound: no such case for this user.
            NotAllowed: the user's roles do not see secret addresses.
            InvalidForm: no reason is given.
        """
        with self.database.writing() as connection:
            head = zaken.head(connection, zaak_id)
            if head is None:
                raise NotFound(zaak_id)
            policy.check_sees(actor, head.gemeente)
            rol = policy.check_secret_address(actor, head.gemeente)
            if len(reden.strip()) < SHORTEST_REASON:
                raise InvalidForm(
                    {"reden": [Reden("Schrijf op waarvoor u het adres nodig heeft.")]}
                )
            now = self.clock.now()
            audit.note_case(
                connection,
                actor,
                "zaak:adres:ingezien",
                now,
                head,
                rol=rol,
                payload={"reden": reden.strip()},
            )
            return facts.secret_addresses(connection, zaak_id)
