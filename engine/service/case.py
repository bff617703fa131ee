"""One case in hand, for the length of one transaction: its record, its process, its step.

Whatever is due is settled first, each moment by itself; then somebody's act; then what that act
made due. What was changed is written once, when the case is put down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.law.binding import huisverbod, status_at
from engine.law.figures import cijfers, zaakcijfers
from engine.law.moments import local_date
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.model.oplegging import Ondertekening
from engine.model.termijnen import DeadlineState
from engine.model.zaak import Zaak
from engine.process.models import Model
from engine.process.workflow import Instance
from engine.service import aanleiding
from engine.service.due import Due
from engine.service.followup import follow_up
from engine.step import Event, PaperAsk, Step
from engine.store import audit, bewaring, outbox, users, zaken
from engine.store import cijfers as figures
from engine.store.audit import AuditEvent
from engine.store.work import Connection


class Case:
    """A case under lock.

    Attributes:
        step: the context of what happens to it now.
        process: where it stands in its model.
        events: what the record will say of it.
        passed: the moments (UTC) that fell due and took effect in this step.
    """

    def __init__(
        self,
        connection: Connection,
        record: zaken.CaseRecord | None,
        process: Instance | None,
        step: Step,
    ) -> None:
        self.connection = connection
        self.step = step
        self._record = record
        self._process = process
        self._known = len(record.zaak.feiten) if record else 0
        self._status_before = record.status if record else None
        self.events: list[AuditEvent] = []
        self.passed: list[datetime] = []

    @classmethod
    def load(
        cls, connection: Connection, record: zaken.CaseRecord, model: Model, recorded_at: datetime
    ) -> Case:
        """A case that exists."""
        step = Step(
            zaak=record.zaak,
            actor=SYSTEEM,
            rol=None,
            at=recorded_at,
            recorded_at=recorded_at,
            papers=record.papers,
            routing=record.routing,
            decide=model.decide,
            due=Due(),
            deadlines=dict(record.deadlines),
            filed=lambda: outbox.papers_asked(connection, record.zaak.id),
        )
        return cls(connection, record, Instance.restore(model, record.state), step)

    @property
    def process(self) -> Instance:
        """Where the case stands in its model."""
        if self._process is None:
            raise ValueError("the case has not started")
        return self._process

    @property
    def was_aside(self) -> bool:
        """Whether it could not move on when it was tried before."""
        return self._record is not None and self._record.opzij_tot is not None

    @property
    def zaak(self) -> Zaak:
        """The case as it stands now."""
        return self.step.zaak

    @property
    def tasks(self) -> Mapping[str, zaken.TaskOnList]:
        """The open tasks as they were when the case was loaded, by id."""
        return self._record.tasks if self._record else {}

    def tasks_done(self) -> Mapping[str, tuple[str, datetime]]:
        """Who finished which visit of a task, and when (UTC)."""
        return audit.who_completed(self.connection, self.zaak.id)

    def begin(self, model: Model) -> None:
        """Start the process of a new case."""
        self._process = Instance.start(model, self.step)
        self.settle()

    def acts(self, actor: Actor, rol: Rol) -> None:
        """From here on the step is this person's, in this role, at the moment of recording."""
        step = self.step
        step.actor, step.rol, step.at = actor, rol, step.recorded_at
        step.mandaat = rol is Rol.HULPOFFICIER and users.has_mandate(
            self.connection, step.zaak.gemeente.code, actor.id, local_date(step.recorded_at)
        )

    # -- time ---------------------------------------------------------------------------------

    def settle(self) -> bool:
        """Let everything due up to the moment of recording happen, each at its own moment.

        Returns:
            Whether anything was due.
        """
        step = self.step
        actor, rol = step.actor, step.rol
        happened = False
        while (moment := self.next_due()) is not None and moment <= step.recorded_at:
            happened = True
            self.passed.append(moment)
            step.actor, step.rol, step.at = SYSTEEM, None, moment
            self._pass_deadlines(moment)
            self.process.fire(step)
            step.move_deadlines()
            self._note_status()
        step.actor, step.rol, step.at = actor, rol, step.recorded_at
        return happened

    def let_pass(self, moment: datetime) -> tuple[list[AuditEvent], list[PaperAsk]]:
        """Let time pass to a moment (UTC) without anybody acting, and tell what came of it.

        Nothing of it is written: this looks ahead, on a case that is put away afterwards.
        """
        self.step.recorded_at = self.step.at = moment
        self.settle()
        happened, self.events = self.events, []
        asked, self.step.asked = self.step.asked, []
        return happened, asked

    def next_due(self) -> datetime | None:
        """The earliest moment (UTC) at which a timer or a term of this case falls due."""
        moments = [
            deadline.due
            for deadline in self.step.deadlines.values()
            if deadline.state is DeadlineState.OPEN
        ]
        timer = self.process.next_due()
        return min([*moments, *([timer] if timer else [])], default=None)

    def _pass_deadlines(self, moment: datetime) -> None:
        for deadline in list(self.step.deadlines.values()):
            if deadline.state is DeadlineState.OPEN and deadline.due <= moment:
                self.step.close_deadline(deadline.termijn, DeadlineState.VERSTREKEN, deadline.due)

    # -- record -------------------------------------------------------------------------------

    def note(self, kind: str, details: Mapping[str, Any], payload: Mapping[str, Any]) -> None:
        """Put an act on the record, with what followed from it within the step."""
        step = self.step
        status = self.status()
        self.events.append(
            AuditEvent(
                stream=step.zaak.id,
                gemeente=step.zaak.gemeente.code,
                kind=kind,
                actor=step.actor.id,
                actor_naam=step.actor.naam,
                rol=step.rol.value if step.rol else None,
                at=step.at,
                recorded_at=step.recorded_at,
                status_before=self._status_before,
                status_after=status,
                details=details,
                payload=payload,
            )
        )
        self._status_before = status
        self._note_events()

    def status(self) -> str:
        """The status at the moment the step counts from."""
        return status_at(self.zaak, self.step.at).value

    def _note_status(self) -> None:
        """Put on the record that a moment changed the status, and what else it brought."""
        self._note_events()
        status = self.status()
        if status != self._status_before:
            self.events.append(
                self._by_itself(Event("zaak:status:gewijzigd", self.step.at, {}), status)
            )
            self._status_before = status

    def _note_events(self) -> None:
        self.events += [self._by_itself(event, self._status_before) for event in self.step.events]
        self.step.events.clear()

    def _by_itself(self, event: Event, status_after: str | None) -> AuditEvent:
        return AuditEvent(
            stream=self.zaak.id,
            gemeente=self.zaak.gemeente.code,
            kind=event.kind,
            actor=SYSTEEM.id,
            actor_naam=SYSTEEM.naam,
            rol=None,
            at=event.at,
            recorded_at=self.step.recorded_at,
            status_before=self._status_before,
            status_after=status_after,
            details=event.details,
        )

    # -- putting down -------------------------------------------------------------------------

    def save(self, model: str | None = None) -> None:
        """Write everything that changed.

        Args:
            model: hash of the model version, for a case that has just started.

        Raises:
            Stale: somebody else moved the case meanwhile.
        """
        if self.step.destroy and self._record is not None:
            bewaring.destroy(self.connection, self._record, cijfers(self.zaak, self.step.deadlines))
        else:
            change = self._change()
            if self._record is None:
                nummer = self.zaak.melding.registratienummer
                zaken.add(self.connection, change, model or "", nummer)
            else:
                zaken.save(self.connection, [(self._record, change)])
            self.count()
            outbox.put(self.connection, self.told(change))
        outbox.put(self.connection, self.papers())
        for feit in self.step.recorded:
            if isinstance(feit, Ondertekening) and not self.step.destroy:
                self._ask_signature(feit)
        audit.append(self.connection, self.events)

    def moved(self) -> list[tuple[zaken.CaseRecord, zaken.CaseChange]]:
        """The case as it was loaded and what is new; nothing for one that has just started."""
        return [(self._record, self._change())] if self._record is not None else []

    def papers(self) -> list[dict[str, Any]]:
        """What was asked for, as rows of the outbox."""
        asked = {
            paper.key: {"document": paper.document, "aan": paper.aan, "facts": paper.facts}
            for paper in self.step.asked
        }
        return outbox.as_rows(self.zaak.id, outbox.PAPER, asked, self.step.recorded_at)

    def _ask_signature(self, feit: Ondertekening) -> None:
        """Ask for the digital signature in exactly the bytes that somebody approved."""
        gemeente = self.zaak.gemeente
        outbox.ask(
            self.connection,
            self.zaak.id,
            outbox.SIGN,
            f"{self.zaak.id}:{feit.document}:{feit.sha256}",
            {
                "document": feit.document,
                "aan": "uithuisgeplaatste",
                "sha256": feit.sha256,
                "gemeente": gemeente.code,
                "gemeente_naam": gemeente.naam,
                "rol": feit.rol.value,
                "naam": feit.door_naam,
                "gebruiker": feit.door,
                "bevestigd_met": self.step.bevestigd_met,
                "op": feit.ondertekend_op.isoformat(),
            },
            self.step.recorded_at,
        )

    def count(self) -> None:
        """Keep the figures of the case, where a step changed them or whom and where it is about."""
        zaak, before = self.zaak, self._record
        now = zaakcijfers(zaak, self.step.deadlines)
        if before is None:
            figures.add(self.connection, zaak, now)
            return
        about, was_about = zaak.melding, before.zaak.melding
        if (now, about.betrokkene, about.locatie) != (
            zaakcijfers(before.zaak, before.deadlines),
            was_about.betrokkene,
            was_about.locatie,
        ):
            figures.change(self.connection, zaak, now)

    def told(self, change: zaken.CaseChange) -> list[dict[str, Any]]:
        """What people are told: which tasks opened and what happened; as rows of the outbox."""
        step = self.step
        opened = [task for task in change.tasks if task.id not in self.tasks]
        told = aanleiding.of_step(
            step.zaak.id,
            step.zaak.gemeente.code,
            opened,
            change.feiten,
            self._known,
            step.actor,
            step.recorded_at,
        )
        return outbox.as_rows(step.zaak.id, outbox.TELL, told, step.recorded_at)

    def _change(self) -> zaken.CaseChange:
        order = huisverbod(self.zaak)
        return zaken.CaseChange(
            zaak=self.zaak,
            known=self._known,
            status=status_at(self.zaak, self.step.recorded_at).value,
            opgelegd_op=order.opgelegd_op if order else None,
            einde=order.einde if order else None,
            state=self.process.dump(),
            routing=self.step.routing,
            wake_at=self.next_due(),
            deadlines=self.step.deadlines,
            tasks=self.open_tasks(),
        )

    def open_tasks(self) -> list[zaken.TaskOnList]:
        """The open tasks, with follow-up times as the terms stand now."""
        step = self.step
        policy = step.zaak.gemeente.opvolgtijden
        found = []
        for task in self.process.open_tasks(step.routing):
            known = self.tasks.get(task.id)
            opened = known.geopend_op if known else step.recorded_at
            text = policy.get(task.task, task.opvolgtijd)
            found.append(
                zaken.TaskOnList(
                    id=task.id,
                    taak=task.task,
                    naam=task.naam,
                    rollen=task.rollen,
                    geopend_op=opened,
                    opvolgen=follow_up(text, opened, lambda term: step.due(step.zaak, term)),
                    behandelaar=known.behandelaar if known else None,
                    behandelaar_naam=known.behandelaar_naam if known else None,
                    opgepakt_op=known.opgepakt_op if known else None,
                )
            )
        return found


def new_step(zaak: Zaak, actor: Actor, rol: Rol, model: Model, now: datetime, routing: Any) -> Step:
    """The step in which a case starts."""
    return Step(
        zaak=zaak,
        actor=actor,
        rol=rol,
        at=now,
        recorded_at=now,
        routing=routing,
        decide=model.decide,
        due=Due(),
    )


def save_together(connection: Connection, cases: Sequence[Case]) -> None:
    """Write what time alone changed in several cases, each table once for all of them.

    Raises:
        Stale: somebody else moved one of them meanwhile.
    """
    alone = [case for case in cases if case.step.destroy or case.step.recorded]
    for case in alone:
        case.save()
    together = [case for case in cases if case not in alone]
    moved = [moved for case in together for moved in case.moved()]
    if moved:
        zaken.save(connection, moved)
        for case in together:
            case.count()
        outbox.put(
            connection,
            [
                row
                for case, (_, change) in zip(together, moved, strict=True)
                for row in (*case.told(change), *case.papers())
            ],
        )
        audit.append(connection, [event for case in together for event in case.events])
