"""A case's life as it is played here: the demo's case that was extended, until it is closed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from engine.clock import Clock, MovableClock
from engine.law.moments import read_moment
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.service.acts import Complete
from engine.service.modellen import Models
from web.bootstrap import House, build
from web.demo import CASES, Step, answer_of, report_of
from web.replay import Drawer
from web.settings import Settings
from web.stage import NOBODY_SIGNS_IN, example_gemeente, people

#: When every case played here is reported.
REPORTED = read_moment("2026-03-21T00:10")
_EXTENDED = next(case for case in CASES if any(s.taak == "besluit_verlenging" for s in case.steps))
_CLOSE = Step(40_000, Rol.HULPVERLENING, "afsluiting", {"overdracht": "Overgedragen."})

#: Cases here are numbered from here on; those of the demo have smaller numbers.
FIRST_NUMBER = 1_000

#: What is done, in order: from the assessment to the handing over after an extension.
LIFE: tuple[Step, ...] = (*_EXTENDED.steps, _CLOSE)
#: The part of it that is over within the night of the report.
NIGHT = tuple(step for step in LIFE if step.after < timedelta(hours=6).total_seconds() / 60)


@dataclass(slots=True)
class Street:
    """A house with its people, its clock, and the cases played in it."""

    house: House
    clock: MovableClock
    actors: dict[Rol, Actor]
    reported: int = FIRST_NUMBER

    def report(self) -> str:
        """A new case; gives its id."""
        self.reported += 1
        case = replace(_EXTENDED, huisnummer=self.reported)
        outcome = self.house.road.report(
            self.actors[Rol.HULPOFFICIER], report_of(case, self.clock.now())
        )
        return outcome.zaak_id

    def act(self, step: Step) -> tuple[Actor, Complete]:
        """Who does a step, and what exactly, as of now."""
        return self.actors[step.rol], Complete(
            step.taak, answer_of(step.formulier, self.clock.now())
        )

    def pass_time(self, step: Step) -> None:
        """Go on to the moment of a step; what falls due on the way happens, papers are made."""
        self.house.worker.run()
        moment = REPORTED + timedelta(minutes=step.after)
        while (wake := self.house.deadlines.next_wake()) is not None and wake <= moment:
            self.clock.move_to(max(wake, self.clock.now()))
            self.house.deadlines.fire_due()
            self.house.worker.run()
        self.clock.move_to(moment)


@contextmanager
def street(url: str, models: Models, clock: MovableClock | None = None) -> Iterator[Street]:
    """An empty house on a database, with its people."""
    clock = clock or MovableClock(REPORTED)
    with household(url, models, clock) as house:
        gemeente = example_gemeente()
        house.beheer.add_gemeente(SYSTEEM, gemeente)
        yield Street(house, clock, people(house, gemeente.code, NOBODY_SIGNS_IN))


@contextmanager
def household(url: str, models: Models, clock: Clock, *, new: bool = True) -> Iterator[House]:
    """A house on an empty database, whose papers are not drawn.

    Args:
        new: bring the database to this version first.
    """
    drawer: Any = Drawer()  # follows engine.ports
    # the same for every process on this database, and for no other: its cases are invented
    key = base64.b64encode(hashlib.sha256(url.encode()).digest()).decode()
    settings = Settings(database=url, demo=True, secure_cookies=False, key=key)
    house = build(settings, clock=clock, models=models, documents=drawer)
    try:
        if new:
            house.migrate()
        yield house
    finally:
        house.database.dispose()
