"""Real processes on one database, on a clock that runs fast and is the same for all of them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from random import Random
from threading import Event
from typing import Any

from engine.clock import SystemClock
from engine.errors import NotFound, Refused
from engine.model.gebruikers import Actor, Rol
from engine.scheduler import Alarm
from engine.service.acts import Complete
from engine.service.modellen import Models
from tests.conftest import ROOT_KEY, PlainDesk
from web.bench.life import LIFE, NIGHT
from web.bootstrap import House, build
from web.demo import answer_of
from web.settings import Settings

#: What people do after the night, while the terms run.
BY_DAY = [step for step in LIFE if step not in NIGHT]


@dataclass(frozen=True)
class FastClock:
    """Shows `start` when the machine shows `began`, and goes so many times as fast."""

    start: datetime
    began: datetime
    speed: float

    def now(self) -> datetime:
        gone = SystemClock().now() - self.began
        return self.start + max(gone, timedelta(0)) * self.speed


def house_on(url: str, models: Models, clock: Any) -> House:
    desk: Any = PlainDesk()  # follows engine.ports
    settings = Settings(database=url, demo=True, secure_cookies=False, key=ROOT_KEY)
    return build(settings, clock=clock, models=models, documents=desk)


class Crowd:
    """Starts processes; a child of this process has the models in hand at once."""

    def __init__(self, url: str, models: Models, clock: FastClock) -> None:
        self._given = (url, models, clock)
        self._fork = multiprocessing.get_context("fork")
        self.running: list[tuple[Any, tuple[Any, ...], BaseProcess]] = []

    def start(self, work: Any, *given: Any) -> None:
        process = self._fork.Process(target=work, args=(*self._given, *given), daemon=True)
        process.start()
        self.running.append((work, given, process))

    def kill_one(self, lot: Random) -> None:
        """With SIGKILL, at whatever it is doing; another one takes its place."""
        work, given, process = self.running.pop(lot.randrange(len(self.running)))
        process.kill()
        process.join()
        self.start(work, *given)

    def end(self) -> None:
        for _, _, process in self.running:
            process.kill()
            process.join()


def let_terms_pass(url: str, models: Models, clock: FastClock) -> None:
    """The alarm clock and what does jobs, as `huisverbod work` has them."""
    house = house_on(url, models, clock)
    Alarm(house.deadlines, clock, house.watch.process("wekker")).start()
    house.jobs.start()
    Event().wait()


def be_people(
    url: str, models: Models, clock: FastClock, actors: dict[Rol, Actor], cases: Sequence[str]
) -> None:
    """Everybody does whatever can be done, in any case, and is refused when it cannot."""
    house = house_on(url, models, clock)
    lot = Random()  # noqa: S311 - drawn by lot, not a secret
    while not Event().wait(0.01):
        step = lot.choice(BY_DAY)
        with suppress(Refused, NotFound, *house.database.errors):
            answer = answer_of(step.formulier, clock.now())
            _do(house, actors[step.rol], lot.choice(cases), step.taak, answer)


def _do(house: House, actor: Actor, zaak_id: str, taak: str, answer: Any) -> None:
    house.road.complete(actor, zaak_id, Complete(taak, answer))
