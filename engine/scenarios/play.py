"""Playing a scenario: the real models, guards, deadlines and papers, on a clock that is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from engine.clock import MovableClock
from engine.delivery.worker import Worker
from engine.errors import HuisverbodError, Refused
from engine.law.moments import local, read_moment
from engine.model.gebruikers import Actor, Rol
from engine.scenarios.read import Scenario, Stap, Verwacht
from engine.service.acts import Complete, Send
from engine.service.deadlines import Deadlines
from engine.service.road import Road
from engine.store.reading.zaak import CaseState, TimelineEntry, contents_of, state_of, timeline


class PdfText(Protocol):
    """Reads the text of a PDF back."""

    def text(self, content: bytes) -> str: ...


class Shelf(Protocol):
    """Where the stage's cases are kept."""

    def reading(self) -> AbstractContextManager[Any]: ...

    def dispose(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a scenario plays: a fresh house, a clock that can be moved, one user per role."""

    clock: MovableClock
    database: Shelf
    road: Road
    deadlines: Deadlines
    worker: Worker
    documents: PdfText
    actors: dict[Rol, Actor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fout:
    """One step or expectation that did not hold.

    Attributes:
        stap: number of the step, from 1.
    """

    stap: int
    op: datetime
    verwacht: str
    gevonden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a scenario went."""

    titel: str
    fouten: tuple[Fout, ...]
    tijdlijn: tuple[TimelineEntry, ...]
    eindstand: CaseState | None

    @property
    def ok(self) -> bool:
        """Whether every step and expectation held."""
        return not self.fouten


@dataclass(slots=True)
class _Play:
    stage: Stage
    zaak_id: str | None = None
    fouten: list[Fout] = field(default_factory=list)


def play(scenario: Scenario, build: Callable[[Scenario], Stage]) -> Result:
    """Play a scenario to its last step.

    Args:
        build: makes the stage it plays on.
    """
    stage = build(scenario)
    run = _Play(stage)
    try:
        for number, stap in enumerate(scenario.stappen, start=1):
            advance(stage, stap.op)
            for verwacht, gevonden in _take(run, stap):
                run.fouten.append(
                    Fout(stap=number, op=stap.op, verwacht=verwacht, gevonden=gevonden)
                )
        with stage.database.reading() as connection:
            known = run.zaak_id is not None
            return Result(
                titel=scenario.titel,
                fouten=tuple(run.fouten),
                tijdlijn=timeline(connection, run.zaak_id) if run.zaak_id else (),
                eindstand=state_of(connection, run.zaak_id) if known and run.zaak_id else None,
            )
    finally:
        stage.database.dispose()


def advance(stage: Stage, moment: datetime) -> None:
    """Move the clock on; whatever falls due on the way happens at its own moment."""
    while (wake := stage.deadlines.next_wake()) is not None and wake <= moment:
        stage.clock.move_to(max(wake, stage.clock.now()))
        if not stage.deadlines.fire_due():
            break  # a case that cannot move on holds up no others; time goes on
        stage.worker.run()
    stage.clock.move_to(moment)


def _take(run: _Play, stap: Stap) -> Iterator[tuple[str, str]]:
    if stap.verwacht is not None:
        if run.zaak_id is None:
            yield "een zaak", "er is nog geen zaak gestart"
        else:
            yield from _expect(run.stage, run.zaak_id, stap.verwacht)
        return
    code = _act(run, stap)
    if code != stap.geweigerd:
        what = stap.taak or stap.bericht or "melding"
        yield (
            f"{what} {f'geweigerd met {stap.geweigerd}' if stap.geweigerd else 'gelukt'}",
            f"geweigerd met {code}" if code else "gelukt",
        )
    run.stage.worker.run()


def _act(run: _Play, stap: Stap) -> str | None:
    """Do what somebody does; gives the code of the refusal, or None when it went well."""
    stage = run.stage
    actor = stage.actors[stap.rol or Rol.AMBTENAAR]
    try:
        if stap.melding is not None:
            run.zaak_id = stage.road.report(actor, stap.melding).zaak_id
        elif run.zaak_id is None:
            return "status"
        elif stap.taak is not None:
            stage.road.complete(actor, run.zaak_id, Complete(stap.taak, stap.formulier))
        else:
            stage.road.send(actor, run.zaak_id, Send(stap.bericht or "", stap.formulier))
    except Refused as refusal:
        return refusal.code
    except HuisverbodError as error:
        return type(error).__name__
    return None


def _expect(stage: Stage, zaak_id: str, verwacht: Verwacht) -> Iterator[tuple[str, str]]:
    with stage.database.reading() as connection:
        state = state_of(connection, zaak_id)
        papers = {
            document: "\n".join(
                stage.documents.text(content)
                for content in contents_of(connection, zaak_id, document)
            )
            for document in verwacht.tekst
        }
    yield from _expect_state(state, verwacht)
    for document, strings in verwacht.tekst.items():
        found = " ".join(papers[document].split())
        for string in strings:
            if " ".join(string.split()) not in found:
                yield f"in {document}: {string!r}", f"{len(found)} tekens zonder dat"


def _expect_state(state: CaseState, verwacht: Verwacht) -> Iterator[tuple[str, str]]:
    if verwacht.status is not None and state.status != verwacht.status:
        yield f"status {verwacht.status}", state.status
    if verwacht.einde is not None and state.einde != verwacht.einde:
        yield f"einde {show(verwacht.einde)}", show(state.einde)
    if verwacht.taken is not None and sorted(state.taken) != sorted(verwacht.taken):
        yield f"taken {sorted(verwacht.taken)}", str(sorted(state.taken))
    missing = [taak for taak in verwacht.taken_bevat if taak not in state.taken]
    if missing:
        yield f"taken met {missing}", str(sorted(state.taken))
    for termijn, wanted in verwacht.termijnen.items():
        yield from _expect_deadline(state, termijn, wanted)
    absent = [each for each in verwacht.documenten if each not in state.documenten]
    if absent:
        yield f"documenten {absent}", str(sorted(state.documenten))
    present = [each for each in verwacht.documenten_niet if each in state.documenten]
    if present:
        yield f"geen {present}", str(sorted(state.documenten))


def _expect_deadline(state: CaseState, termijn: str, wanted: Any) -> Iterator[tuple[str, str]]:
    found = state.termijnen.get(termijn)
    if found is None:
        yield f"termijn {termijn}", "die loopt niet"
        return
    try:
        moment = read_moment(wanted)
    except (ValueError, TypeError):
        if found.state != wanted:
            yield f"termijn {termijn} {wanted}", found.state
        return
    if found.due != moment:
        yield f"termijn {termijn} op {show(moment)}", show(found.due)


def show(moment: datetime | None) -> str:
    """A moment as scenarios write it: local time, without an offset."""
    return local(moment).replace(tzinfo=None).isoformat() if moment else "geen"
