"""What a case has in every table, side by side, so that somebody can see whether it agrees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from engine.store import facts
from engine.store.kluis import opened
from engine.store.outbox import PAPERS
from engine.store.schema import Base
from engine.store.schema.mechanics import AuditEventRow, OutboxRow, ProcessStateRow
from engine.store.schema.watching import IncidentRow, LatenessRow
from engine.store.schema.zaken import DocumentRow, ZaakRow

#: Tables that keep something of a case after its file was destroyed.
_STAYS = frozenset({"zaken", "audit_events", "inzage", "outbox", "documenten"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A paper on file: its hash as kept, and the hash of the bytes that are there."""

    document: str
    aan: str
    versie: int
    sha256: str
    werkelijk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A paper or signature asked for; `gedaan` tells whether it was done."""

    kind: str
    document: str
    aan: str
    gedaan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A line of the record."""

    kind: str
    details: Mapping[str, Any]
    status_after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What a case has in the tables. Moments in UTC.

    Attributes:
        status, opgelegd_op, einde, lopend_op: as lists and searches read them.
        volgnummers: the place on the file of every fact, with the name of its kind.
        early: moments that took effect before they were due.
        aside, incident: the case is set aside; there is an open incident about it.
    """

    zaak_id: str
    nummer: str
    status: str
    opgelegd_op: datetime | None
    einde: datetime | None
    lopend_op: datetime | None
    running: bool
    soorten: tuple[str, ...]
    volgnummers: tuple[tuple[int, str], ...]
    papers: tuple[Filed, ...]
    asks: tuple[Asked, ...]
    events: tuple[Recorded, ...]
    early: tuple[datetime, ...]
    aside: bool
    incident: bool


def cases(connection: Connection) -> list[str]:
    """The ids of all cases, destroyed ones too, by number."""
    return list(connection.execute(select(ZaakRow.id).order_by(ZaakRow.nummer)).scalars())


def everything(connection: Connection, zaak_id: str) -> Everything:
    """All that a case has in the tables.

    Raises:
        NoResultFound: there is no such case.
    """
    head = connection.execute(select(ZaakRow.__table__).where(ZaakRow.id == zaak_id)).one()
    process = connection.execute(
        select(ProcessStateRow.soorten, ProcessStateRow.opzij_tot).where(
            ProcessStateRow.zaak_id == zaak_id
        )
    ).first()
    incident = select(IncidentRow.id).where(
        IncidentRow.zaak_id == zaak_id, IncidentRow.opgelost_op.is_(None)
    )
    early = select(LatenessRow.due).where(
        LatenessRow.zaak_id == zaak_id, LatenessRow.taken_at < LatenessRow.due
    )
    return Everything(
        zaak_id=zaak_id,
        nummer=head.nummer,
        status=head.status,
        opgelegd_op=head.opgelegd_op,
        einde=head.einde,
        lopend_op=head.lopend_op,
        running=process is not None,
        soorten=tuple(process.soorten) if process is not None else (),
        volgnummers=tuple(sorted(_places(connection, zaak_id))),
        papers=tuple(_papers(connection, zaak_id)),
        asks=tuple(_asks(connection, zaak_id)),
        events=tuple(_events(connection, zaak_id)),
        early=tuple(connection.execute(early).scalars()),
        aside=process is not None and process.opzij_tot is not None,
        incident=connection.execute(incident).first() is not None,
    )


def left(connection: Connection, zaak_id: str) -> list[str]:
    """The tables that still hold something of a case, besides what stays of one destroyed."""
    found = []
    for name, table in Base.metadata.tables.items():
        if name in _STAYS or "zaak_id" not in table.columns:
            continue
        rows = select(func.count()).select_from(table).where(table.c.zaak_id == zaak_id)
        if connection.execute(rows).scalar_one():
            found.append(name)
    return sorted(found)


def _places(connection: Connection, zaak_id: str) -> Iterator[tuple[int, str]]:
    for kind, rows in facts.TABLES.items():
        table = Base.metadata.tables[rows.__tablename__]
        query = select(table.c.volgnummer).where(table.c.zaak_id == zaak_id)
        for place in connection.execute(query).scalars():
            yield place, kind.__name__


def _papers(connection: Connection, zaak_id: str) -> Iterator[Filed]:
    rows = connection.execute(
        select(
            DocumentRow.document,
            DocumentRow.aan,
            DocumentRow.versie,
            DocumentRow.sha256,
            DocumentRow.inhoud,
        )
        .where(DocumentRow.zaak_id == zaak_id)
        .order_by(DocumentRow.document, DocumentRow.aan, DocumentRow.versie)
    )
    for sealed in rows.mappings().all():
        row = opened(connection, zaak_id, "documenten", sealed)
        yield Filed(
            document=row["document"],
            aan=row["aan"],
            versie=row["versie"],
            sha256=row["sha256"],
            werkelijk=hashlib.sha256(bytes(row["inhoud"])).hexdigest(),
        )


def _asks(connection: Connection, zaak_id: str) -> Iterator[Asked]:
    rows = connection.execute(
        select(OutboxRow.kind, OutboxRow.payload, OutboxRow.done_at)
        .where(OutboxRow.zaak_id == zaak_id, OutboxRow.kind.in_(PAPERS))
        .order_by(OutboxRow.id)
    )
    for sealed in rows.mappings().all():
        row = opened(connection, zaak_id, "outbox", sealed)
        yield Asked(
            kind=row["kind"],
            document=str(row["payload"].get("document", "")),
            aan=str(row["payload"].get("aan", "")),
            gedaan=row["done_at"] is not None,
        )


def _events(connection: Connection, zaak_id: str) -> Iterator[Recorded]:
    rows = connection.execute(
        select(AuditEventRow.kind, AuditEventRow.details, AuditEventRow.status_after)
        .where(AuditEventRow.stream == zaak_id)
        .order_by(AuditEventRow.seq)
    )
    for row in rows:
        yield Recorded(kind=row.kind, details=row.details, status_after=row.status_after)
