"""What was measured: plain frozen data, for the table, the page and whoever reads JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a measured quantity was spread: the middle, and what one in twenty exceeds."""

    p50: float
    p95: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        ordered = sorted(values)
        return cls(p50=_quantile(ordered, 0.50), p95=_quantile(ordered, 0.95), count=len(ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured.

    Attributes:
        subject: name of the subject; `place`: the database it was measured on.
        what: what was measured, in a few words; `unit`: "ms", "zaken/s", "queries".
        floor: what cannot be beaten, measured in the same run, where there is such a thing.
        target: what the figure (or, with a floor, the ratio) must not exceed; or, for a speed, not
            stay below.
    """

    subject: str
    place: str
    what: str
    unit: str
    measured: Spread
    floor: Spread | None = None
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor, by the middle of each."""
        return self.measured.p50 / self.floor.p50 if self.floor else None

    @property
    def holds(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        if self.unit.endswith("/s"):
            return self.measured.p50 >= self.target
        value = self.ratio if self.ratio is not None else self.measured.p95
        return value <= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What it was measured on; nothing in it names a host or a user.

    Attributes:
        pace: what a million additions took in plain Python (ms), at its quickest and its slowest
            during the run: by it times of two machines, or of two hours on one, can be compared.
    """

    processor: str
    cores: int
    memory_gib: float
    system: str
    python: str
    versions: tuple[tuple[str, str], ...]
    pace: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was measured in one run.

    Attributes:
        at: when it began (UTC); `seconds`: how long it took.
        how: in full, or with fewer repeats and cases.
    """

    at: datetime
    seconds: float
    how: str
    machine: Machine
    figures: tuple[Figure, ...]


def count(number: int) -> str:
    """A number as people read it: "100.000"."""
    return f"{number:,}".replace(",", ".")


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
