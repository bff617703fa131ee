"""Destroying a file: everything in which anybody can be found goes, in one transaction (Wth 10.1).

The key of the case goes with it, so that what is in backups does not open either. What stays:
the case number with the status `gewist`, the chain of the record without its answers, and figures.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from engine.errors import Reden, Stale
from engine.law.figures import zaakcijfers
from engine.model.bewaring import Cijfers
from engine.model.gebruikers import SYSTEEM
from engine.model.termijnen import DeadlineState
from engine.model.zaak import Status
from engine.store import audit, facts, inzage, kluis, zoektekens
from engine.store import cijfers as figures
from engine.store.audit import AuditEvent
from engine.store.schema.attenderingen import AttenderingRow
from engine.store.schema.base import Base
from engine.store.schema.cijfers import ZaakcijfersRow
from engine.store.schema.concepten import ConceptRow, VerzondenRow
from engine.store.schema.mechanics import (
    AuditEventRow,
    AuditPayloadRow,
    CijfersRow,
    DeadlineRow,
    OpenTaskRow,
    OutboxRow,
    ProcessStateRow,
)
from engine.store.schema.watching import IncidentRow, LatenessRow
from engine.store.schema.zaken import AdresRow, DocumentRow, HandtekeningRow, PersoonRow, ZaakRow
from engine.store.zaken import CaseRecord, TaskOnList, insert_tasks

#: Tables with rows of a case besides its facts.
_OF_A_CASE: tuple[type[Base], ...] = (
    PersoonRow,
    AdresRow,
    HandtekeningRow,
    DocumentRow,
    OutboxRow,
    OpenTaskRow,
    DeadlineRow,
    ConceptRow,
    VerzondenRow,
    AttenderingRow,
    LatenessRow,
    IncidentRow,
)


def destroy(connection: Connection, record: CaseRecord, cijfers: Cijfers) -> None:
    """Destroy a case's file and keep its figures.

    Raises:
        Stale: the case moved on since it was loaded.
    """
    zaak_id = record.zaak.id
    gone = connection.execute(
        delete(ProcessStateRow).where(
            ProcessStateRow.zaak_id == zaak_id, ProcessStateRow.version == record.version
        )
    )
    if gone.rowcount != 1:
        raise Stale(Reden("Iemand anders werkte tegelijk aan deze zaak. Bekijk haar opnieuw."))
    counted = zaakcijfers(record.zaak, record.deadlines)
    stays = figures.let_go(connection, record.zaak, counted)
    _wipe(connection, zaak_id, cijfers.jaar)
    inzage.forget(connection)
    connection.execute(
        insert(CijfersRow).values(
            {**dataclasses.asdict(cijfers), "verstreken": list(cijfers.verstreken), **stays}
        )
    )


def destroy_again(connection: Connection, now: datetime) -> int:
    """Destroy what a restore brought back of cases whose keys are gone; gives of how many.

    An older copy of the data, put back with the newest keys, has rows that nobody can open. What
    was counted of those cases was in no copy that old.
    """
    keys = Base.metadata.tables["sleutels"]
    rows = connection.execute(
        select(ZaakRow.id, ZaakRow.gemeente, ZaakRow.status, ZaakRow.gemeld_op)
        .join(keys, keys.c.id == ZaakRow.id)
        .where(keys.c.ingepakt.is_(None), ZaakRow.status != Status.GEWIST.value)
    ).all()
    for row in rows:
        connection.execute(delete(ProcessStateRow).where(ProcessStateRow.zaak_id == row.id))
        connection.execute(delete(ZaakcijfersRow).where(ZaakcijfersRow.zaak_id == row.id))
        _wipe(connection, row.id, row.gemeld_op.year)
        audit.append(
            connection,
            [
                AuditEvent(
                    stream=row.id,
                    gemeente=row.gemeente,
                    kind="zaak:taak:voltooid",
                    actor=SYSTEEM.id,
                    actor_naam=SYSTEEM.naam,
                    rol=None,
                    at=now,
                    recorded_at=now,
                    status_before=row.status,
                    status_after=Status.GEWIST.value,
                    details={"taak": "wissen", "taak_id": "", "teruggezet": True},
                )
            ],
        )
    return len(rows)


def _wipe(connection: Connection, zaak_id: str, jaar: int) -> None:
    """Everything of a case but its number, its record without answers, and who looked."""
    for rows in (*facts.TABLES.values(), *_OF_A_CASE):
        table = Base.metadata.tables[rows.__tablename__]
        connection.execute(delete(table).where(table.c.zaak_id == zaak_id))
    connection.execute(
        update(ZaakRow)
        .where(ZaakRow.id == zaak_id)
        .values(
            status=Status.GEWIST.value,
            registratienummer=None,
            gemeld_op=datetime(jaar, 1, 1, tzinfo=UTC),
            opgelegd_op=None,
            einde=None,
            lopend_op=None,
        )
    )
    # the database lets answers go only once the case says that it was destroyed
    connection.execute(
        delete(AuditPayloadRow).where(
            AuditPayloadRow.event_id.in_(
                select(AuditEventRow.id).where(AuditEventRow.stream == zaak_id)
            )
        )
    )
    zoektekens.remove(connection, zaak_id)
    kluis.of(connection).destroy(connection, zaak_id)


def open_without_model(connection: Connection, record: CaseRecord, task: TaskOnList) -> None:
    """Ask for the destruction of a file whose models can no longer be run."""
    deadline = record.deadlines["bewaartermijn"]
    connection.execute(
        update(DeadlineRow)
        .where(DeadlineRow.zaak_id == record.zaak.id, DeadlineRow.termijn == "bewaartermijn")
        .values(
            state=DeadlineState.VERSTREKEN.value,
            afgedaan_op=deadline.due,
            verwerkt_op=task.geopend_op,
        )
    )
    connection.execute(
        update(ProcessStateRow)
        .where(ProcessStateRow.zaak_id == record.zaak.id)
        .values(wake_at=None, version=record.version + 1)
    )
    insert_tasks(connection, record.zaak, [task])
