"""Measures how long something takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


@contextmanager
def timing(took: list[float]) -> Iterator[None]:
    """Put down how long what happens inside takes (ms)."""
    began = perf_counter()
    yield
    took.append((perf_counter() - began) * 1e3)


def pace() -> float:
    """What a million additions take here, now (ms): how quick this machine is with plain Python."""
    took: list[float] = []
    for _ in range(3):
        with timing(took):
            total = 0
            for number in range(1_000_000):
                total += number
    return min(took)
