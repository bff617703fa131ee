"""Where a case stands in its process: what it passed, where it is, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.clock import Clock
from engine.errors import NotFound
from engine.process.picture import Picture, Shape, pictures
from engine.service.case import Case
from engine.service.modellen import Models, Sources
from engine.store import audit, zaken
from engine.store.work import Database

__all__ = ["Gedaan", "Picture", "Proces", "Shape", "Stap", "Verloop"]


@dataclass(frozen=True, slots=True)
class Gedaan:
    """Somebody did a task: who, and the moment it counts from (UTC)."""

    door: str
    op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """An element of the process that a case has reached.

    Attributes:
        stand: "passed", "present" or "waiting".
        afloop: when a waiting timer falls due (UTC).
        gedaan: each time somebody did it, the first time first.
        taak: id of the open task, when it is one that waits for somebody.
    """

    element: str
    stand: str
    afloop: datetime | None
    gedaan: tuple[Gedaan, ...]
    taak: str | None


@dataclass(frozen=True, slots=True)
class Proces:
    """One process of a case: how it is drawn, and the elements reached, by id."""

    picture: Picture
    stappen: Mapping[str, Stap]


class Verloop:
    """Tells where cases stand."""

    def __init__(self, database: Database, clock: Clock, models: Models) -> None:
        self.database = database
        self.clock = clock
        self.models = models
        self._drawn: dict[str, tuple[Picture, ...]] = {}

    def of(self, record: zaken.CaseRecord) -> list[Proces]:
        """The processes that a case has entered, as drawn in its own version of the models.

        Raises:
            NotFound, BrokenModel: its models are gone.
        """
        with self.database.reading() as connection:
            model = self.models.version(connection, record.model, record.zaak.gemeente.code)
            case = Case.load(connection, record, model, self.clock.now())
            done = audit.done_at(connection, record.zaak.id)
        tasks = {task.element: task.id for task in case.process.open_tasks(record.routing)}
        steps = {
            each.element: Stap(
                element=each.element,
                stand=each.state,
                afloop=each.due,
                gedaan=tuple(Gedaan(door, op) for door, op in done.get(each.element, ())),
                taak=tasks.get(each.element),
            )
            for each in case.process.passages()
        }
        found = []
        for picture in self._pictures(record.model, model.sources):
            own = {shape.id: steps[shape.id] for shape in picture.shapes if shape.id in steps}
            if own:
                found.append(Proces(picture, own))
        return found

    def source(self, zaak_id: str, process: str) -> bytes:
        """The BPMN file in which a process is drawn, in the case's own version of the models.

        Raises:
            NotFound: no such case or process, or the case's models are gone.
        """
        with self.database.reading() as connection:
            record = zaken.load(connection, zaak_id, lock=False)
            model = self.models.version(connection, record.model, record.zaak.gemeente.code)
        for picture in self._pictures(record.model, model.sources):
            if picture.process == process:
                return model.sources[picture.file]
        raise NotFound(process)

    def _pictures(self, version: str, sources: Sources) -> tuple[Picture, ...]:
        if version not in self._drawn:
            self._drawn[version] = pictures(sources)
        return self._drawn[version]
