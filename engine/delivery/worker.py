"""Does, after the commit, what was asked for in it: makes papers and signs them.

A paper is rendered outside any transaction and handed in within one; killed in between, it is
rendered again and is the same. A signature is set again then, in the same bytes, and only one of
them is filed. A failure is tried again, later each time, and never holds up others. Who calls it,
and on which machine, is `engine/delivery/jobs.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from engine.clock import Clock
from engine.model.attendering import Attendering
from engine.model.gebruikers import Rol
from engine.ports import Documents, Paper, Signatory, Signatures
from engine.service.aanleiding import payload
from engine.service.opdracht import deal
from engine.service.papieren import Papieren
from engine.store import outbox, scope, zaken
from engine.store.jobs import unheard, wait_after
from engine.store.outbox import Ask
from engine.store.work import Connection, Database

log = logging.getLogger(__name__)

BATCH = 20
#: After so many failures people are told; a hitch or two nobody needs to know.
TELL_AFTER = 3
#: Documents that hold the other papers of the case.
BUNDLES = frozenset({"procesdossier"})


class Worker:
    """Works the outbox off.

    Args:
        count: hears of each try that failed, by its kind.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        documents: Documents,
        signatures: Signatures,
        papieren: Papieren,
        count: Callable[[str], None] = unheard,
    ) -> None:
        self.database = database
        self.clock = clock
        self.documents = documents
        self.signatures = signatures
        self.papieren = papieren
        self.count = count

    def do(self, of: str) -> timedelta | None:
        """Do what was asked for under this number, unless it is done already.

        Returns:
            After how long to try it again; None when that is not needed.
        """
        return deal(self.database, self.clock, int(of), self._do)

    def run(self) -> int:
        """Do everything that may be tried now, in the order asked; gives how much was done."""
        with scope.everywhere():
            return self._run()

    def _run(self) -> int:
        done = 0
        while True:
            with self.database.reading() as connection:
                asks = outbox.waiting(connection, self.clock.now(), BATCH)
            if not asks:
                return done
            done += sum(self._do(ask) for ask in asks)

    def _do(self, ask: Ask) -> bool:
        try:
            if ask.kind == outbox.SIGN:
                return self._sign(ask)
            return self.papieren.file(ask, self._make(ask))
        except Exception as error:  # noqa: BLE001 - tried again; outbox, log and `doctor` show it
            self._failed(ask, error)
            return False

    def _make(self, ask: Ask) -> Paper:
        document, facts = str(ask.payload["document"]), ask.payload["facts"]
        images = self.papieren.images(facts)
        if document not in BUNDLES:
            return self.documents.render(document, facts, images)
        enclosures = self.papieren.on_file(ask.zaak_id, document)
        return self.documents.bundle(document, facts, enclosures, images)

    def _sign(self, ask: Ask) -> bool:
        approved, payload = self.papieren.approved(ask), ask.payload
        who = Signatory(
            gemeente=str(payload["gemeente"]),
            gemeente_naam=str(payload["gemeente_naam"]),
            rol=str(payload["rol"]),
            naam=str(payload["naam"]),
            gebruiker=str(payload.get("gebruiker", "")),
        )
        signed = self.signatures.sign(
            approved.inhoud, who, datetime.fromisoformat(str(payload["op"]))
        )
        return self.papieren.file_signed(ask, approved, signed)

    def _failed(self, ask: Ask, error: Exception) -> None:
        attempts = ask.attempts + 1
        wait = wait_after(attempts)
        self.count(ask.kind)
        # the text of an error may hold what people typed: only its kind is kept
        log.error(
            "paper failed",
            extra={"key": ask.key, "attempts": attempts, "error": type(error).__name__},
        )
        with self.database.writing() as connection:
            outbox.failed(
                connection, ask.id, attempts, self.clock.now() + wait, type(error).__name__
            )
            if attempts == TELL_AFTER:
                self._tell(connection, ask)

    def _tell(self, connection: Connection, ask: Ask) -> None:
        """Ask that whoever runs the product, and whoever waits for the paper, hear of it."""
        head, now = zaken.head(connection, ask.zaak_id), self.clock.now()
        if head is not None:
            told = payload(
                Attendering.STUK_MISLUKT,
                head.gemeente,
                (Rol.BEHEERDER, Rol.AMBTENAAR, Rol.BURGEMEESTER),
                str(ask.payload["document"]).replace("_", " ").capitalize(),
                now,
            )
            outbox.ask(connection, ask.zaak_id, outbox.TELL, f"mislukt:{ask.id}", told, now)
