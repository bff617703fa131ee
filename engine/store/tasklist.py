"""The open tasks of cases as lists show them: reading a row, and writing what a step changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from engine.model.zaak import Zaak
from engine.store.among import among
from engine.store.schema import Base
from engine.store.schema.base import END_OF_TIME
from engine.store.schema.mechanics import OpenTaskRow

_NEW_TASK = insert(Base.metadata.tables["open_tasks"])
_CHANGED_TASK = update(Base.metadata.tables["open_tasks"]).where(
    OpenTaskRow.id == bindparam("task")
)
_GONE_TASKS = delete(Base.metadata.tables["open_tasks"]).where(
    among(Base.metadata.tables["open_tasks"].c.id, "ids")
)


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


def save(
    connection: Connection,
    moved: Sequence[tuple[Zaak, Mapping[str, TaskOnList], Sequence[TaskOnList]]],
) -> None:
    """Write which tasks opened, changed or went: of each case, its tasks before and after."""
    gone = [id for _, old, new in moved for id in old.keys() - {task.id for task in new}]
    if gone:
        connection.execute(_GONE_TASKS, {"ids": gone})
    opened: list[dict[str, Any]] = []
    for zaak, old, new in moved:
        opened += _new_tasks(zaak, [task for task in new if task.id not in old])
    if opened:
        connection.execute(_NEW_TASK, opened)
    kept = [
        (old[task.id], task)
        for _, old, new in moved
        for task in new
        if task.id in old and old[task.id] != task
    ]
    # whether people must be told is looked at anew where the time changed; elsewhere that stays
    for changed in (
        [_changed(task) for was, task in kept if was.opvolgen == task.opvolgen],
        [
            {**_changed(task), "attenderen_op": _look(task)}
            for was, task in kept
            if was.opvolgen != task.opvolgen
        ],
    ):
        if changed:
            connection.execute(_CHANGED_TASK, changed)


def _changed(task: TaskOnList) -> dict[str, Any]:
    return {
        "task": task.id,
        "opvolgen": task.opvolgen,
        "dringend_op": task.opvolgen or END_OF_TIME,
        "behandelaar": task.behandelaar,
        "behandelaar_naam": task.behandelaar_naam,
    }


def _look(task: TaskOnList) -> datetime | None:
    """When to look whether people must be told of a task whose follow-up time is new: at once."""
    return task.geopend_op if task.opvolgen is not None else None


def insert_tasks(connection: Connection, zaak: Zaak, tasks: Sequence[TaskOnList]) -> None:
    """Put newly opened tasks on the lists."""
    if tasks:
        connection.execute(_NEW_TASK, _new_tasks(zaak, tasks))


def _new_tasks(zaak: Zaak, tasks: Sequence[TaskOnList]) -> list[dict[str, Any]]:
    return [
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
