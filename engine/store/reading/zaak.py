"""One case as it is shown: its state, its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from engine.errors import NotFound
from engine.model.termijnen import Deadline
from engine.store import zaken
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.zaken import DocumentRow, ZaakRow


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

    def contents(self, connection: Connection, document: str) -> list[bytes]:
        """The bytes of every paper of one kind, all versions and recipients."""
        rows = connection.execute(
            select(DocumentRow.inhoud)
            .where(DocumentRow.zaak_id == self.zaak_id, DocumentRow.document == document)
            .order_by(DocumentRow.versie)
        )
        return [bytes(row.inhoud) for row in rows]


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
        termijnen=zaken.deadlines(connection, zaak_id),
        documenten=frozenset(documents),
    )


def timeline(connection: Connection, zaak_id: str) -> tuple[TimelineEntry, ...]:
    """Everything that happened or was tried, in the order it was written."""
    rows = connection.execute(
        select(AuditEventRow, AuditPayloadRow.actor_naam)
        .outerjoin(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream == zaak_id)
        .order_by(AuditEventRow.seq)
    ).mappings()
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
            details=row["details"],
        )
        for row in rows
    )


def _name(details: Mapping[str, object]) -> str:
    """What an event is about: the task, message, term or document it names."""
    for key in ("taak", "bericht", "termijn", "document"):
        if key in details:
            return str(details[key])
    return ""
