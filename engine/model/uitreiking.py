"""Handing over a decision, and what is asked while doing so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit


class Wijze(StrEnum):
    """How a decision reached the person (Wth 2.7, Awb 3:41)."""

    IN_PERSOON = "in_persoon"
    NEDERLEGGING = "nederlegging"
    TOEGEZONDEN = "toegezonden"


class Raadsman(StrEnum):
    """The answer to the question of Wth 5.1; deposited, there was nobody to ask."""

    NIET_GEVRAAGD = "niet_gevraagd"
    NIET_GEWENST = "niet_gewenst"
    EIGEN = "eigen"
    GEWENST = "gewenst"


@dataclass(frozen=True, kw_only=True)
class Uitreiking(Feit):
    """Service of the order.

    Attributes:
        uitgereikt_op: when it was handed over or deposited (UTC); the term may start here.
        sleutels: how many keys were taken (Wth 4.2).
        bereikbaar: where or how the person can be reached (Wth 2.6), if he said so at once.
        getekend: signed for receipt; False when he refused, None when not recorded.
    """

    wijze: Wijze
    uitgereikt_op: datetime
    sleutels: int
    bereikbaar: str | None = None
    raadsman: Raadsman
    getekend: bool | None = None
    tolk: bool = False
    informatieblad_taal: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bereikbaarheid(Feit):
    """Where or how the person can be reached, told afterwards (Wth 2.6)."""

    bereikbaar: str
    doorgegeven_op: datetime


@dataclass(frozen=True, kw_only=True)
class WensRechtsbijstand(Feit):
    """The person says that he wants counsel, whenever that is (Wth 5.1)."""

    geuit_op: datetime


@dataclass(frozen=True, kw_only=True)
class Rechtsbijstand(Feit):
    """The Raad voor Rechtsbijstand was notified (Wth 5.1)."""

    gemeld_op: datetime
    raadsman: str | None = None
