"""Access in an emergency: who allows it, who used it, and what was thought of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from engine.store.kluis import opened
from engine.store.schema.gebruikers import GebruikerRow
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.noodtoegang import NoodInstellingRow, NoodtoegangRow
from engine.store.schema.zaken import ZaakRow

OPENED, JUDGED = "zaak:noodtoegang:geopend", "zaak:noodtoegang:beoordeeld"
#: Lines on the page.
PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegang:
    """Somebody's access to one case, from a moment until another (UTC)."""

    id: str
    zaak_id: str
    gemeente: str
    gebruiker_id: str
    begonnen_op: datetime
    tot: datetime
    beoordeeld_op: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """A line of the report.

    Attributes:
        reden: as it was typed; empty once the file is destroyed.
        terecht: None as long as nobody judged.
    """

    id: str
    zaak_id: str
    nummer: str
    gemeente: str
    gebruiker_id: str
    naam: str
    begonnen_op: datetime
    tot: datetime
    beoordeeld_op: datetime | None
    terecht: bool | None
    reden: str


def allow(connection: Connection, gemeente: str, ambtenaar: str | None, now: datetime) -> None:
    """Let a municipality allow it, telling this official; None: it does not."""
    connection.execute(delete(NoodInstellingRow).where(NoodInstellingRow.gemeente == gemeente))
    if ambtenaar is not None:
        connection.execute(
            insert(NoodInstellingRow).values(gemeente=gemeente, ambtenaar=ambtenaar, sinds=now)
        )


def official(connection: Connection, gemeente: str) -> str | None:
    """Who is told, by user id; None where it is not allowed."""
    return connection.execute(
        select(NoodInstellingRow.ambtenaar).where(NoodInstellingRow.gemeente == gemeente)
    ).scalar()


def told(connection: Connection, gebruiker_id: str) -> list[str]:
    """The municipalities of which this user is told."""
    rows = connection.execute(
        select(NoodInstellingRow.gemeente).where(NoodInstellingRow.ambtenaar == gebruiker_id)
    )
    return sorted(rows.scalars())


def add(connection: Connection, new: Toegang) -> None:
    """Somebody gets access."""
    connection.execute(
        insert(NoodtoegangRow).values(
            id=new.id,
            zaak_id=new.zaak_id,
            gemeente=new.gemeente,
            gebruiker_id=new.gebruiker_id,
            begonnen_op=new.begonnen_op,
            tot=new.tot,
        )
    )


def active(
    connection: Connection, gebruiker_id: str, zaak_id: str, now: datetime
) -> Toegang | None:
    """The access of a user to a case at `now`."""
    row: Any = connection.execute(
        select(NoodtoegangRow).where(
            NoodtoegangRow.gebruiker_id == gebruiker_id,
            NoodtoegangRow.zaak_id == zaak_id,
            NoodtoegangRow.begonnen_op <= now,
            NoodtoegangRow.tot > now,
        )
    ).first()
    return _toegang(row) if row is not None else None


def find(connection: Connection, id: str) -> Toegang | None:
    """One access, by its id."""
    row: Any = connection.execute(select(NoodtoegangRow).where(NoodtoegangRow.id == id)).first()
    return _toegang(row) if row is not None else None


def count_since(connection: Connection, gebruiker_id: str, since: datetime) -> int:
    """How often a user opened a case this way since a moment (UTC)."""
    return connection.execute(
        select(func.count())
        .select_from(NoodtoegangRow)
        .where(NoodtoegangRow.gebruiker_id == gebruiker_id, NoodtoegangRow.begonnen_op >= since)
    ).scalar_one()


def judge(connection: Connection, id: str, door: str, now: datetime, *, terecht: bool) -> bool:
    """Keep what was thought of it; False when somebody did already."""
    result = connection.execute(
        update(NoodtoegangRow)
        .where(NoodtoegangRow.id == id, NoodtoegangRow.beoordeeld_op.is_(None))
        .values(beoordeeld_op=now, beoordeeld_door=door, terecht=terecht)
    )
    return result.rowcount == 1


def report(connection: Connection, gemeenten: Collection[str], gebruiker_id: str) -> list[Regel]:
    """What happened in these municipalities, and what this user did, the newest first."""
    rows = connection.execute(
        select(NoodtoegangRow, ZaakRow.nummer, GebruikerRow.naam)
        .join(ZaakRow, ZaakRow.id == NoodtoegangRow.zaak_id)
        .join(GebruikerRow, GebruikerRow.id == NoodtoegangRow.gebruiker_id)
        .where(
            or_(
                NoodtoegangRow.gemeente.in_(gemeenten),
                NoodtoegangRow.gebruiker_id == gebruiker_id,
            )
        )
        .order_by(NoodtoegangRow.begonnen_op.desc(), NoodtoegangRow.id)
        .limit(PAGE)
    ).all()
    why = _reasons(connection, {row.zaak_id for row in rows})
    return [
        Regel(
            id=row.id,
            zaak_id=row.zaak_id,
            nummer=row.nummer,
            gemeente=row.gemeente,
            gebruiker_id=row.gebruiker_id,
            naam=row.naam,
            begonnen_op=row.begonnen_op,
            tot=row.tot,
            beoordeeld_op=row.beoordeeld_op,
            terecht=row.terecht,
            reden=why.get(row.id, ""),
        )
        for row in rows
    ]


def _reasons(connection: Connection, zaken: Collection[str]) -> dict[str, str]:
    rows = connection.execute(
        select(AuditEventRow.stream, AuditEventRow.details, AuditPayloadRow.payload)
        .join(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream.in_(zaken), AuditEventRow.kind == OPENED)
    )
    found = {}
    for row in rows.mappings().all():
        own = opened(connection, row["stream"], "audit_payloads", row)
        found[str(row["details"]["toegang"])] = str(own["payload"].get("reden", ""))
    return found


def _toegang(row: Any) -> Toegang:
    return Toegang(
        id=row.id,
        zaak_id=row.zaak_id,
        gemeente=row.gemeente,
        gebruiker_id=row.gebruiker_id,
        begonnen_op=row.begonnen_op,
        tot=row.tot,
        beoordeeld_op=row.beoordeeld_op,
    )
