"""What a subject is: a name, and how it is measured on one database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.service.modellen import Models
from web.bench.figures import Figure
from web.bench.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured.

    Attributes:
        how: in a few words, for the page.
        lives: how many cases are lived, step by step.
        towns: how many cases stand in the database, from small to large.
        moments: how many due moments the next hundred are found among.
        due: how many cases have something due at the same moment.
        visits: how often a page is opened.
    """

    how: str
    lives: int
    towns: tuple[int, ...]
    moments: int
    due: int
    visits: int


FULL = Size(
    how="in full", lives=20, towns=(1_000, 10_000, 100_000), moments=1_000_000, due=1_000, visits=30
)
QUICK = Size(
    how="quick, with fewer repeats and cases",
    lives=3,
    towns=(100, 1_000),
    moments=10_000,
    due=50,
    visits=10,
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a subject is measured with."""

    place: Place
    models: Models
    size: Size


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is measured; once only when the database is no part of it."""

    name: str
    measure: Callable[[Bench], Iterator[Figure]]
    on_each_database: bool = True
