"""Taking an open task into one's own hands, and giving it back."""

from __future__ import annotations

from engine.access import policy
from engine.clock import Clock
from engine.errors import NotFound, NotWaiting, Reden, Stale
from engine.model.gebruikers import Actor, Rol
from engine.store import audit, zaken
from engine.store.audit import AuditEvent
from engine.store.work import Connection, Database
from engine.store.zaken import TaskOnList


class Taken:
    """Who is working on what."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def claim(self, actor: Actor, zaak_id: str, task_id: str) -> None:
        """Take a task, also from a colleague who has it.

        Raises:
            NotFound: no such case for this user.
            NotWaiting: the task is not open (any more).
            Refused: the user's roles do not do this task.
        """
        with self.database.writing() as connection:
            head, task = self._open(connection, actor, zaak_id, task_id)
            policy.check_task(
                actor, head.gemeente, task.taak, tuple(Rol(rol) for rol in task.rollen)
            )
            zaken.assign(connection, task_id, actor.id, actor.naam)
            self._note(connection, actor, zaak_id, head, "zaak:taak:opgepakt", task)

    def release(self, actor: Actor, zaak_id: str, task_id: str) -> None:
        """Give a task back.

        Raises:
            NotFound: no such case for this user.
            NotWaiting: the task is not open (any more).
            Stale: a colleague has taken it over.
        """
        with self.database.writing() as connection:
            head, task = self._open(connection, actor, zaak_id, task_id)
            if task.behandelaar != actor.id:
                raise Stale(Reden("Deze taak is niet (meer) bij u."), door=task.behandelaar_naam)
            zaken.assign(connection, task_id, None, None)
            self._note(connection, actor, zaak_id, head, "zaak:taak:losgelaten", task)

    def _open(
        self, connection: Connection, actor: Actor, zaak_id: str, task_id: str
    ) -> tuple[zaken.CaseHead, TaskOnList]:
        head = zaken.head(connection, zaak_id)
        if head is None:
            raise NotFound(zaak_id)
        policy.check_sees(actor, head.gemeente)
        task = zaken.open_task(connection, zaak_id, task_id)
        if task is None:
            raise NotWaiting(Reden("Deze taak is niet meer open. Bekijk waar de zaak staat."))
        return head, task

    def _note(
        self,
        connection: Connection,
        actor: Actor,
        zaak_id: str,
        head: zaken.CaseHead,
        kind: str,
        task: TaskOnList,
    ) -> None:
        now = self.clock.now()
        audit.append(
            connection,
            [
                AuditEvent(
                    stream=zaak_id,
                    gemeente=head.gemeente,
                    kind=kind,
                    actor=actor.id,
                    actor_naam=actor.naam,
                    rol=None,
                    at=now,
                    recorded_at=now,
                    status_before=head.status,
                    status_after=head.status,
                    details={"taak": task.taak, "taak_id": task.id},
                )
            ],
        )
