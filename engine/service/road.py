"""The one road: every change of a case, whoever asks for it, takes these same steps.

Lock · settle what has fallen due · may this user? · is the case waiting for it? · form · proposal ·
guards · record · move the process · settle · write · commit. A refusal undoes everything and is
then put on the record by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from engine.access import policy
from engine.clock import Clock
from engine.errors import (
    InvalidForm,
    NotFound,
    NotWaiting,
    Reden,
    Refused,
    RefusedByLaw,
    Stale,
)
from engine.law import guards
from engine.law.binding import huisverbod
from engine.law.guards.wie import refuse_too_late
from engine.law.moments import local_date
from engine.model.gebruikers import Actor, Rol
from engine.model.gemeente import Gemeente
from engine.model.melding import Melding
from engine.model.zaak import Status, Zaak
from engine.service import bewaring, sending
from engine.service.acts import Complete, Outcome, Send
from engine.service.answers import plain, without_secrets
from engine.service.case import Case, new_step
from engine.service.firing import UNRUNNABLE, keep_passed, retried
from engine.service.modellen import Model, Models
from engine.step import Routing
from engine.store import audit, facts, gemeenten, scope, zaken
from engine.store.audit import BEHEER, AuditEvent
from engine.store.work import Connection, Database, widened
from engine.tasks.melding import secret_addresses
from engine.tasks.registry import MESSAGES, TASKS, Answer

T = TypeVar("T")


class Road:
    """Moves cases on, each step in one transaction."""

    def __init__(self, database: Database, clock: Clock, models: Models) -> None:
        self.database = database
        self.clock = clock
        self.models = models

    # -- the acts -----------------------------------------------------------------------------

    def report(self, actor: Actor, data: Mapping[str, Any], kenmerk: str | None = None) -> Outcome:
        """Start a case from a report; with a mark it was sent with before, give that case.

        Raises:
            Refused: not in this role, an ill-formed report, a guard, or a double one.
        """
        now = self.clock.now()

        def step(connection: Connection) -> Outcome:
            gemeente = self._gemeente_of(connection, data)
            rol = policy.check_report(actor, gemeente.code)
            start = partial(self._start, connection, actor, rol, gemeente, data, now)
            return sending.once(connection, actor, kenmerk, now, start)

        with (
            scope.seeing(actor.gemeenten),
            self._refusals_recorded(actor, None, {"bericht": "melding"}),
        ):
            return self._retried(step)

    def complete(self, actor: Actor, zaak_id: str, act: Complete) -> Outcome:
        """Finish an open task.

        Raises:
            NotFound: no such case for this user.
            Refused: not this user, not now, an ill-formed answer, or a guard.
        """
        return self._act(
            actor, zaak_id, {"taak": act.task}, lambda case: _complete(case, actor, act)
        )

    def send(self, actor: Actor, zaak_id: str, act: Send) -> Outcome:
        """Deliver a message.

        Raises:
            NotFound: no such case for this user.
            Refused: not this user, not now, an ill-formed answer, or a guard.
        """
        return self._act(
            actor, zaak_id, {"bericht": act.message}, lambda case: _send(case, actor, act)
        )

    def messages(self, record: zaken.CaseRecord) -> list[str]:
        """The messages a case waits for now, in the order of the registry."""
        with self.database.reading() as connection:
            case = self._case(connection, record, self.clock.now())
        awaited = case.process.messages()
        return [name for name in MESSAGES if name in awaited]

    # -- how an act is taken ------------------------------------------------------------------

    def _act(
        self,
        actor: Actor,
        zaak_id: str,
        details: Mapping[str, Any],
        take: Callable[[Case], None],
    ) -> Outcome:
        def step(connection: Connection) -> Outcome:
            record = zaken.load(connection, zaak_id, lock=True)
            policy.check_sees(actor, record.zaak.gemeente.code)
            now = self.clock.now()
            try:
                case = self._case(connection, record, now)
            except UNRUNNABLE:
                if details != {"taak": "wissen"}:
                    raise
                return bewaring.destroy_without_model(connection, record, actor, now)
            case.settle()
            take(case)
            case.settle()
            case.save()
            keep_passed(connection, [case], now, self.clock.now())
            return _outcome(case)

        with scope.seeing(actor.gemeenten), self._refusals_recorded(actor, zaak_id, details):
            outcome = self._retried(step)
        if outcome.status == Status.GEWIST:
            self.database.leave_no_trace()
        return outcome

    def _case(self, connection: Connection, record: zaken.CaseRecord, now: datetime) -> Case:
        return Case.load(
            connection,
            record,
            self.models.version(connection, record.model, record.zaak.gemeente.code),
            now,
        )

    def _retried(self, step: Callable[[Connection], T]) -> T:
        return retried(self.database, step)

    def _start(
        self,
        connection: Connection,
        actor: Actor,
        rol: Rol,
        gemeente: Gemeente,
        data: Mapping[str, Any],
        now: datetime,
    ) -> Outcome:
        model = self.models.newest
        empty = Zaak(id=str(uuid.uuid4()), nummer="", gemeente=gemeente, feiten=())
        step = new_step(empty, actor, rol, model, now, _blank_routing(gemeente, model))
        answer = MESSAGES["melding"]
        form = answer.read(data, step)
        melding = answer.propose(form, step)
        assert isinstance(melding, Melding)  # noqa: S101 - what this answer proposes
        _refuse_double(connection, melding, gemeente)
        guards.check(empty, melding, now)
        nummer = zaken.next_number(connection, local_date(now).year)
        step.zaak = Zaak(id=empty.id, nummer=nummer, gemeente=gemeente, feiten=())
        step.record(melding)
        step.routing.update(answer.routing(melding))
        self.models.keep(connection, now)
        case = Case(connection, None, None, step)
        case.begin(model)
        case.note(
            "zaak:bericht:ontvangen", {"bericht": "melding"}, {"antwoord": without_secrets(data)}
        )
        case.save(model.hash)
        for persoon_id, adres in secret_addresses(form, melding).items():
            facts.save_secret_address(connection, step.zaak.id, persoon_id, adres)
        return _outcome(case)

    def _gemeente_of(self, connection: Connection, data: Mapping[str, Any]) -> Gemeente:
        try:
            return gemeenten.load(connection, str(data.get("gemeente", "")))
        except NotFound:
            raise InvalidForm(
                {"gemeente": [Reden("Deze gemeente is hier niet bekend. Kies een gemeente.")]}
            ) from None

    def _refusals_recorded(
        self, actor: Actor, zaak_id: str | None, details: Mapping[str, Any]
    ) -> _RefusalRecorder:
        return _RefusalRecorder(self.database, self.clock, actor, zaak_id, details)


class _RefusalRecorder:
    """Puts a refusal on the record in a transaction of its own, after the step was undone."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Actor,
        zaak_id: str | None,
        details: Mapping[str, Any],
    ) -> None:
        self.database = database
        self.clock = clock
        self.actor = actor
        self.zaak_id = zaak_id
        self.details = details

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, Refused):
            return
        now = self.clock.now()
        # a try from elsewhere is written down where the case is
        with scope.everywhere(), self.database.writing() as connection:
            head = zaken.head(connection, self.zaak_id) if self.zaak_id else None
            audit.append(
                connection,
                [
                    AuditEvent(
                        stream=self.zaak_id or BEHEER,
                        gemeente=head.gemeente if head else None,
                        kind="zaak:actie:geweigerd",
                        actor=self.actor.id,
                        actor_naam=self.actor.naam,
                        rol=None,
                        at=now,
                        recorded_at=now,
                        status_before=head.status if head else None,
                        status_after=head.status if head else None,
                        details={**self.details, "code": error.code},
                        payload={"redenen": [str(reden) for reden in error.reasons]},
                    )
                ],
            )


def _complete(case: Case, actor: Actor, act: Complete) -> None:
    """May he, does the case wait for it, does the law allow it; then it is done."""
    if act.task not in TASKS:
        raise NotWaiting(Reden("Er bestaat geen taak {taak}.", {"taak": act.task}))
    answer, zaak = TASKS[act.task], case.zaak
    task = _open_task(case, act, actor)
    rol = policy.check_task(actor, zaak.gemeente.code, act.task, _roles(task.rollen))
    known = case.tasks.get(task.id)
    if known is not None and known.behandelaar not in (None, actor.id):
        raise Stale(
            Reden(
                "{naam} is met deze taak bezig. Neem haar eerst over als u haar wilt afmaken.",
                {"naam": known.behandelaar_naam},
            ),
            door=known.behandelaar_naam,
        )
    case.acts(actor, rol)
    case.step.element = task.element
    details: dict[str, Any] = {"taak": act.task, "taak_id": task.id, "element": task.element}
    payload: dict[str, Any] = {"antwoord": plain(act.answer)}
    if act.bevestigd is not None:
        case.step.bevestigd_met = details["bevestigd_met"] = act.bevestigd.middel.value
        payload["bevestiging"] = {**act.bevestigd.bewijs, "op": act.bevestigd.op.isoformat()}
    _record(case, answer, act.answer)
    sending.finished(case, task.id)
    case.process.complete(case.step, task.id)
    case.step.move_deadlines()
    case.note("zaak:taak:voltooid", details, payload)


def _send(case: Case, actor: Actor, act: Send) -> None:
    answer = MESSAGES.get(act.message)
    if answer is None:
        raise NotWaiting(Reden("Er bestaat geen bericht {bericht}.", {"bericht": act.message}))
    rol = policy.check_message(actor, case.zaak.gemeente.code, act.message)
    if sending.is_repeated(case, actor, act):
        return
    if not case.process.waits_for(act.message):
        raise NotWaiting(Reden("De zaak wacht nu niet op dit bericht. Bekijk waar zij staat."))
    case.acts(actor, rol)
    _record(case, answer, act.answer)
    case.process.send(case.step, act.message)
    case.step.move_deadlines()
    case.note("zaak:bericht:ontvangen", {"bericht": act.message}, {"antwoord": plain(act.answer)})


def _record(case: Case, answer: Answer, data: Mapping[str, object]) -> None:
    """Form → proposal → guards → file."""
    step = case.step
    proposal = answer.propose(answer.read(data, step), step)
    guards.check(step.zaak, proposal, step.recorded_at)
    step.record(proposal)
    step.routing.update(answer.routing(proposal))


def _open_task(case: Case, act: Complete, actor: Actor) -> Any:
    """The open task that is meant.

    Raises:
        RefusedByLaw: the law itself says that it is too late, or for others.
        Stale: somebody else finished it.
        NotWaiting: the case does not wait for it.
    """
    open_now = case.process.open_tasks(case.step.routing)
    # without a visit the node that has the task's own name is meant before others that ask it
    wanted = act.element or act.task
    for task in sorted(open_now, key=lambda task: task.element != wanted):
        if task.task == act.task and act.task_id in (None, task.id):
            return task
    refuse_too_late(case.zaak, act.task, case.step.recorded_at)
    if act.task_id is not None and act.task_id in case.tasks_done():
        naam, op = case.tasks_done()[act.task_id]
        raise Stale(
            Reden("{naam} was u voor: deze taak is al gedaan.", {"naam": naam}), door=naam, op=op
        )
    raise NotWaiting(Reden("De zaak wacht nu niet op deze taak. Bekijk waar zij staat."))


def _refuse_double(connection: Connection, melding: Melding, gemeente: Gemeente) -> None:
    nummer = melding.registratienummer
    if nummer is None:
        return
    with widened(connection):  # the police give a number out once, wherever it is reported
        found = zaken.find_by_registration(connection, nummer)
    if found is None:
        return
    taken = Reden(
        "Registratienummer {registratie} is al in gebruik. Controleer het nummer.",
        {"registratie": nummer},
    )
    if found.gemeente == gemeente.code:
        # that a case exists, and which, is for its own municipality alone
        taken = Reden(
            "Er is al een zaak met registratienummer {registratie}: {nummer}. Ga daar verder.",
            {"registratie": nummer, "nummer": found.nummer},
        )
    raise RefusedByLaw("melding-dubbel", [taken])


def _blank_routing(gemeente: Gemeente, model: Model) -> Routing:
    """Every name an expression may read, unanswered: no gateway ever meets an unknown name."""
    names = {name for each in (*TASKS.values(), *MESSAGES.values()) for name in each.routes}
    names |= model.answers
    return {**dict.fromkeys(sorted(names)), "hulpinstantie": gemeente.hulpinstantie is not None}


def _roles(rollen: tuple[str, ...]) -> tuple[Rol, ...]:
    return tuple(Rol(rol) for rol in rollen)


def _outcome(case: Case) -> Outcome:
    order = huisverbod(case.zaak)
    return Outcome(
        zaak_id=case.zaak.id,
        nummer=case.zaak.nummer,
        status=case.status(),
        einde=order.einde if order else None,
    )
