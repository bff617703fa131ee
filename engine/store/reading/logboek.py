"""Who looked at what, for whoever watches over that: never what they saw."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from engine.model.gebruikers import SYSTEEM
from engine.store.kluis import opened
from engine.store.schema.gebruikers import GebruikerRow, RolRow
from engine.store.schema.inzage import InzageRow
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.zaken import DocumentRow, ZaakRow

#: Lines on a page.
PAGE = 50
#: Rows that are in memory at the same time while everything is read.
CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which lines.

    Attributes:
        gemeenten: of these municipalities only; never empty by accident: empty finds nothing.
        gebruiker: user id. nummer: case number. soort: kind.
        van, tot: from (inclusive) and until (exclusive), in UTC.
    """

    gemeenten: Collection[str]
    gebruiker: str | None = None
    nummer: str | None = None
    soort: str | None = None
    van: datetime | None = None
    tot: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line as it is shown.

    Attributes:
        id: grows with time; the place to go on from.
        op: UTC.
        document: kind of the paper, as long as that is on file.
    """

    id: int
    op: datetime
    gebruiker: str
    naam: str
    rol: str
    gemeente: str
    soort: str
    doel: str
    route: str
    zaak_id: str | None
    nummer: str | None
    deel: str | None
    document: str | None


def lines(connection: Connection, which: Filter, before: int | None = None) -> list[LogLine]:
    """One page of the log, the newest first.

    Args:
        before: the id of the last line of the page before this one.
    """
    query = _lines(which).limit(PAGE)
    if before is not None:
        query = query.where(InzageRow.id < before)
    return [_line(row) for row in connection.execute(query).mappings()]


def every(connection: Connection, which: Filter) -> Iterator[LogLine]:
    """The whole log, the newest first, as it is read."""
    query = _lines(which).execution_options(yield_per=CHUNK)
    for row in connection.execute(query).mappings():
        yield _line(row)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody asked for a secret address; gone when the case is destroyed."""

    op: datetime
    naam: str
    reden: str


def reasons(connection: Connection, zaak_id: str) -> list[Reason]:
    """The reasons given for looking up the secret addresses of a case, the newest first."""
    rows = connection.execute(
        select(AuditEventRow.recorded_at, AuditPayloadRow.actor_naam, AuditPayloadRow.payload)
        .join(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream == zaak_id, AuditEventRow.kind == "zaak:adres:ingezien")
        .order_by(AuditEventRow.seq.desc())
    )
    found = [opened(connection, zaak_id, "audit_payloads", row) for row in rows.mappings().all()]
    return [
        Reason(row["recorded_at"], row["actor_naam"], str(row["payload"].get("reden", "")))
        for row in found
    ]


def users(connection: Connection, gemeenten: Collection[str]) -> list[tuple[str, str]]:
    """Id and name of everybody with a role in these municipalities, by name."""
    rows = connection.execute(
        select(GebruikerRow.id, GebruikerRow.naam)
        .join(RolRow, RolRow.gebruiker_id == GebruikerRow.id)
        .where(RolRow.gemeente.in_(gemeenten))
        .distinct()
        .order_by(GebruikerRow.naam)
    )
    return [(row.id, row.naam) for row in rows]


def name_of(naam: str | None, gebruiker: str) -> str:
    """What to call a user of whom only the id may be left."""
    return naam or (SYSTEEM.naam if gebruiker == SYSTEEM.id else gebruiker)


def wanted(which: Filter) -> list[Any]:
    """The conditions of a filter on the access log."""
    found: list[Any] = [InzageRow.gemeente.in_(which.gemeenten)]
    if which.gebruiker:
        found.append(InzageRow.gebruiker == which.gebruiker)
    if which.nummer:
        numbered = select(ZaakRow.id).where(ZaakRow.nummer == which.nummer)
        found.append(InzageRow.zaak_id.in_(numbered))
    if which.soort:
        found.append(InzageRow.soort == which.soort)
    if which.van is not None:
        found.append(InzageRow.op >= which.van)
    if which.tot is not None:
        found.append(InzageRow.op < which.tot)
    return found


def _lines(which: Filter) -> Select[Any]:
    return (
        select(InzageRow.__table__, ZaakRow.nummer, GebruikerRow.naam, DocumentRow.document)
        .outerjoin(ZaakRow, ZaakRow.id == InzageRow.zaak_id)
        .outerjoin(GebruikerRow, GebruikerRow.id == InzageRow.gebruiker)
        .outerjoin(
            DocumentRow,
            and_(DocumentRow.id == InzageRow.papier_id, DocumentRow.zaak_id == InzageRow.zaak_id),
        )
        .where(*wanted(which))
        .order_by(InzageRow.id.desc())
    )


def _line(row: Mapping[Any, Any]) -> LogLine:
    return LogLine(
        id=row["id"],
        op=row["op"],
        gebruiker=row["gebruiker"],
        naam=name_of(row["naam"], row["gebruiker"]),
        rol=row["rol"],
        gemeente=row["gemeente"],
        soort=row["soort"],
        doel=row["doel"],
        route=row["route"],
        zaak_id=row["zaak_id"],
        nummer=row["nummer"],
        deel=row["deel"],
        document=row["document"],
    )
