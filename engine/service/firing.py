"""Letting happen what has fallen due: several cases in one transaction, each at its own moments.

A case that cannot move on spoils nothing for the others: what goes wrong with several at once is
tried again with each alone, and the one it goes wrong with is set aside, with an incident.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from engine.clock import Clock
from engine.errors import BrokenModel, NotFound, Stale
from engine.service import bewaring
from engine.service.case import Case, save_together
from engine.service.modellen import Models
from engine.store import deadlines, incidents, lateness, scope, zaken
from engine.store.work import Connection, Database
from engine.store.zaken import CaseRecord

log = logging.getLogger(__name__)

T = TypeVar("T")

#: What stands in the way of running a case: its model is gone, or is no model any more.
UNRUNNABLE = (NotFound, BrokenModel, ValueError, KeyError)
#: How often a step is taken again when another one on the same case came first.
TRIES = 5
#: How many cases share a transaction. On SQLite nobody else writes meanwhile, so they are fewer.
TOGETHER, TOGETHER_ON_SQLITE = 50, 8


class Firing:
    """Moves cases on when nobody does.

    Attributes:
        alarms: called after the commit when a case is set aside, with its id and the number of
            tries.
    """

    def __init__(self, database: Database, clock: Clock, models: Models) -> None:
        self.database = database
        self.clock = clock
        self.models = models
        self.alarms: list[Callable[[str, int], None]] = []

    def fire(self, zaak_id: str) -> bool:
        """Let everything that has fallen due in a case happen; False when nothing was due.

        A case that cannot move on is set aside; one that is set aside is tried all the same.
        """
        with scope.everywhere():
            return self._fire(zaak_id)

    def _fire(self, zaak_id: str) -> bool:
        try:
            return retried(self.database, lambda connection: self._alone(connection, zaak_id))
        except self.database.disconnected:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is: an incident, and others go on
            self._set_aside(zaak_id, error)
            return False

    def fire_some(self) -> tuple[int, bool]:
        """Let happen what has been due longest, in a few cases at once.

        Returns:
            In how many cases something happened, and whether there may be more that are due.
        """
        with scope.everywhere():
            return self._fire_some()

    def _fire_some(self) -> tuple[int, bool]:
        most = TOGETHER if self.database.is_postgresql else TOGETHER_ON_SQLITE
        try:
            with self.database.writing() as connection:
                now = self.clock.now()
                records = zaken.of_rows(connection, deadlines.claim(connection, now, most))
                alone = self._together(connection, records, now)
            together = len(records) - len(alone)
        except self.database.disconnected:
            raise
        except Exception:  # noqa: BLE001 - one of them; which one shows when each is tried alone
            together, alone = 0, self._due(most)
        happened = together + sum(self.fire(each) for each in alone)
        return happened, together + len(alone) == most

    def _due(self, most: int) -> list[str]:
        """What could not be settled together."""
        with self.database.reading() as connection:
            return deadlines.due_cases(connection, self.clock.now(), most)

    def _together(
        self, connection: Connection, records: list[CaseRecord], now: datetime
    ) -> list[str]:
        """Settle these cases; gives those that must be tried alone."""
        cases, alone = [], []
        model = cache(partial(self.models.version, connection))
        for record in records:
            try:
                version = model(record.model, record.zaak.gemeente.code)
                case = Case.load(connection, record, version, now)
                case.settle()
            except self.database.errors:
                raise
            except Exception:  # noqa: BLE001 - nothing of it was written; tried again by itself
                alone.append(record.zaak.id)
            else:
                cases.append(case)
        save_together(connection, cases)
        keep_passed(connection, cases, now, self.clock.now())
        return alone

    def _alone(self, connection: Connection, zaak_id: str) -> bool:
        now = self.clock.now()
        record = zaken.load(connection, zaak_id, lock=True)
        if record.wake_at is None or record.wake_at > now:
            return False
        try:
            model = self.models.version(connection, record.model, record.zaak.gemeente.code)
            case = Case.load(connection, record, model, now)
        except UNRUNNABLE:
            if not bewaring.ask_without_model(connection, record, now):
                raise
            return True
        case.settle()
        case.save()
        keep_passed(connection, [case], now, self.clock.now())
        return True

    def _set_aside(self, zaak_id: str, error: Exception) -> None:
        now, fout, plaats = self.clock.now(), type(error).__name__, place_of(error)
        with self.database.writing() as connection:
            due = deadlines.due_of(connection, zaak_id)
            if due is None:  # destroyed meanwhile
                return
            tries = incidents.set_aside(connection, zaak_id, due, fout, plaats, now)
        # the text of an error may hold what people typed: only its kind and its place are told
        log.error(
            "case cannot move on",
            extra={"zaak_id": zaak_id, "error": fout, "place": plaats, "tries": tries},
        )
        for alarm in self.alarms:
            alarm(zaak_id, tries)


def retried(database: Database, step: Callable[[Connection], T]) -> T:
    """Take a step again when somebody else moved the case between reading and writing."""
    for _ in range(TRIES - 1):
        try:
            with database.writing() as connection:
                return step(connection)
        except Stale as stale:
            if stale.door is not None:
                raise
    with database.writing() as connection:
        return step(connection)


def place_of(error: BaseException) -> str:
    """Where an error came up, as file and line of the program: nothing of what it was about."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    last = frames[-1]
    return f"{'/'.join(Path(last.filename).parts[-3:])}:{last.lineno}"


def keep_passed(
    connection: Connection, cases: Sequence[Case], taken: datetime, written: datetime
) -> None:
    """Keep how late the moments that took effect were, and that what was set aside has moved."""
    kept = [case for case in cases if not case.step.destroy]
    passed = [(case.zaak.id, due) for case in kept for due in case.passed]
    lateness.keep(connection, passed, taken, max(taken, written))
    for case in kept:
        if case.was_aside:
            incidents.resolve(connection, case.zaak.id, taken)
