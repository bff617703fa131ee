"""Handing a case over and closing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.model.feit import Feit


@dataclass(frozen=True, kw_only=True)
class Afsluiting(Feit):
    """The case is handed over and closed."""

    overdracht: str
    sleutels_terug_op: datetime | None = None
    evaluatie: str | None = None
