"""What will happen to a case if nobody does anything: its own models, run forward on a copy.

No rule of the law or the process is written a second time here: the case is settled at each moment
that comes, by the very code that will settle it then, and thrown away.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock

from engine.access import policy
from engine.access.policy import Part
from engine.clock import Clock
from engine.model.gebruikers import Actor
from engine.model.gemeente import Gemeente
from engine.service.case import Case
from engine.service.modellen import Model, Models
from engine.store import zaken
from engine.store.audit import AuditEvent
from engine.store.work import Connection, Database
from engine.store.zaken import CaseRecord

#: More moments than any case has ahead of it; a model that goes on for ever stops here.
MOST = 500
#: Cases of which is kept what lies ahead: those that people have open.
KEPT = 500


class Wat(StrEnum):
    """What a line of a forecast is about."""

    TERMIJN = "termijn"
    STATUS = "status"
    TAAK_GEOPEND = "taak_geopend"
    TAAK_VERVALLEN = "taak_vervallen"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, order=True)
class Vooruitblik:
    """One thing that will happen.

    Attributes:
        op: when (UTC).
        naam: id of the term, status, task or document.
        nader: what becomes of a term ("verstreken"), what a task is called, to whom a document
            goes; else "".
    """

    op: datetime
    wat: Wat
    naam: str
    nader: str = ""


class Forecast:
    """Looks ahead.

    Between two steps of a case the same lies ahead of it, whoever looks: what was seen of the cases
    that are looked at is kept. There are moments in it and names of the model, and nobody's.
    """

    def __init__(self, database: Database, clock: Clock, models: Models) -> None:
        self.database = database
        self.clock = clock
        self.models = models
        self._kept: OrderedDict[str, _Seen] = OrderedDict()
        self._lock = Lock()

    def of(self, zaak_id: str) -> tuple[Vooruitblik, ...]:
        """Everything that will happen to a case if nobody acts, in order of time.

        Raises:
            NotFound: no such case, or its model version is gone.
        """
        with self.database.reading() as connection:
            return self._ahead(connection, zaken.load(connection, zaak_id, lock=False))

    def seen_by(self, actor: Actor, record: CaseRecord) -> tuple[Vooruitblik, ...]:
        """The same as far as it is this user's business, on a page as in the API.

        Who does not see the decisions sees the terms and what becomes of the order: no tasks of
        others, and no letters.

        Raises:
            NotFound: its model version is gone.
        """
        with self.database.reading() as connection:
            lines = self._ahead(connection, record)
        if Part.BESLUITEN in policy.parts_for(actor, record.zaak.gemeente.code):
            return lines
        return tuple(line for line in lines if line.wat in (Wat.TERMIJN, Wat.STATUS))

    def _ahead(self, connection: Connection, record: CaseRecord) -> tuple[Vooruitblik, ...]:
        model = self.models.version(connection, record.model, record.zaak.gemeente.code)
        now, zaak_id = self.clock.now(), record.zaak.id
        if record.wake_at is not None and record.wake_at <= now:  # it is about to take a step
            return look_ahead(connection, record, model, now)
        with self._lock:
            seen = self._kept.pop(zaak_id, None)
        if seen is None or not seen.holds(record, model):
            lines = look_ahead(connection, record, model, now)
            seen = _Seen(record.version, model, record.zaak.gemeente, lines)
        with self._lock:
            self._kept[zaak_id] = seen
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return seen.lines


@dataclass(frozen=True, slots=True)
class _Seen:
    """What lay ahead of a case at a version of it, by a model and the settings of those days."""

    version: int
    model: Model
    gemeente: Gemeente
    lines: tuple[Vooruitblik, ...]

    def holds(self, record: CaseRecord, model: Model) -> bool:
        """Whether it still lies ahead."""
        return (
            self.version == record.version
            and self.model is model
            and self.gemeente == record.zaak.gemeente
        )


def look_ahead(
    connection: Connection, record: CaseRecord, model: Model, now: datetime
) -> tuple[Vooruitblik, ...]:
    """The forecast of a case from `now` (UTC), run on a version of the models."""
    case = Case.load(connection, record, model, now)
    if model.hash != record.model:
        case.process.run(case.step)  # what another version opens at once
    return tuple(_ahead(case))


def _ahead(case: Case) -> Iterator[Vooruitblik]:
    before = _open_tasks(case)
    for _ in range(MOST):
        moment = case.next_due()
        if moment is None:
            return
        events, asked = case.let_pass(max(moment, case.step.recorded_at))
        lines = [line for event in events for line in _line(event)]
        after = _open_tasks(case)
        lines += [
            Vooruitblik(moment, Wat.TAAK_VERVALLEN, *before[id]) for id in before.keys() - after
        ]
        lines += [Vooruitblik(moment, Wat.TAAK_GEOPEND, *after[id]) for id in after.keys() - before]
        lines += [
            Vooruitblik(moment, Wat.DOCUMENT, paper.document, _recipient(paper.aan))
            for paper in asked
        ]
        yield from sorted(lines)
        before = after


def _open_tasks(case: Case) -> dict[str, tuple[str, str]]:
    """By the id of each open task: which it is, and what it is called."""
    return {task.id: (task.taak, task.naam) for task in case.open_tasks()}


def _line(event: AuditEvent) -> Iterator[Vooruitblik]:
    subject, _, what = event.kind.removeprefix("zaak:").partition(":")
    if subject == "termijn":
        yield Vooruitblik(event.at, Wat.TERMIJN, str(event.details["termijn"]), what)
    elif subject == "status":
        yield Vooruitblik(event.at, Wat.STATUS, event.status_after or "")


def _recipient(aan: str) -> str:
    return "huisgenoot" if aan.startswith("huisgenoot:") else aan
