"""One case as it is shown: its state, its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from engine.errors import NotFound
from engine.model.termijnen import Deadline
from engine.model.zaak import Status
from engine.store import outbox, termijnen, zaken
from engine.store import papers as filed
from engine.store.kluis import opened
from engine.store.outbox import Pending
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.zaken import DocumentRow, HandtekeningRow, ZaakRow
from engine.store.zaken import CaseRecord

#: A case with everything on its file, as pages look at it.
Dossier: TypeAlias = CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """Where a case stands: what a scenario expects and an overview shows.

    Attributes:
        einde: end of the order (UTC), once imposed.
        taken: ids of the open tasks.
        documenten: ids of the documents on file.
    """

    zaak_id: str
    nummer: str
    status: str
    einde: datetime | None
    taken: tuple[str, ...]
    termijnen: Mapping[str, Deadline]
    documenten: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of a case's history."""

    op: datetime
    vastgelegd_op: datetime
    soort: str
    naam: str
    rol: str | None
    wie: str
    status_voor: str | None
    status_na: str | None
    details: Mapping[str, object]


def state_of(connection: Connection, zaak_id: str) -> CaseState:
    """Where a case stands.

    Raises:
        NotFound: there is no such case.
    """
    row = connection.execute(
        select(ZaakRow.nummer, ZaakRow.status, ZaakRow.einde).where(ZaakRow.id == zaak_id)
    ).first()
    if row is None:
        raise NotFound(zaak_id)
    documents = connection.execute(
        select(DocumentRow.document).where(DocumentRow.zaak_id == zaak_id).distinct()
    ).scalars()
    return CaseState(
        zaak_id=zaak_id,
        nummer=row.nummer,
        status=row.status,
        einde=row.einde,
        taken=tuple(task.taak for task in zaken.tasks(connection, zaak_id).values()),
        termijnen=termijnen.of(connection, zaak_id),
        documenten=frozenset(documents),
    )


def contents_of(connection: Connection, zaak_id: str, document: str) -> list[bytes]:
    """The bytes of every paper of one kind, all versions and recipients."""
    rows = connection.execute(
        select(DocumentRow.inhoud)
        .where(DocumentRow.zaak_id == zaak_id, DocumentRow.document == document)
        .order_by(DocumentRow.versie)
    )
    found = rows.mappings().all()
    return [opened(connection, zaak_id, "documenten", each)["inhoud"] for each in found]


#: A task that went from hand to hand.
HANDED_ON = frozenset({"zaak:taak:overgenomen", "zaak:taak:toegewezen", "zaak:taak:overgedragen"})


def timeline(connection: Connection, zaak_id: str) -> tuple[TimelineEntry, ...]:
    """Everything that happened or was tried, in the order it was written."""
    rows = connection.execute(
        select(AuditEventRow, AuditPayloadRow.actor_naam, AuditPayloadRow.payload)
        .outerjoin(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream == zaak_id)
        .order_by(AuditEventRow.seq)
    )
    return tuple(
        TimelineEntry(
            op=row["at"],
            vastgelegd_op=row["recorded_at"],
            soort=row["kind"],
            naam=_name(row["details"]),
            rol=row["rol"],
            wie=row["actor_naam"] or "",
            status_voor=row["status_before"],
            status_na=row["status_after"],
            details=row["details"] | _said(connection, zaak_id, row),
        )
        for row in rows.mappings().all()
    )


def _said(connection: Connection, zaak_id: str, row: Mapping[Any, Any]) -> dict[str, object]:
    """What was said for colleagues to read: to whom a task went, and why."""
    if row["kind"] not in HANDED_ON or row["payload"] is None:
        return {}
    payload = opened(connection, zaak_id, "audit_payloads", row)["payload"]
    return {key: payload[key] for key in ("reden", "aan_naam") if key in payload}


def _name(details: Mapping[str, object]) -> str:
    """What an event is about: the task, message, term, document or export it names."""
    for key in ("taak", "bericht", "termijn", "document", "export"):
        if key in details:
            return str(details[key])
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper on file; moments in UTC.

    Attributes:
        ondertekend_op, proef: when it was signed digitally, and whether with a test key; None when
            it was not.
        basis: hash of the version that was approved before this one was signed.
    """

    id: str
    nummer: str
    document: str
    titel: str
    aan: str
    versie: int
    paginas: int
    sha256: str
    gemaakt_op: datetime
    ondertekend_op: datetime | None
    basis: str | None
    proef: bool | None


def gemeente_of(connection: Connection, zaak_id: str) -> str | None:
    """The municipality of a case; None when there is no such case."""
    head = zaken.head(connection, zaak_id)
    return head.gemeente if head is not None else None


def case(connection: Connection, zaak_id: str) -> Dossier:
    """A case with everything on its file, for looking only.

    Raises:
        NotFound: there is no such case.
    """
    return zaken.load(connection, zaak_id, lock=False)


def finished_by(connection: Connection, zaak_id: str, task_id: str) -> str | None:
    """The id of the user who finished a visit of a task; None while nobody did."""
    rows = connection.execute(
        select(AuditEventRow.actor, AuditEventRow.details).where(
            AuditEventRow.stream == zaak_id, AuditEventRow.kind == "zaak:taak:voltooid"
        )
    )
    return next((row.actor for row in rows if row.details.get("taak_id") == task_id), None)


def papers(connection: Connection, zaak_id: str) -> list[PaperLine]:
    """The papers of a case, oldest first."""
    return [PaperLine(**row) for row in connection.execute(_papers(zaak_id)).mappings()]


def paper(connection: Connection, zaak_id: str, paper_id: str) -> PaperLine:
    """One paper of a case, without its bytes.

    Raises:
        NotFound: this case has no such paper.
    """
    row = connection.execute(_papers(zaak_id).where(DocumentRow.id == paper_id)).mappings().first()
    if row is None:
        raise NotFound(paper_id)
    return PaperLine(**row)


def content(connection: Connection, zaak_id: str, paper_id: str) -> bytes:
    """The bytes of one paper of a case.

    Raises:
        NotFound: this case has no such paper.
    """
    return filed.content(connection, zaak_id, paper_id)[1]


def papers_asked(connection: Connection, zaak_id: str) -> list[Pending]:
    """The papers of a case that are still being made or signed."""
    return outbox.pending(connection, zaak_id)


def _papers(zaak_id: str) -> Any:
    return (
        select(
            DocumentRow.id,
            ZaakRow.nummer,
            DocumentRow.document,
            DocumentRow.titel,
            DocumentRow.aan,
            DocumentRow.versie,
            DocumentRow.paginas,
            DocumentRow.sha256,
            DocumentRow.gemaakt_op,
            HandtekeningRow.ondertekend_op,
            HandtekeningRow.basis,
            HandtekeningRow.proef,
        )
        .outerjoin(HandtekeningRow, HandtekeningRow.document_id == DocumentRow.id)
        .join(ZaakRow, ZaakRow.id == DocumentRow.zaak_id)
        .where(DocumentRow.zaak_id == zaak_id)
        .order_by(DocumentRow.gemaakt_op, DocumentRow.titel, DocumentRow.aan, DocumentRow.versie)
    )


def find(connection: Connection, nummer: str) -> str | None:
    """The id of the case with this number; None when there is none."""
    return connection.execute(select(ZaakRow.id).where(ZaakRow.nummer == nummer)).scalar()


def is_erased(connection: Connection, zaak_id: str) -> bool:
    """Whether this case's file was destroyed."""
    head = zaken.head(connection, zaak_id)
    return head is not None and head.status == Status.GEWIST
