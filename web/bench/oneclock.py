"""The clock that everything in a measurement goes by: it begins when all are ready."""

from __future__ import annotations

import math
import multiprocessing
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any


class OneClock:
    """Stands still until it is told to go on as the machine does, the same in every process that
    is forked from this one.

    Args:
        start: aware moment that it shows until then.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = forking().Value("d", math.inf)

    def now(self) -> datetime:
        """The moment (aware)."""
        return self._start + timedelta(seconds=max(0.0, perf_counter() - self._began.value))

    def go(self) -> None:
        """Go on from here."""
        self._began.value = perf_counter()


def forking() -> Any:
    """Processes that have the models in hand at once."""
    return multiprocessing.get_context("fork")
