"""Whose hands an open task is in: taking it up, giving it back, handing it on.

A task waits for a role; having it in hand says who of them does it, so that two do not do the same
at once. Whoever is first has it. Another who wants it all the same takes it over and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from engine.access import policy
from engine.clock import Clock
from engine.errors import InvalidForm, NotAllowed, NotFound, NotWaiting, Reden, Stale
from engine.model.attendering import Attendering
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.service import ontvangers
from engine.service.aanleiding import payload
from engine.store import afwezigheid, audit, outbox, users, vervanging, zaken
from engine.store.work import Connection, Database
from engine.store.zaken import TaskOnList

#: A reason of fewer characters says nothing; of more it belongs elsewhere.
SHORTEST_REASON, LONGEST_REASON = 5, 500


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """Somebody to whom a task can be given.

    Attributes:
        rol: the role in which he would do it.
        weg_tot: until when (UTC) he is away; None: he is not.
    """

    id: str
    naam: str
    rol: Rol
    weg_tot: datetime | None


@dataclass(frozen=True, slots=True)
class _Open:
    """An open task, held until the transaction ends."""

    zaak_id: str
    head: zaken.CaseHead
    task: TaskOnList
    rollen: tuple[Rol, ...] = field(default=())


class Taken:
    """Who is working on what."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def claim(self, actor: Actor, zaak_id: str, task_id: str) -> None:
        """Take up a task that nobody has in hand. Of two at once one has it, the other is told.

        Raises:
            NotFound: no such case for this user.
            NotWaiting: the task is not open (any more).
            Refused: the user's roles do not do this task.
            Stale: a colleague has it.
        """
        with self.database.writing() as connection:
            found = self._open(connection, actor, zaak_id, task_id)
            policy.check_task(actor, found.head.gemeente, found.task.taak, found.rollen)
            if found.task.behandelaar == actor.id:
                return
            if found.task.behandelaar is not None:
                raise _has_it(found.task)
            self._give(connection, found, actor, actor, "zaak:taak:opgepakt")

    def take_over(
        self, actor: Actor, zaak_id: str, task_id: str, reden: str, van: str | None
    ) -> None:
        """Take a task that a colleague has in hand, with a reason that goes on the record.

        Args:
            van: id of the colleague who had it when this was asked.

        Raises:
            NotFound, NotWaiting, Refused: as `claim`.
            InvalidForm: no reason is given.
            Stale: by now it is somebody else's, or nobody's.
        """
        self.assign(actor, zaak_id, task_id, actor.id, reden, van)

    def assign(
        self, actor: Actor, zaak_id: str, task_id: str, aan: str, reden: str, van: str | None
    ) -> None:
        """Put a task in the hands of a colleague, or one's own, with a reason on the record.

        Args:
            aan: id of who gets it.
            van: id of who had it when this was asked; None: nobody.

        Raises:
            NotFound, NotWaiting, Refused: as `claim`.
            InvalidForm: no reason is given, or this colleague may not do it or is away.
            Stale: by now it is somebody else's, or nobody's.
        """
        with self.database.writing() as connection:
            found = self._open(connection, actor, zaak_id, task_id)
            policy.check_task(actor, found.head.gemeente, found.task.taak, found.rollen)
            if found.task.behandelaar != van:
                raise _has_it(found.task)
            why = _reason(reden)
            who = {each.id: each for each in self._candidates(connection, found)}.get(aan)
            if who is None or (who.weg_tot is not None and aan != actor.id):
                raise InvalidForm(
                    {"aan": [Reden("Kies een collega uit de lijst, die er nu is en dit mag doen.")]}
                )
            receiver = actor if aan == actor.id else _as_actor(who, found.head.gemeente)
            kind = "zaak:taak:overgenomen" if aan == actor.id else "zaak:taak:toegewezen"
            self._give(connection, found, actor, receiver, kind, why)

    def candidates(self, actor: Actor, zaak_id: str, task_id: str) -> list[Kandidaat]:
        """Everybody who may do this task, whoever is away among them, by name.

        Raises:
            NotFound, NotWaiting, Refused: as `claim`.
        """
        with self.database.reading() as connection:
            found = self._open(connection, actor, zaak_id, task_id)
            policy.check_task(actor, found.head.gemeente, found.task.taak, found.rollen)
            return self._candidates(connection, found)

    def release(self, actor: Actor, zaak_id: str, task_id: str) -> None:
        """Give a task back.

        Raises:
            NotFound: no such case for this user.
            NotWaiting: the task is not open (any more).
            Stale: a colleague has taken it over.
        """
        with self.database.writing() as connection:
            found = self._open(connection, actor, zaak_id, task_id)
            if found.task.behandelaar != actor.id:
                raise Stale(
                    Reden("Deze taak is niet (meer) bij u."), door=found.task.behandelaar_naam
                )
            zaken.assign(connection, task_id, None, None, self.clock.now())
            self._note(connection, actor, found, "zaak:taak:losgelaten")

    def hand_over(self, actor: Actor, van: str, aan: str, gemeente: str, reden: str) -> int:
        """Put everything somebody has in hand in a municipality in a colleague's hands.

        What the colleague may not do stays where it is.

        Returns:
            How many tasks went over.

        Raises:
            NotAllowed: it is neither the user's own work, nor is he the administrator there.
            InvalidForm: no reason is given, or nobody can get it.
        """
        if actor.id != van and not actor.holds(Rol.BEHEERDER, gemeente):
            raise NotAllowed(
                Reden("Alleen de beheerder van de gemeente draagt het werk van een ander over.")
            )
        with self.database.writing() as connection:
            return self.hand_over_within(connection, actor, van, aan, gemeente, _reason(reden))

    def hand_over_within(
        self,
        connection: Connection,
        actor: Actor,
        van: str,
        aan: str,
        gemeente: str,
        reden: str,
        rol: Rol | None = None,
    ) -> int:
        """As `hand_over`, within a transaction, by who may; of one role's tasks if it is given.

        Raises:
            InvalidForm: nobody can get it.
        """
        receiver = users.actor(connection, aan, self.clock.now())
        if receiver is None or aan == van:
            raise InvalidForm({"aan": [Reden("Kies een collega die het werk kan overnemen.")]})
        handed = 0
        for zaak_id, task_id in afwezigheid.in_hands_of(connection, van, gemeente):
            task = zaken.open_task(connection, zaak_id, task_id)
            head = zaken.head(connection, zaak_id)
            if task is None or head is None or task.behandelaar != van:
                continue
            rollen = tuple(Rol(each) for each in task.rollen)
            if rol is not None and rol not in ontvangers.widened(rollen):
                continue
            if not ontvangers.may_do(receiver, gemeente, rollen):
                continue
            found = _Open(zaak_id, head, task, rollen)
            self._give(connection, found, actor, receiver, "zaak:taak:overgedragen", reden)
            handed += 1
        return handed

    def in_hand(self, wie: str, gemeente: str) -> int:
        """How many open tasks somebody has in hand in a municipality."""
        with self.database.reading() as connection:
            return len(afwezigheid.in_hands_of(connection, wie, gemeente))

    def may_do(self, actor: Actor, zaak_id: str, task_id: str) -> bool:
        """Whether a task is open and this user may do it."""
        with self.database.reading() as connection:
            head = zaken.head(connection, zaak_id)
            task = zaken.tasks(connection, zaak_id).get(task_id)
        if head is None or task is None:
            return False
        return ontvangers.may_do(actor, head.gemeente, [Rol(each) for each in task.rollen])

    def _candidates(self, connection: Connection, found: _Open) -> list[Kandidaat]:
        now, gemeente = self.clock.now(), found.head.gemeente
        wide = ontvangers.widened(found.rollen)
        held = vervanging.holders(connection, gemeente, wide)
        away = afwezigheid.holding(connection, gemeente, wide, now)
        names = {each: naam for each, (naam, _) in held.items()}
        # who stands in for a mayor need not hold the role himself
        names |= {
            each.vervanger: each.vervanger_naam
            for each in away
            if vervanging.is_entitled(connection, each)
        }
        candidates = []
        for each, naam in sorted(names.items(), key=lambda item: (item[1], item[0])):
            who = users.actor(connection, each, now)
            if who is None or not ontvangers.may_do(who, gemeente, found.rollen):
                continue
            rol = policy.role_for(who, gemeente, found.rollen)
            assert rol is not None  # noqa: S101 - he may do it
            until = [one.tot for one in away if one.gebruiker == each]
            candidates.append(Kandidaat(each, naam, rol, max(until, default=None)))
        return candidates

    def _give(
        self,
        connection: Connection,
        found: _Open,
        actor: Actor,
        aan: Actor,
        kind: str,
        reden: str | None = None,
    ) -> None:
        """Put a task in somebody's hands, on the record, and tell whom it concerns."""
        now, task = self.clock.now(), found.task
        zaken.assign(connection, task.id, aan.id, aan.naam, now)
        more = {"van": task.behandelaar, "aan": aan.id} if reden is not None else {}
        said = {"reden": reden, "aan_naam": aan.naam} if reden is not None else {}
        self._note(connection, actor, found, kind, more, said)
        moved = f"{task.id}:{aan.id}:{now.isoformat()}"
        told = {}
        if aan.id != actor.id:
            told[f"over:{moved}"] = payload(
                Attendering.OVERGEDRAGEN,
                found.head.gemeente,
                task.rollen,
                task.naam,
                now,
                actor,
                taak_id=task.id,
                aan=aan.id,
            )
        if task.behandelaar not in (None, actor.id, aan.id):
            told[f"weg:{moved}"] = payload(
                Attendering.OVERGENOMEN,
                found.head.gemeente,
                task.rollen,
                task.naam,
                now,
                aan if actor == SYSTEEM else actor,
                taak_id=task.id,
                aan=task.behandelaar,
            )
        outbox.ask_all(connection, found.zaak_id, outbox.TELL, told, now)

    def _open(self, connection: Connection, actor: Actor, zaak_id: str, task_id: str) -> _Open:
        head = zaken.head(connection, zaak_id)
        if head is None:
            raise NotFound(zaak_id)
        policy.check_sees(actor, head.gemeente)
        task = zaken.open_task(connection, zaak_id, task_id)
        if task is None:
            raise NotWaiting(Reden("Deze taak is niet meer open. Bekijk waar de zaak staat."))
        return _Open(zaak_id, head, task, tuple(Rol(rol) for rol in task.rollen))

    def _note(
        self,
        connection: Connection,
        actor: Actor,
        found: _Open,
        kind: str,
        more: Mapping[str, Any] = MappingProxyType({}),
        said: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        audit.note_case(
            connection,
            actor,
            kind,
            self.clock.now(),
            found.head,
            details={"taak": found.task.taak, "taak_id": found.task.id, **more},
            payload=dict(said) or None,
        )


def _has_it(task: TaskOnList) -> Stale:
    """What somebody is told who asked for a task that is in other hands than he thought."""
    if task.behandelaar is None:
        return Stale(Reden("Niemand heeft deze taak nu. Pak haar op als u haar wilt doen."))
    return Stale(
        Reden(
            "{naam} heeft deze taak sinds {op}. Wilt u haar doen? Neem haar over, met een reden.",
            {"naam": task.behandelaar_naam, "op": task.opgepakt_op or task.geopend_op},
        ),
        door=task.behandelaar_naam,
        op=task.opgepakt_op,
    )


def _reason(text: str) -> str:
    """A reason as it is kept.

    Raises:
        InvalidForm: it says nothing, or too much.
    """
    text = text.strip()
    if len(text) < SHORTEST_REASON:
        raise InvalidForm({"reden": [Reden("Schrijf op waarom. Een paar woorden zijn genoeg.")]})
    if len(text) > LONGEST_REASON:
        raise InvalidForm(
            {"reden": [Reden("Schrijf het korter: hoogstens {n} tekens.", {"n": LONGEST_REASON})]}
        )
    return text


def _as_actor(who: Kandidaat, gemeente: str) -> Actor:
    return Actor(id=who.id, naam=who.naam, rollen=frozenset({(who.rol, gemeente)}))
