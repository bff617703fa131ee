"""Putting a rendered paper on a case's file: once, whoever brings it and however often."""

from __future__ import annotations

from engine.clock import Clock
from engine.model.gebruikers import SYSTEEM
from engine.ports import Enclosure, Paper
from engine.store import audit, outbox, papers, zaken
from engine.store.audit import AuditEvent
from engine.store.outbox import Ask
from engine.store.work import Database


class Papieren:
    """The desk where finished papers are handed in."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def on_file(self, zaak_id: str, but: str) -> list[Enclosure]:
        """Every paper of a case that is no `but`, in the order in which they were made."""
        with self.database.reading() as connection:
            return papers.all_of(connection, zaak_id, but)

    def file(self, ask: Ask, paper: Paper) -> bool:
        """File a paper that was asked for; False when another worker brought it already."""
        now = self.clock.now()
        document, aan = str(ask.payload["document"]), str(ask.payload["aan"])
        with self.database.writing() as connection:
            if not outbox.claim_done(connection, ask.id, now):
                return False
            versie = papers.add(
                connection,
                ask.zaak_id,
                papers.NewPaper(
                    document=document,
                    aan=aan,
                    titel=paper.title,
                    inhoud=paper.content,
                    sha256=paper.sha256,
                    paginas=paper.pages,
                    renderer=paper.renderer,
                    gegevens=ask.payload["facts"],
                ),
                now,
            )
            head = zaken.head(connection, ask.zaak_id)
            status = head.status if head else None
            audit.append(
                connection,
                [
                    AuditEvent(
                        stream=ask.zaak_id,
                        gemeente=head.gemeente if head else None,
                        kind="zaak:document:opgemaakt",
                        actor=SYSTEEM.id,
                        actor_naam=SYSTEEM.naam,
                        rol=None,
                        at=now,
                        recorded_at=now,
                        status_before=status,
                        status_after=status,
                        details={"document": document, "versie": versie, "sha256": paper.sha256},
                    )
                ],
            )
            return True
