"""A case as a whole: loading it under lock, and writing what a step changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.errors import NotFound, Reden, Stale
from engine.model.feit import Feit
from engine.model.termijnen import Deadline
from engine.model.zaak import AFGELOPEN, Zaak
from engine.step import PaperOnFile, Routing
from engine.store import facts, gemeenten, termijnen, zoektekens
from engine.store.schema import Base
from engine.store.schema.base import END_OF_TIME
from engine.store.schema.mechanics import OpenTaskRow, ProcessStateRow
from engine.store.schema.zaken import DocumentRow, ZaakNummerRow, ZaakRow

_STATES, _ZAKEN = (Base.metadata.tables[name] for name in ("process_states", "zaken"))
_ZAAK: BindParameter[str] = bindparam("zaak")
#: What a case is loaded with; built once, for it is done at every step.
_PROCESS = select(_STATES).where(_STATES.c.zaak_id == _ZAAK)
_PROCESS_LOCKED = _PROCESS.with_for_update()
_HEAD = select(ZaakRow.nummer, ZaakRow.gemeente, ZaakRow.status).where(ZaakRow.id == _ZAAK)
_TASKS_OF = (
    select(OpenTaskRow.__table__)
    .where(OpenTaskRow.zaak_id == _ZAAK)
    .order_by(OpenTaskRow.geopend_op, OpenTaskRow.taak)
)
_PAPERS_OF = (
    select(DocumentRow.id, DocumentRow.document, DocumentRow.versie, DocumentRow.sha256)
    .where(DocumentRow.zaak_id == _ZAAK, DocumentRow.aan == "uithuisgeplaatste")
    .order_by(DocumentRow.versie)
)
# which columns are set is told by what they are executed with
_MOVE = update(_STATES).where(_STATES.c.zaak_id == _ZAAK, _STATES.c.version == bindparam("seen"))
_SHOW = update(_ZAKEN).where(_ZAKEN.c.id == _ZAAK)
_NEW_TASK = insert(Base.metadata.tables["open_tasks"])


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOnList:
    """An open task as lists show it.

    Attributes:
        rollen: who may do it, whose turn it is first.
        opvolgen: when it ought to be done (UTC), by policy; None when there is no such time.
        opgepakt_op: since when (UTC) somebody has it in hand.
    """

    id: str
    taak: str
    naam: str
    rollen: tuple[str, ...]
    geopend_op: datetime
    opvolgen: datetime | None
    behandelaar: str | None = None
    behandelaar_naam: str | None = None
    opgepakt_op: datetime | None = None


@dataclass(slots=True, kw_only=True)
class CaseRecord:
    """Everything kept of one case, as it was when it was loaded.

    Attributes:
        version: grows with every step; guards against two steps at once.
        model: hash of the models the case runs on.
        state: the process state as bytes.
        wake_at: the next moment something falls due (UTC).
    """

    zaak: Zaak
    status: str
    version: int
    model: str
    state: bytes
    routing: Routing
    wake_at: datetime | None
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    tasks: dict[str, TaskOnList] = field(default_factory=dict)
    papers: dict[str, PaperOnFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """What a step leaves behind on a case.

    Attributes:
        feiten: new facts, in order; those before them are on file already.
        known: how many facts were on file before.
    """

    zaak: Zaak
    known: int
    status: str
    opgelegd_op: datetime | None
    einde: datetime | None
    state: bytes
    routing: Routing
    wake_at: datetime | None
    deadlines: Mapping[str, Deadline]
    tasks: Sequence[TaskOnList]

    @property
    def lopend_op(self) -> datetime | None:
        """What the list of running cases sorts by (UTC); None when the case no longer runs."""
        return None if self.status in AFGELOPEN else self.einde or END_OF_TIME

    @property
    def feiten(self) -> tuple[Feit, ...]:
        """The facts that are new."""
        return self.zaak.feiten[self.known :]


@contextmanager
def somebody_was_first() -> Iterator[None]:
    """Two at once wrote what can be there only once: the second starts again.

    Raises:
        Stale: the database refused the second.
    """
    try:
        yield
    except IntegrityError as error:
        raise Stale(Reden("Iemand anders legde tegelijk hetzelfde vast.")) from error


def next_number(connection: Connection, jaar: int) -> str:
    """The next case number of a year, without gaps or doubles."""
    row = connection.execute(
        update(ZaakNummerRow)
        .where(ZaakNummerRow.jaar == jaar)
        .values(laatste=ZaakNummerRow.laatste + 1)
        .returning(ZaakNummerRow.laatste)
    ).first()
    if row is None:
        with somebody_was_first():
            connection.execute(insert(ZaakNummerRow).values(jaar=jaar, laatste=1))
        return f"HV-{jaar}-0001"
    return f"HV-{jaar}-{row.laatste:04d}"


def find_by_registration(connection: Connection, registratienummer: str) -> Row[str, str] | None:
    """`nummer` and `gemeente` of the case with this police reference, if there is one."""
    return connection.execute(
        select(ZaakRow.nummer, ZaakRow.gemeente).where(
            ZaakRow.registratienummer == registratienummer
        )
    ).first()


def add(
    connection: Connection, change: CaseChange, model: str, registratienummer: str | None
) -> None:
    """Write a case that has just started."""
    zaak = change.zaak
    with somebody_was_first():
        connection.execute(
            insert(ZaakRow).values(
                id=zaak.id,
                nummer=zaak.nummer,
                gemeente=zaak.gemeente.code,
                registratienummer=registratienummer,
                gemeld_op=zaak.melding.vastgelegd_op,
                status=change.status,
                opgelegd_op=change.opgelegd_op,
                einde=change.einde,
                lopend_op=change.lopend_op,
            )
        )
    connection.execute(
        insert(ProcessStateRow).values(
            zaak_id=zaak.id,
            model=model,
            version=1,
            state=change.state,
            routing=change.routing,
            soorten=_kinds(zaak),
            wake_at=change.wake_at,
        )
    )
    _save_parts(connection, change, {}, {})


def load(connection: Connection, zaak_id: str, *, lock: bool) -> CaseRecord:
    """One case with everything on its file.

    Args:
        lock: hold it until the transaction ends, so that nobody else moves it meanwhile.

    Raises:
        NotFound: there is no such case.
    """
    query = _PROCESS_LOCKED if lock else _PROCESS
    process = connection.execute(query, {"zaak": zaak_id}).first()
    if process is None:
        raise NotFound(zaak_id)
    head = connection.execute(_HEAD, {"zaak": zaak_id}).one()
    zaak = Zaak.of(
        zaak_id,
        head.nummer,
        gemeenten.load(connection, head.gemeente),
        facts.load(connection, zaak_id, process.soorten),
    )
    return CaseRecord(
        zaak=zaak,
        status=head.status,
        version=process.version,
        model=process.model,
        state=bytes(process.state),
        routing=dict(process.routing),
        wake_at=process.wake_at,
        deadlines=termijnen.of(connection, zaak_id),
        tasks=tasks(connection, zaak_id),
        papers=_papers(connection, zaak_id),
    )


def save(connection: Connection, before: CaseRecord, change: CaseChange) -> None:
    """Write what a step changed.

    Raises:
        Stale: the case moved on since it was loaded.
    """
    zaak = change.zaak
    moved = connection.execute(
        _MOVE,
        {
            "zaak": zaak.id,
            "seen": before.version,
            "version": before.version + 1,
            "state": change.state,
            "routing": change.routing,
            "soorten": _kinds(zaak),
            "wake_at": change.wake_at,
        },
    )
    if moved.rowcount != 1:
        raise Stale(Reden("Iemand anders werkte tegelijk aan deze zaak. Bekijk haar opnieuw."))
    connection.execute(
        _SHOW,
        {
            "zaak": zaak.id,
            "status": change.status,
            "opgelegd_op": change.opgelegd_op,
            "einde": change.einde,
            "lopend_op": change.lopend_op,
        },
    )
    _save_parts(connection, change, before.deadlines, before.tasks)


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What is known of a case without opening its file."""

    gemeente: str
    status: str
    nummer: str


def head(connection: Connection, zaak_id: str) -> CaseHead | None:
    """A case without its file; None when there is no such case."""
    row = connection.execute(_HEAD, {"zaak": zaak_id}).first()
    return CaseHead(row.gemeente, row.status, row.nummer) if row is not None else None


def _save_parts(
    connection: Connection,
    change: CaseChange,
    deadlines: Mapping[str, Deadline],
    tasks: Mapping[str, TaskOnList],
) -> None:
    zaak = change.zaak
    for volgnummer, feit in enumerate(change.feiten, start=change.known + 1):
        facts.save(connection, zaak.id, volgnummer, feit)
    if any(isinstance(feit, zoektekens.CHANGES) for feit in change.feiten):
        zoektekens.index(connection, zaak)
    termijnen.save(connection, zaak.id, deadlines, change.deadlines)
    _save_tasks(connection, zaak, tasks, change.tasks)


def _save_tasks(
    connection: Connection,
    zaak: Zaak,
    before: Mapping[str, TaskOnList],
    after: Sequence[TaskOnList],
) -> None:
    open_now = {task.id: task for task in after}
    gone = before.keys() - open_now.keys()
    if gone:
        connection.execute(delete(OpenTaskRow).where(OpenTaskRow.id.in_(gone)))
    insert_tasks(connection, zaak, [task for task in after if task.id not in before])
    for task in after:
        known = before.get(task.id)
        if known is not None and known != task:
            connection.execute(
                update(OpenTaskRow)
                .where(OpenTaskRow.id == task.id)
                .values(
                    opvolgen=task.opvolgen,
                    dringend_op=task.opvolgen or END_OF_TIME,
                    **({} if known.opvolgen == task.opvolgen else {"attenderen_op": _look(task)}),
                    behandelaar=task.behandelaar,
                    behandelaar_naam=task.behandelaar_naam,
                )
            )


def insert_tasks(connection: Connection, zaak: Zaak, tasks: Sequence[TaskOnList]) -> None:
    """Put newly opened tasks on the lists."""
    rows = [
        {
            "id": task.id,
            "zaak_id": zaak.id,
            "gemeente": zaak.gemeente.code,
            "taak": task.taak,
            "naam": task.naam,
            "rol": task.rollen[0],
            "rollen": list(task.rollen),
            "geopend_op": task.geopend_op,
            "opvolgen": task.opvolgen,
            "dringend_op": task.opvolgen or END_OF_TIME,
            "attenderen_op": _look(task),
            "behandelaar": task.behandelaar,
            "behandelaar_naam": task.behandelaar_naam,
        }
        for task in tasks
    ]
    if rows:
        connection.execute(_NEW_TASK, rows)


def _look(task: TaskOnList) -> datetime | None:
    """When to look whether people must be told of a task whose follow-up time is new: at once."""
    return task.geopend_op if task.opvolgen is not None else None


def tasks(connection: Connection, zaak_id: str) -> dict[str, TaskOnList]:
    """The open tasks of a case, by id, the oldest first."""
    rows = connection.execute(_TASKS_OF, {"zaak": zaak_id})
    return {row.id: task_on_list(row._mapping) for row in rows}


def task_on_list(row: Mapping[Any, Any]) -> TaskOnList:
    """An open task from its row."""
    return TaskOnList(
        id=row["id"],
        taak=row["taak"],
        naam=row["naam"],
        rollen=tuple(row["rollen"]),
        geopend_op=row["geopend_op"],
        opvolgen=row["opvolgen"],
        behandelaar=row["behandelaar"],
        behandelaar_naam=row["behandelaar_naam"],
        opgepakt_op=row["opgepakt_op"],
    )


def _papers(connection: Connection, zaak_id: str) -> dict[str, PaperOnFile]:
    """The newest version of each paper addressed to the person himself, which is what is signed."""
    rows = connection.execute(_PAPERS_OF, {"zaak": zaak_id})
    return {row.document: PaperOnFile(row.id, row.document, row.versie, row.sha256) for row in rows}


def _kinds(zaak: Zaak) -> list[str]:
    return sorted({type(feit).__name__ for feit in zaak.feiten})


def open_task(connection: Connection, zaak_id: str, task_id: str) -> TaskOnList | None:
    """An open task of a case, held until the transaction ends; None when it is not open."""
    row = connection.execute(
        select(OpenTaskRow.__table__)
        .where(OpenTaskRow.id == task_id, OpenTaskRow.zaak_id == zaak_id)
        .with_for_update()
    ).first()
    return task_on_list(row._mapping) if row is not None else None


def assign(
    connection: Connection, task_id: str, wie: str | None, naam: str | None, now: datetime
) -> None:
    """Put an open task in somebody's hands from `now` (UTC) on, or in nobody's."""
    connection.execute(
        update(OpenTaskRow)
        .where(OpenTaskRow.id == task_id)
        .values(behandelaar=wie, behandelaar_naam=naam, opgepakt_op=now if wie else None)
    )
