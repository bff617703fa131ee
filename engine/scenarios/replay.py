"""Recorded cases played again: on the models they ran on and on changed ones, side by side.

Both plays run in fresh houses, on the moments at which people really acted. What differs between
them is due to the models alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import HuisverbodError, Refused
from engine.model.gebruikers import Actor, Rol
from engine.scenarios.play import Stage, advance, show
from engine.service.acts import Complete, Send
from engine.store.reading.recorded import RecordedAct, RecordedCase
from engine.store.reading.zaak import state_of

Build = Callable[[RecordedCase], Stage]

#: Binds a signature to bytes that only the real papers have.
_OF_THE_PAPER = "sha256"


@dataclass(frozen=True, slots=True)
class Moment:
    """How a case stands after something was done, or at the end.

    Attributes:
        na: what was done.
        code: the guard that refused it, or None.
        stand: what can be compared: status, end, tasks, terms, documents.
    """

    op: datetime
    na: str
    code: str | None
    stand: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verschil:
    """Where the two plays part: what it was, what it would have been."""

    op: datetime
    na: str
    wat: str
    was: str
    wordt: str


def compare(case: RecordedCase, until: datetime, before: Build, after: Build) -> list[Verschil]:
    """What would have gone differently, from the first act until `until` (UTC).

    Args:
        before, after: make a fresh stage for a case, with the models of then and with the changed
            ones.
    """
    return [
        found
        for was, would in zip(_play(case, until, before), _play(case, until, after), strict=True)
        for found in _differences(was, would)
    ]


def _differences(was: Moment, would: Moment) -> Iterator[Verschil]:
    if was.code != would.code:
        yield Verschil(was.op, was.na, "geweigerd", was.code or "nee", would.code or "nee")
    for what, value in was.stand.items():
        other = would.stand[what]
        if value != other:
            yield Verschil(was.op, was.na, what, str(value), str(other))


def _play(case: RecordedCase, until: datetime, build: Build) -> list[Moment]:
    stage = build(case)
    try:
        return list(_moments(case, until, stage))
    finally:
        stage.database.dispose()


def _moments(case: RecordedCase, until: datetime, stage: Stage) -> Iterator[Moment]:
    zaak_id: str | None = None
    for act in case.acts:
        advance(stage, act.op)
        code, started = _do(stage, zaak_id, case, act)
        zaak_id = zaak_id or started
        stage.worker.run()
        yield Moment(act.op, act.taak or act.bericht or "", code, _stand(stage, zaak_id))
    advance(stage, max(until, stage.clock.now()))
    yield Moment(until, "afloop", None, _stand(stage, zaak_id))


def _do(
    stage: Stage, zaak_id: str | None, case: RecordedCase, act: RecordedAct
) -> tuple[str | None, str | None]:
    """Does it again; gives the code of a refusal, and the id of the case it started."""
    actor = Actor(id=act.wie, naam=act.naam, rollen=frozenset({(Rol(act.rol), case.gemeente.code)}))
    answer = {name: value for name, value in act.antwoord.items() if name != _OF_THE_PAPER}
    try:
        if zaak_id is None:
            return None, stage.road.report(actor, answer).zaak_id
        if act.taak is not None:
            stage.road.complete(actor, zaak_id, Complete(act.taak, answer, element=act.element))
        else:
            stage.road.send(actor, zaak_id, Send(act.bericht or "", answer))
    except Refused as refusal:
        return refusal.code, None
    except HuisverbodError as error:
        return type(error).__name__, None
    return None, None


def _stand(stage: Stage, zaak_id: str | None) -> dict[str, Any]:
    if zaak_id is None:
        return {}
    with stage.database.reading() as connection:
        state = state_of(connection, zaak_id)
    return {
        "status": state.status,
        "einde": show(state.einde),
        "taken": sorted(state.taken),
        "termijnen": {
            name: f"{show(deadline.due)} {deadline.state}"
            for name, deadline in sorted(state.termijnen.items())
        },
        "documenten": sorted(state.documenten),
    }
