"""A case as a whole: loading it under lock, and writing what a step changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from engine.errors import NotFound, Reden, Stale
from engine.model.feit import Feit
from engine.model.termijnen import Deadline
from engine.model.zaak import AFGELOPEN, Zaak
from engine.step import PaperOnFile, Routing
from engine.store import facts, gemeenten, kluis, parts, tasklist, termijnen, zoektekens
from engine.store.among import among
from engine.store.parts import Part
from engine.store.schema import Base
from engine.store.schema.base import END_OF_TIME
from engine.store.schema.mechanics import OpenTaskRow, ProcessStateRow
from engine.store.schema.zaken import ZaakNummerRow, ZaakRow
from engine.store.tasklist import TaskOnList, insert_tasks, task_on_list

__all__ = [
    "CaseChange",
    "CaseHead",
    "CaseRecord",
    "TaskOnList",
    "add",
    "assign",
    "find_by_registration",
    "head",
    "insert_tasks",
    "load",
    "next_number",
    "of_rows",
    "open_task",
    "save",
    "somebody_was_first",
    "task_on_list",
    "tasks",
]

_STATES, _ZAKEN = (Base.metadata.tables[name] for name in ("process_states", "zaken"))
_ZAAK: BindParameter[str] = bindparam("zaak")
#: What a case is loaded with; built once, for it is done at every step.
_PROCESS = select(_STATES).where(_STATES.c.zaak_id == _ZAAK)
_PROCESS_LOCKED = _PROCESS.with_for_update()
_HEAD = select(ZaakRow.nummer, ZaakRow.gemeente, ZaakRow.status).where(ZaakRow.id == _ZAAK)
_TASKS, _PAPERS = (Base.metadata.tables[name] for name in ("open_tasks", "documenten"))
_HEADS = Part(
    _ZAKEN,
    select(_ZAKEN).where(among(_ZAKEN.c.id, "zaken")),
)
_TASKS_OF = Part(_TASKS, select(_TASKS).where(among(_TASKS.c.zaak_id, "zaken")))
#: Papers addressed to the person himself, which is what is signed.
_PAPERS_OF = Part(
    _PAPERS,
    select(
        _PAPERS.c.zaak_id,
        _PAPERS.c.id,
        _PAPERS.c.document,
        _PAPERS.c.versie,
        _PAPERS.c.sha256,
    ).where(among(_PAPERS.c.zaak_id, "zaken"), _PAPERS.c.aan == "uithuisgeplaatste"),
)
#: The tables that hold something of every case, besides the facts on its file.
PARTS = (_HEADS, gemeenten.PART, termijnen.PART, _TASKS_OF, _PAPERS_OF)
#: What lists and searches read of a case.
_SHOWN = ("status", "opgelegd_op", "einde", "lopend_op")
# which columns are set is told by what they are executed with
_MOVE = update(_STATES).where(_STATES.c.zaak_id == _ZAAK, _STATES.c.version == bindparam("seen"))
_SHOW = update(_ZAKEN).where(_ZAKEN.c.id == _ZAAK)


@dataclass(slots=True, kw_only=True)
class CaseRecord:
    """Everything kept of one case, as it was when it was loaded.

    Attributes:
        version: grows with every step; guards against two steps at once.
        model: hash of the models the case runs on.
        state: the process state as bytes.
        shown: what lists and searches read of it.
        wake_at: the next moment something falls due (UTC).
        opzij_tot: it could not move on, and is not tried by itself before then (UTC).
    """

    zaak: Zaak
    status: str
    version: int
    model: str
    state: bytes
    shown: Mapping[str, Any]
    routing: Routing
    wake_at: datetime | None
    opzij_tot: datetime | None = None
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
    _save_parts(connection, [(None, change)])


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
    return of_rows(connection, [process])[0]


def of_rows(connection: Connection, rows: Sequence[Row[Any]]) -> list[CaseRecord]:
    """Several cases with everything on their files, in the order of their process states."""
    if not rows:
        return []
    ids, kinds = [row.zaak_id for row in rows], {row.zaak_id: row.soorten for row in rows}
    keys = kluis.of(connection)
    whole = (*PARTS, *facts.parts_of(kinds))
    if keys.lacks(connection, ids):
        whole = (*whole, kluis.PART)
    kept = parts.read(connection, whole, ids)
    for row in kept.get(kluis.PART.name, ()):
        keys.learn(connection, row)
    heads = {head["id"]: head for head in kept[_HEADS.name]}
    places = gemeenten.of_rows(kept)
    feiten = facts.of_rows(connection, kinds, kept)
    terms = termijnen.of_rows(ids, kept)
    open_now = _tasks_of(ids, kept)
    papers: dict[str, dict[str, PaperOnFile]] = {zaak_id: {} for zaak_id in ids}
    for row in sorted(kept[_PAPERS_OF.name], key=lambda row: row["versie"]):  # the newest last
        on_file = PaperOnFile(row["id"], row["document"], row["versie"], row["sha256"])
        papers[row["zaak_id"]][row["document"]] = on_file
    found = []
    for process in rows:
        head = heads[process.zaak_id]
        place, own = places[head["gemeente"]], feiten[process.zaak_id]
        found.append(
            CaseRecord(
                zaak=Zaak.of(process.zaak_id, head["nummer"], place, own),
                status=head["status"],
                version=process.version,
                model=process.model,
                state=bytes(process.state),
                shown={name: head[name] for name in _SHOWN},
                routing=dict(process.routing),
                wake_at=process.wake_at,
                opzij_tot=process.opzij_tot,
                deadlines=terms[process.zaak_id],
                tasks=open_now[process.zaak_id],
                papers=papers[process.zaak_id],
            )
        )
    return found


def save(connection: Connection, moved: Sequence[tuple[CaseRecord, CaseChange]]) -> None:
    """Write what a step changed in each of these cases: as it was loaded, and what is new.

    Raises:
        Stale: one of them moved on since it was loaded.
    """
    result = connection.execute(_MOVE, [_moved(before, change) for before, change in moved])
    if result.rowcount != len(moved):
        raise Stale(Reden("Iemand anders werkte tegelijk aan deze zaak. Bekijk haar opnieuw."))
    shown = [(change.zaak.id, before.shown, _shown(change)) for before, change in moved]
    if changed := [{"zaak": zaak_id, **new} for zaak_id, old, new in shown if old != new]:
        connection.execute(_SHOW, changed)
    _save_parts(connection, [(before, change) for before, change in moved])


def _moved(before: CaseRecord, change: CaseChange) -> dict[str, Any]:
    return {
        "zaak": change.zaak.id,
        "seen": before.version,
        "version": before.version + 1,
        "state": change.state,
        "routing": change.routing,
        "soorten": _kinds(change.zaak),
        "wake_at": change.wake_at,
        "opzij_tot": None,
    }


def _shown(change: CaseChange) -> dict[str, Any]:
    return {name: getattr(change, name) for name in _SHOWN}


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What is known of a case without opening its file."""

    id: str
    gemeente: str
    status: str
    nummer: str


def head(connection: Connection, zaak_id: str) -> CaseHead | None:
    """A case without its file; None when there is no such case."""
    row = connection.execute(_HEAD, {"zaak": zaak_id}).first()
    return CaseHead(zaak_id, row.gemeente, row.status, row.nummer) if row is not None else None


def _save_parts(
    connection: Connection, moved: Sequence[tuple[CaseRecord | None, CaseChange]]
) -> None:
    for _, change in moved:
        for volgnummer, feit in enumerate(change.feiten, start=change.known + 1):
            facts.save(connection, change.zaak.id, volgnummer, feit)
        if any(isinstance(feit, zoektekens.CHANGES) for feit in change.feiten):
            zoektekens.index(connection, [change.zaak])
    termijnen.save(
        connection,
        [(new.zaak.id, old.deadlines if old else {}, new.deadlines) for old, new in moved],
    )
    tasklist.save(
        connection, [(new.zaak, old.tasks if old else {}, new.tasks) for old, new in moved]
    )


def tasks(connection: Connection, zaak_id: str) -> dict[str, TaskOnList]:
    """The open tasks of a case, by id, the oldest first."""
    return _tasks_of([zaak_id], parts.read(connection, [_TASKS_OF], [zaak_id]))[zaak_id]


def _tasks_of(
    ids: Sequence[str], rows: Mapping[str, parts.Rows]
) -> dict[str, dict[str, TaskOnList]]:
    found: dict[str, dict[str, TaskOnList]] = {zaak_id: {} for zaak_id in ids}
    for row in sorted(rows[_TASKS_OF.name], key=lambda row: (row["geopend_op"], row["taak"])):
        found[row["zaak_id"]][row["id"]] = task_on_list(row)
    return found


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
