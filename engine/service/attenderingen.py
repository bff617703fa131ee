"""Telling people: that a task waits for them, is nearly late or late, and what happened in a case.

What must be told is asked for in the step's own transaction and worked out after it, for those who
hold the role by then. Each event reaches each person once, however many do this work at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from engine.clock import Clock
from engine.law.moments import local, read_moment
from engine.law.vervanging import next_in_line
from engine.model.aanmelden import Gewijzigd
from engine.model.attendering import (
    OVER_EEN_TAAK,
    Attendering,
    Kanalen,
    Keuze,
    Niveau,
    Niveaus,
    levels,
)
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.service import ontvangers
from engine.service.aanleiding import payload
from engine.service.bereik import check_language
from engine.service.opdracht import deal
from engine.store import attenderingen, audit, outbox, voorkeuren, zaken
from engine.store.attenderingen import Posting, Told, WatchedTask
from engine.store.jobs import unheard, wait_after
from engine.store.outbox import Ask
from engine.store.work import Connection, Database

log = logging.getLogger(__name__)

BATCH = 50
#: What also goes to the address of before, and how that is called among the channels.
MOVED, MAIL_BEFORE = Gewijzigd.BEREIK_GEWIJZIGD.value, "mail_was"
#: When what can wait leaves the house (local time).
MORNING = time(7)
#: How long people can look back.
KEPT = timedelta(days=90)
CLEAR_EVERY = timedelta(hours=6)


class Attenderingen:
    """Who is told what.

    Args:
        count: hears of each try that failed, by its kind.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        niveaus: Niveaus | None = None,
        kanalen: Kanalen | None = None,
        count: Callable[[str], None] = unheard,
    ) -> None:
        self.database = database
        self.clock = clock
        self.niveaus = niveaus or Niveaus()
        self.kanalen = kanalen or Kanalen()
        self.count = count
        self._cleared: datetime | None = None

    def run(self) -> int:
        """Tell everything that is to be told now; gives how much was dealt with."""
        return self.look() + self.deliver()

    def look(self) -> int:
        """Do what time alone brings: ask that people hear of what becomes late, drop what is old.

        Returns:
            How many tasks were looked at.
        """
        now = self.clock.now()
        if self._cleared is None or now - self._cleared >= CLEAR_EVERY:
            self.forget()
            self._cleared = now
        return self.watch()

    # -- what was asked for -------------------------------------------------------------------

    def do(self, of: str) -> timedelta | None:
        """Tell what was asked for under this number, unless that is done already.

        Returns:
            After how long to try it again; None when that is not needed.
        """
        return deal(self.database, self.clock, int(of), self._tell)

    def deliver(self) -> int:
        """Tell what was asked for, to those whom it concerns now."""
        done = 0
        while True:
            with self.database.reading() as connection:
                asks = outbox.waiting(connection, self.clock.now(), BATCH, (outbox.TELL,))
            if not asks:
                return done
            done += sum(self._tell(ask) for ask in asks)

    def _tell(self, ask: Ask) -> bool:
        now = self.clock.now()
        try:
            with self.database.writing() as connection:
                if not outbox.claim_done(connection, ask.id, now):
                    return False
                self._reach(connection, ask, now)
                return True
        except Exception as error:  # noqa: BLE001 - tried again; outbox, log and `doctor` show it
            attempts = ask.attempts + 1
            wait = wait_after(attempts)
            self.count(ask.kind)
            log.error(  # noqa: TRY400 - the text of an error may hold what people typed
                "telling failed",
                extra={"key": ask.key, "attempts": attempts, "error": type(error).__name__},
            )
            with self.database.writing() as connection:
                outbox.failed(connection, ask.id, attempts, now + wait, type(error).__name__)
            return False

    def _reach(self, connection: Connection, ask: Ask, now: datetime) -> None:
        told = ask.payload
        soort, task_id = Attendering(told["soort"]), told.get("taak_id")
        holder = None
        if soort in OVER_EEN_TAAK:
            still_open, holder = attenderingen.holder_of(connection, str(task_id))
            if not still_open:
                return
        found = self._who(connection, told, soort, holder, now)
        known = attenderingen.told_already(connection, ask.key)
        new = [
            Told(
                sleutel=ask.key,
                gebruiker_id=each,
                gemeente=str(told["gemeente"]),
                rol=rol,
                zaak_id=ask.zaak_id,
                soort=soort,
                taak_id=task_id,
                onderwerp=str(told["onderwerp"]),
                door_naam=told.get("door_naam"),
                op=datetime.fromisoformat(str(told["op"])),
            )
            for each, rol in found.items()
            if each not in known
        ]
        self.tell(connection, new)

    def tell(self, connection: Connection, new: Sequence[Told]) -> None:
        """Tell people something, within a transaction, and send it to those who want that."""
        attenderingen.add(connection, new)
        self._ask_sending(connection, new, self.clock.now())

    def _who(
        self,
        connection: Connection,
        told: Mapping[str, Any],
        soort: Attendering,
        holder: str | None,
        now: datetime,
    ) -> ontvangers.Ontvangers:
        gemeente, rollen = str(told["gemeente"]), [Rol(each) for each in told["rollen"]]
        if (aan := told.get("aan")) is not None:
            himself = soort is Attendering.OVERGENOMEN
            return ontvangers.of_person(connection, aan, gemeente, rollen, now, himself=himself)
        if holder is not None and soort in (Attendering.BIJNA_TE_LAAT, Attendering.TE_LAAT):
            mine = ontvangers.of_person(connection, holder, gemeente, rollen, now)
            if mine:
                return mine
        if soort is Attendering.OPGESCHAALD:
            found = self._next(connection, gemeente, rollen, now)
        else:
            found = ontvangers.of_roles(connection, gemeente, rollen, now)
        return {each: rol for each, rol in found.items() if each != told.get("behalve")}

    def _next(
        self, connection: Connection, gemeente: str, rollen: Sequence[Rol], now: datetime
    ) -> ontvangers.Ontvangers:
        """Those next in line after whoever's turn it is: the first group that has people."""
        turn = set(ontvangers.of_roles(connection, gemeente, rollen[:1], now))
        for group in next_in_line(rollen):
            found = ontvangers.of_roles(connection, gemeente, group, now)
            others = {each: rol for each, rol in found.items() if each not in turn}
            if others:
                return others
        return {}

    def _ask_sending(self, connection: Connection, told: Sequence[Told], now: datetime) -> None:
        if not told or not (self.kanalen.mail or self.kanalen.sms):
            return
        wanted = voorkeuren.of(connection, {each.gebruiker_id for each in told})
        postings: list[Posting] = []
        for each in told:
            reach = wanted[each.gebruiker_id]
            keuze = reach.keuze(each.soort, each.rol)
            if keuze is Keuze.NIET:
                continue
            channels = {
                "mail": self.kanalen.mail and reach.adres,
                MAIL_BEFORE: self.kanalen.mail and reach.adres_was and each.onderwerp == MOVED,
                "sms": self.kanalen.sms and reach.telefoon and keuze is Keuze.DIRECT,
            }
            postings += [
                Posting(
                    attendering_id=each.id,
                    gebruiker_id=each.gebruiker_id,
                    kanaal=kanaal,
                    op=now if keuze is Keuze.DIRECT else next_morning(now),
                )
                for kanaal, wanted_so in channels.items()
                if wanted_so
            ]
        attenderingen.ask_sending(connection, postings, now)

    # -- what becomes late --------------------------------------------------------------------

    def watch(self) -> int:
        """Ask that people hear of tasks that reached a level; gives how many were looked at."""
        looked = 0
        while True:
            now = self.clock.now()
            with self.database.reading() as connection:
                tasks = attenderingen.tasks_to_watch(connection, now, BATCH)
            if not tasks:
                return looked
            for task in tasks:
                with self.database.writing() as connection:
                    self._look(connection, task, now)
            looked += len(tasks)

    def _look(self, connection: Connection, task: WatchedTask, now: datetime) -> None:
        reached, ahead = levels(
            task.geopend_op, task.opvolgen, now, self.niveaus.before, self.niveaus.held_for
        )
        if not attenderingen.watch_next(connection, task, ahead):
            return
        late = any(each.soort is Attendering.TE_LAAT for each in reached)
        escalated = any(each.soort is Attendering.OPGESCHAALD for each in reached)
        if late and not escalated and task.behandelaar is None:
            reached = [*reached, Niveau(Attendering.OPGESCHAALD, now)]
        found = {
            _key(task, each): payload(
                each.soort, task.gemeente, self._rollen(task, each), task.naam, now, taak_id=task.id
            )
            for each in reached
        }
        known = outbox.known(connection, found)
        new = {key: each for key, each in found.items() if key not in known}
        outbox.ask_all(connection, task.zaak_id, outbox.TELL, new, now)
        if any(each["soort"] == Attendering.OPGESCHAALD.value for each in new.values()):
            self._note_escalation(connection, task, now)

    def _rollen(self, task: WatchedTask, niveau: Niveau) -> Sequence[str]:
        return task.rollen if niveau.soort is Attendering.OPGESCHAALD else task.rollen[:1]

    def _note_escalation(self, connection: Connection, task: WatchedTask, now: datetime) -> None:
        head = zaken.head(connection, task.zaak_id)
        assert head is not None  # noqa: S101 - a foreign key holds it
        rollen = [Rol(each) for each in task.rollen]
        chain = [each.value for group in next_in_line(rollen) for each in group]
        audit.note_case(
            connection,
            SYSTEEM,
            "zaak:taak:opgeschaald",
            now,
            head,
            details={"taak": task.taak, "taak_id": task.id, "naar": ", ".join(chain)},
        )

    # -- one's own ----------------------------------------------------------------------------

    def mark_read(self, actor: Actor, ids: Collection[str] | None = None) -> int:
        """Note that this user has seen these, or all of his; gives how many were new."""
        with self.database.writing() as connection:
            return attenderingen.mark_read(connection, actor.id, self.clock.now(), ids)

    def speak(self, actor: Actor, taal: str) -> None:
        """Keep in which language this user reads pages and messages: one choice for both.

        Raises:
            InvalidForm: there is no such language here.
        """
        check_language(taal)
        with self.database.writing() as connection:
            known = voorkeuren.of(connection, [actor.id])[actor.id]
            voorkeuren.keep(connection, actor.id, replace(known, taal=taal))

    def forget(self) -> int:
        """Drop what was told long ago; gives how much."""
        with self.database.writing() as connection:
            return attenderingen.forget(connection, self.clock.now() - KEPT)


def _key(task: WatchedTask, niveau: Niveau) -> str:
    """What tells one level of one task from another; a follow-up time that moved begins anew."""
    left = (task.opvolgen - niveau.op).total_seconds()
    level = int(left) if niveau.soort is Attendering.BIJNA_TE_LAAT else 0
    return f"{niveau.soort.value}:{task.id}:{task.opvolgen.isoformat()}:{level}"


def next_morning(now: datetime) -> datetime:
    """The next moment (UTC) at which what can wait leaves the house."""
    here = local(now)
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    return read_moment(datetime.combine(day, MORNING))
