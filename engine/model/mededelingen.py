"""Telling those who share the household (Wth 2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit


class Mededelingswijze(StrEnum):
    """How the housemates were told."""

    PERSOONLIJK = "persoonlijk"
    TELEFONISCH = "telefonisch"
    SCHRIFTELIJK = "schriftelijk"


@dataclass(frozen=True, kw_only=True)
class MededelingHuisgenoten(Feit):
    """The housemates know what the order holds and what breaking it means."""

    medegedeeld_op: datetime
    wijze: Mededelingswijze
