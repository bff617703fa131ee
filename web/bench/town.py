"""A database full of cases: those of the demo, in every status, over and over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.clock import MovableClock
from engine.model.gebruikers import Rol
from engine.service.modellen import Models
from engine.store.reading import zaak as reading
from engine.store.work import Database
from web import demo
from web.bench import copies, variety
from web.bench.life import REPORTED, Street, household


@dataclass(slots=True)
class Town:
    """A house in which cases can be multiplied.

    Attributes:
        originals: the cases that were played, one in each status.
        rounds: how often they have been copied.
    """

    street: Street
    originals: tuple[str, ...]
    rounds: int = 0

    @property
    def database(self) -> Database:
        """Where they are."""
        return self.street.house.database

    def sign_in(self, rol: Rol = Rol.AMBTENAAR) -> str:
        """The session of somebody who has just signed in; an officer sees all of a case."""
        secret = self.street.house.toegang.sign_in(rol.value, demo.PASSWORD)
        if secret is None:
            raise RuntimeError("the demo's accounts have changed")
        return secret

    def waiting(self) -> list[str]:
        """The cases that were played in which something is still to fall due."""
        with self.database.reading() as connection:
            return [
                zaak_id
                for zaak_id in self.originals
                if reading.case(connection, zaak_id).wake_at is not None
            ]

    def open_task(self, taak: str) -> tuple[str, str]:
        """A case that was played in which this task is open, and the id of that task."""
        with self.database.reading() as connection:
            return next(
                (zaak_id, task.id)
                for zaak_id in self.originals
                for task in reading.case(connection, zaak_id).tasks.values()
                if task.taak == taak
            )

    def grow(self, cases: int) -> None:
        """Copy until there are about so many cases, not all the same."""
        rounds = cases // len(self.originals)
        if rounds > self.rounds:
            new = (self.database, self.originals, self.rounds + 1, rounds)
            copies.multiply(*new)
            variety.name(*new)
            variety.spread(*new)
            copies.refresh(self.database)
            self.rounds = rounds


@contextmanager
def town(url: str, models: Models) -> Iterator[Town]:
    """A fresh house with the demo's cases, on a clock that stands still."""
    clock = MovableClock(REPORTED - demo.FIRST_CASE)
    with household(url, models, clock) as house:
        states = list(demo.fill(house, REPORTED))
        actors = {rol: house.toegang.known(rol.value) for rol in Rol}
        known = {rol: actor for rol, actor in actors.items() if actor is not None}
        yield Town(Street(house, clock, known), tuple(each.zaak_id for each in states))
