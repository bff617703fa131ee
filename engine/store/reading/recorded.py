"""What people did in a case, from its record: enough to do it again elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from engine.model.gebruikers import Mandaat
from engine.model.gemeente import Gemeente
from engine.store import gemeenten
from engine.store.kluis import opened
from engine.store.schema.gebruikers import MandaatRow
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow, ProcessStateRow
from engine.store.schema.zaken import ZaakRow

_TASK, _MESSAGE = "zaak:taak:voltooid", "zaak:bericht:ontvangen"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAct:
    """One thing somebody did.

    Attributes:
        op: when it was recorded (UTC).
        taak, bericht: which of the two it was; element: the node of the model, for a task.
    """

    op: datetime
    wie: str
    naam: str
    rol: str
    taak: str | None
    bericht: str | None
    element: str | None
    antwoord: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCase:
    """A case as it was lived: the municipality, its mandates, and every act in order.

    Attributes:
        model: hash of the version it runs on now.
        moved: it changed version along the way, so that no single version played all of it.
    """

    zaak_id: str
    nummer: str
    model: str
    gemeente: Gemeente
    mandaten: tuple[Mandaat, ...]
    acts: tuple[RecordedAct, ...]
    moved: bool


def cases(connection: Connection) -> list[RecordedCase]:
    """Every case whose file is still there, in the order in which they came in."""
    rows = connection.execute(
        select(ZaakRow.id, ZaakRow.nummer, ZaakRow.gemeente, ProcessStateRow.model)
        .join(ProcessStateRow, ProcessStateRow.zaak_id == ZaakRow.id)
        .order_by(ZaakRow.nummer)
    ).all()
    return [
        RecordedCase(
            zaak_id=row.id,
            nummer=row.nummer,
            model=row.model,
            gemeente=gemeenten.load(connection, row.gemeente),
            mandaten=_mandates(connection, row.gemeente),
            acts=_acts(connection, row.id),
            moved=_moved(connection, row.id),
        )
        for row in rows
    ]


def _acts(connection: Connection, zaak_id: str) -> tuple[RecordedAct, ...]:
    rows = connection.execute(
        select(AuditEventRow, AuditPayloadRow.payload, AuditPayloadRow.actor_naam)
        .join(AuditPayloadRow, AuditPayloadRow.event_id == AuditEventRow.id)
        .where(AuditEventRow.stream == zaak_id, AuditEventRow.kind.in_((_TASK, _MESSAGE)))
        .order_by(AuditEventRow.seq)
    ).mappings()
    return tuple(
        RecordedAct(
            op=row["recorded_at"],
            wie=row["actor"],
            naam=row["actor_naam"],
            rol=row["rol"],
            taak=row["details"].get("taak"),
            bericht=row["details"].get("bericht"),
            element=row["details"].get("element"),
            antwoord=opened(connection, zaak_id, "audit_payloads", row)["payload"].get(
                "antwoord", {}
            ),
        )
        for row in rows.all()
    )


def _moved(connection: Connection, zaak_id: str) -> bool:
    found = connection.execute(
        select(AuditEventRow.id)
        .where(AuditEventRow.stream == zaak_id, AuditEventRow.kind == "zaak:model:gewisseld")
        .limit(1)
    )
    return found.first() is not None


def _mandates(connection: Connection, gemeente: str) -> tuple[Mandaat, ...]:
    rows = connection.execute(
        select(MandaatRow.__table__).where(MandaatRow.gemeente == gemeente)
    ).mappings()
    return tuple(
        Mandaat(
            gemeente=gemeente,
            hulpofficier=row["hulpofficier"],
            van=row["van"],
            tot=min(row["tot"], row["ingetrokken_per"] or row["tot"]),
            verleend_door=row["verleend_door"],
        )
        for row in rows
    )
