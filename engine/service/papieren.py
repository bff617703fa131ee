"""Putting a rendered paper on a case's file: once, whoever brings it and however often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.clock import Clock
from engine.model.gebruikers import SYSTEEM
from engine.ports import Enclosure, Paper, SignedPaper
from engine.store import audit, certificaten, gemeenten, outbox, papers, zaken
from engine.store.outbox import Ask
from engine.store.papers import Approved
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

    def approved(self, ask: Ask) -> Approved:
        """The paper whose signature is asked for, with exactly the bytes that were approved.

        Raises:
            NotFound: the case has no such paper.
        """
        with self.database.reading() as connection:
            return papers.approved(
                connection, ask.zaak_id, str(ask.payload["document"]), str(ask.payload["sha256"])
            )

    def images(self, facts: Mapping[str, Any]) -> dict[str, bytes]:
        """The images that a paper's facts speak of, by the hash of their bytes."""
        wapen = facts["gemeente"].get("wapen")
        if wapen is None:
            return {}
        with self.database.reading() as connection:
            return gemeenten.images(connection, [wapen["sha256"]])

    def file(self, ask: Ask, paper: Paper) -> bool:
        """File a paper that was asked for; False when another worker brought it already."""
        document = str(ask.payload["document"])
        new = papers.NewPaper(
            document=document,
            aan=str(ask.payload["aan"]),
            titel=paper.title,
            inhoud=paper.content,
            sha256=paper.sha256,
            paginas=paper.pages,
            renderer=paper.renderer,
            gegevens=ask.payload["facts"],
        )
        return self._file(ask, new, "zaak:document:opgemaakt", {})

    def file_signed(self, ask: Ask, approved: Approved, signed: SignedPaper) -> bool:
        """File a paper with the signature that was asked for, as its next version."""
        new = papers.NewPaper(
            document=str(ask.payload["document"]),
            aan=approved.aan,
            titel=approved.titel,
            inhoud=signed.content,
            sha256=signed.sha256,
            paginas=approved.paginas,
            renderer=approved.renderer,
            gegevens=approved.gegevens,
            handtekening=papers.Signature(
                basis=str(ask.payload["sha256"]),
                door_naam=str(ask.payload["naam"]),
                rol=str(ask.payload["rol"]),
                ondertekend_op=datetime.fromisoformat(ask.payload["op"]),
                niveau=signed.niveau,
                certificaat=signed.ondertekenaar,
                proef=signed.test,
                bewijs=signed.bewijs,
                bevestigd_met=ask.payload.get("bevestigd_met"),
            ),
        )
        details = {"basis": str(ask.payload["sha256"]), "niveau": signed.niveau}
        return self._file(ask, new, "zaak:document:ondertekend", details, signed.vingerafdruk)

    def _file(
        self,
        ask: Ask,
        new: papers.NewPaper,
        kind: str,
        details: dict[str, str],
        certificate: str | None = None,
    ) -> bool:
        now = self.clock.now()
        with self.database.writing() as connection:
            if not outbox.claim_done(connection, ask.id, now):
                return False
            versie = papers.add(connection, ask.zaak_id, new, now)
            head = zaken.head(connection, ask.zaak_id)
            assert head is not None  # noqa: S101 - a foreign key holds it
            if new.handtekening and certificate:
                certificaten.keep(connection, certificate, head.gemeente, new.handtekening.rol)
            audit.note_case(
                connection,
                SYSTEEM,
                kind,
                now,
                head,
                details={
                    "document": new.document,
                    "versie": versie,
                    "sha256": new.sha256,
                    **details,
                },
            )
            return True
