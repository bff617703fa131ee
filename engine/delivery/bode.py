"""Working off what people must be told: first who, then what leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol


class Work(Protocol):
    """Something that does all it can do now."""

    def run(self) -> int:
        """Do it; gives how much was done."""
        ...


class Bode:
    """Does several kinds of work after each other."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works = works

    def run(self) -> int:
        """Do everything that can be done now; gives how much was done."""
        return sum(work.run() for work in self._works)


class Rounds:
    """Work that is to look at something."""

    def __init__(self, look: Callable[[], int]) -> None:
        self._look = look

    def run(self) -> int:
        """Look; gives at how much."""
        return self._look()
