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
