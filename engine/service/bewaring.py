"""Destroying a file also when its models cannot be run: the law does not wait for software."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from engine.access import policy
from engine.errors import NotWaiting, Reden
from engine.law.figures import cijfers
from engine.model.bewaring import Wissen
from engine.model.gebruikers import Actor, Rol
from engine.model.termijnen import DeadlineState
from engine.model.zaak import Status
from engine.papers.registry import PAPERS, Context
from engine.service.acts import Outcome
from engine.store import audit, outbox
from engine.store import bewaring as store
from engine.store.audit import AuditEvent
from engine.store.work import Connection
from engine.store.zaken import CaseRecord, TaskOnList

TASK = "wissen"
DOCUMENT, ARCHIVE = "verklaring_van_vernietiging", "archief"
FOLLOW_UP = timedelta(days=30)


def ask_without_model(connection: Connection, record: CaseRecord, now: datetime) -> bool:
    """Open the task `wissen` for a case that cannot be run; False when it is too early for that."""
    deadline = record.deadlines.get("bewaartermijn")
    if deadline is None or deadline.state is not DeadlineState.OPEN or deadline.due > now:
        return False
    task = TaskOnList(
        id=str(uuid.uuid4()),
        taak=TASK,
        naam="Dossier vernietigen",
        rollen=(Rol.AMBTENAAR.value,),
        geopend_op=now,
        opvolgen=now + FOLLOW_UP,
    )
    store.open_without_model(connection, record, task)
    return True


def destroy_without_model(
    connection: Connection, record: CaseRecord, actor: Actor, now: datetime
) -> Outcome:
    """Destroy a file whose models cannot be run, as the task `wissen` does.

    Raises:
        NotWaiting: its retention has not ended, or nobody was asked yet.
        NotAllowed: this user may not.
    """
    zaak = record.zaak
    task = next((each for each in record.tasks.values() if each.taak == TASK), None)
    if task is None:
        raise NotWaiting(Reden("De zaak wacht nu niet op deze taak. Bekijk waar zij staat."))
    rol = policy.check_task(actor, zaak.gemeente.code, TASK, (Rol.AMBTENAAR,))
    confirmed = zaak.with_feit(Wissen(door=actor.id, door_naam=actor.naam, vastgelegd_op=now))
    context = Context(at=now, recorded_at=now, gebeurtenis="gewist", aan=ARCHIVE, huisgenoot=None)
    facts = PAPERS[DOCUMENT](confirmed, context)
    store.destroy(connection, record, cijfers(zaak, record.deadlines))
    outbox.ask(
        connection,
        zaak.id,
        outbox.PAPER,
        f"{task.id}:{DOCUMENT}:{ARCHIVE}",
        {"document": DOCUMENT, "aan": ARCHIVE, "facts": facts},
        now,
    )
    audit.append(
        connection,
        [
            AuditEvent(
                stream=zaak.id,
                gemeente=zaak.gemeente.code,
                kind="zaak:taak:voltooid",
                actor=actor.id,
                actor_naam=actor.naam,
                rol=rol.value,
                at=now,
                recorded_at=now,
                status_before=record.status,
                status_after=Status.GEWIST.value,
                details={"taak": TASK, "taak_id": task.id, "zonder_model": True},
                payload={},
            )
        ],
    )
    return Outcome(zaak_id=zaak.id, nummer=zaak.nummer, status=Status.GEWIST.value, einde=None)
