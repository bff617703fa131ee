"""Extending an order (Wth 9.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit
from engine.model.uitreiking import Wijze


class Advies(StrEnum):
    """What the help body advises."""

    VERLENGEN = "verlengen"
    NIET_VERLENGEN = "niet_verlengen"
    INTREKKEN = "intrekken"


class Verlengingsuitkomst(StrEnum):
    """What the mayor decides about extending."""

    VERLENGEN = "verlengen"
    NIET_VERLENGEN = "niet_verlengen"


@dataclass(frozen=True, kw_only=True)
class Verlengingsadvies(Feit):
    """Advice of the help body on extending."""

    advies: Advies
    dreiging_voortzet: bool
    motivering: str


@dataclass(frozen=True, kw_only=True)
class Verlengingsbesluit(Feit):
    """The mayor's decision on extending. Fields below `motivering` belong to extending only.

    Attributes:
        tot: the new end (UTC, exclusive).
        feiten_sindsdien: facts after the imposition that show that the danger goes on.
        afwijking_advies: why the decision departs from the advice (Awb 3:50).
    """

    uitkomst: Verlengingsuitkomst
    motivering: str
    tot: datetime | None = None
    dreiging_voortzet: bool | None = None
    feiten_sindsdien: str | None = None
    afwijking_advies: str | None = None

    @property
    def verlengt(self) -> bool:
        """Whether it extends."""
        return self.uitkomst is Verlengingsuitkomst.VERLENGEN


@dataclass(frozen=True, kw_only=True)
class UitreikingVerlenging(Feit):
    """Service of an extension: never oral, never by deposit (Wth 9.1).

    Attributes:
        tot: the end that was served with it (UTC), taken over from the decision.
    """

    wijze: Wijze
    uitgereikt_op: datetime
    tot: datetime
