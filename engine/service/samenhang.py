"""Whether everything a case has agrees: record, terms, papers, tasks and process, case by case.

Each check is a function of its own: it gives what does not fit in one case, in Dutch, and nothing
of what the case is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from engine.clock import Clock
from engine.law.binding import huisverbod, status_at
from engine.model.termijnen import DeadlineState
from engine.model.zaak import AFGELOPEN, Status
from engine.service.case import Case
from engine.service.modellen import Models
from engine.store import audit, standen, zaken
from engine.store.reading import samenhang as reading
from engine.store.reading.samenhang import Everything
from engine.store.schema.base import END_OF_TIME
from engine.store.work import Connection, Database
from engine.store.zaken import CaseRecord


@dataclass(frozen=True, slots=True)
class File:
    """One case with all that is kept of it, and where its process says that it stands."""

    connection: Connection
    kept: Everything
    record: CaseRecord
    case: Case


@dataclass(frozen=True, slots=True)
class Verschil:
    """Something that does not fit: the number of the case (of figures: the municipality and the
    period), the check that found it, and what.
    """

    nummer: str
    check: str
    wat: str

    def __str__(self) -> str:
        return f"{self.nummer}: {self.wat} ({self.check})"


Check = Callable[[File], Iterator[str]]


def chain(file: File) -> Iterator[str]:
    """The record is what was written."""
    yield from audit.verify(file.connection, file.record.zaak.id)


def status(file: File) -> Iterator[str]:
    """The status that lists show is the one its facts and the last line of the record give."""
    # what is due but not settled yet counts from its own moment: not a wrong status
    at = file.case.step.recorded_at
    if file.record.wake_at is not None:
        at = min(at, file.record.wake_at - timedelta(microseconds=1))
    if status_at(file.record.zaak, at).value != file.record.status:
        yield f"de status is {file.record.status}; de feiten zeggen iets anders"
    told = [event.status_after for event in file.kept.events if event.status_after is not None]
    if told and told[-1] != file.record.status:
        yield f"de status is {file.record.status}; de geschiedenis eindigt met {told[-1]}"


def period(file: File) -> Iterator[str]:
    """From when until when the order holds is the same in lists as by its facts."""
    order, kept = huisverbod(file.record.zaak), file.kept
    expected = (order.opgelegd_op if order else None, order.einde if order else None)
    if (kept.opgelegd_op, kept.einde) != expected:
        yield "begin of einde van het huisverbod wijkt af van de feiten"
    ended = Status(file.record.status) in AFGELOPEN
    runs_until = None if ended else kept.einde or END_OF_TIME
    if kept.lopend_op != runs_until:
        yield "de plaats in de lijst van lopende zaken klopt niet"


def facts(file: File) -> Iterator[str]:
    """Every fact is on file once, without gaps, and every kind that occurs is known to occur."""
    places = [place for place, _ in file.kept.volgnummers]
    if places != list(range(1, len(places) + 1)):
        yield "feiten ontbreken of staan er dubbel"
    if {kind for _, kind in file.kept.volgnummers} != set(file.kept.soorten):
        yield "er zijn feiten van een soort die de zaak niet kent, of andersom"


def deadlines(file: File) -> Iterator[str]:
    """Every open term falls due when the law says; every other says when it was settled."""
    for deadline in file.record.deadlines.values():
        settled = (deadline.afgedaan_op, deadline.verwerkt_op)
        if deadline.state is DeadlineState.OPEN:
            if deadline.due != file.case.step.due(file.record.zaak, deadline.termijn):
                yield f"termijn {deadline.termijn} staat op een ander moment dan berekend"
            if settled != (None, None):
                yield f"termijn {deadline.termijn} loopt, en is toch afgedaan"
        elif None in settled:
            yield f"termijn {deadline.termijn} is afgedaan zonder moment"


def record_of_deadlines(file: File) -> Iterator[str]:
    """What the record says last of a term is what the term says of itself."""
    last: dict[str, str] = {}
    for event in file.kept.events:
        if event.kind.startswith("zaak:termijn:"):
            last[str(event.details["termijn"])] = event.kind.rpartition(":")[2]
    for deadline in file.record.deadlines.values():
        told = last.pop(deadline.termijn, None)
        if told is None:
            yield f"termijn {deadline.termijn} staat niet in de geschiedenis"
        elif told != "verschoven" and told != _TOLD.get(deadline.state, deadline.state.value):
            yield f"termijn {deadline.termijn} is {deadline.state.value}; genoteerd is {told}"
    for termijn in last:
        yield f"termijn {termijn} staat in de geschiedenis en is er niet"


#: What the record calls it when a term runs.
_TOLD = {DeadlineState.OPEN: "gestart"}


def wake(file: File) -> Iterator[str]:
    """The alarm is set for the first moment that the process or a term waits for."""
    if file.record.wake_at != file.case.next_due():
        yield "de wekker staat op een ander moment dan waarop de zaak wacht"


def tasks(file: File) -> Iterator[str]:
    """The lists show exactly the tasks for which the process waits."""
    listed = {(task.id, task.taak) for task in file.record.tasks.values()}
    waiting = {(task.id, task.taak) for task in file.case.open_tasks()}
    for _, taak in sorted(listed - waiting):
        yield f"taak {taak} staat in de lijst, en het proces wacht er niet op"
    for _, taak in sorted(waiting - listed):
        yield f"het proces wacht op taak {taak}, en zij staat niet in de lijst"


def record_of_tasks(file: File) -> Iterator[str]:
    """No task was done twice, and none that was done is still open."""
    done = [
        str(event.details["taak_id"])
        for event in file.kept.events
        if event.kind == "zaak:taak:voltooid" and "taak_id" in event.details
    ]
    if any(count > 1 for count in Counter(done).values()):
        yield "een taak is twee keer voltooid"
    if set(done) & file.record.tasks.keys():
        yield "een voltooide taak staat nog open"


def papers(file: File) -> Iterator[str]:
    """Every paper is the bytes that its hash says, and its versions follow each other."""
    versions: dict[tuple[str, str], list[int]] = {}
    for paper in file.kept.papers:
        versions.setdefault((paper.document, paper.aan), []).append(paper.versie)
        if paper.sha256 != paper.werkelijk:
            yield f"document {paper.document}, versie {paper.versie}, is veranderd"
    for (document, _), found in versions.items():
        if found != list(range(1, len(found) + 1)):
            yield f"versies van document {document} ontbreken"


def record_of_papers(file: File) -> Iterator[str]:
    """The papers on file are those that the record says were made and signed."""
    told = Counter(
        (str(event.details["document"]), str(event.details["sha256"]))
        for event in file.kept.events
        if event.kind in ("zaak:document:opgemaakt", "zaak:document:ondertekend")
    )
    filed = Counter((paper.document, paper.sha256) for paper in file.kept.papers)
    for document, _ in sorted(filed - told):
        yield f"document {document} ligt er, en staat niet in de geschiedenis"
    for document, _ in sorted(told - filed):
        yield f"document {document} staat in de geschiedenis, en ligt er niet"


def asked_papers(file: File) -> Iterator[str]:
    """For everything that was asked for and done there is a paper, and no other papers are."""
    done = Counter(ask.document for ask in file.kept.asks if ask.gedaan)
    filed = Counter(paper.document for paper in file.kept.papers)
    for document in sorted((done - filed) + (filed - done)):
        yield f"van document {document} is {done[document]} keer gemaakt, {filed[document]} ligt er"


def moments(file: File) -> Iterator[str]:
    """Nothing took effect before its moment."""
    if file.kept.early:
        yield "iets is verwerkt voor het moment waarop het verstreek"


def set_aside(file: File) -> Iterator[str]:
    """What is set aside has an open incident, and nothing else has."""
    if file.kept.aside != file.kept.incident:
        yield "de zaak is opzijgezet zonder storing, of heeft een storing en is dat niet"


CHECKS: tuple[Check, ...] = (
    chain,
    status,
    period,
    facts,
    deadlines,
    record_of_deadlines,
    wake,
    tasks,
    record_of_tasks,
    papers,
    record_of_papers,
    asked_papers,
    moments,
    set_aside,
)


class Samenhang:
    """Looks at every case."""

    def __init__(self, database: Database, clock: Clock, models: Models) -> None:
        self.database = database
        self.clock = clock
        self.models = models

    def look(self) -> Iterator[Verschil]:
        """What does not fit, case by case, each as it stood at one moment; then the figures."""
        with self.database.reading() as connection:
            ids = reading.cases(connection)
        for zaak_id in ids:
            yield from self.look_at(zaak_id)
        with self.database.reading_at_once() as connection:
            wrong = standen.wrong(connection)
        for gemeente, periode in wrong:
            wat = "de cijfers die worden bewaard zijn niet die van de zaken"
            yield Verschil(f"{gemeente} {periode}", "figures", wat)

    def look_at(self, zaak_id: str) -> list[Verschil]:
        """What does not fit in one case."""
        with self.database.reading_at_once() as connection:
            kept = reading.everything(connection, zaak_id)
            if kept.status == Status.GEWIST:
                left = reading.left(connection, zaak_id)
                return [
                    Verschil(kept.nummer, "destroyed", f"vernietigd, maar niet in {name}")
                    for name in left
                ]
            if not kept.running:
                return [Verschil(kept.nummer, "running", "er is geen stand van het proces")]
            try:
                record = zaken.load(connection, zaak_id, lock=False)
                model = self.models.version(connection, record.model, record.zaak.gemeente.code)
                case = Case.load(connection, record, model, self.clock.now())
            except self.database.errors:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, this case would stand still
                what = f"kan niet worden gelezen ({type(error).__name__})"
                return [Verschil(kept.nummer, "readable", what)]
            file = File(connection, kept, record, case)
            return [
                Verschil(kept.nummer, check.__name__, what)
                for check in CHECKS
                for what in check(file)
            ]
