"""The offer of help that is always made (Wth 2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit


class HulpAan(StrEnum):
    """To whom help is offered."""

    UITHUISGEPLAATSTE = "uithuisgeplaatste"
    ACHTERBLIJVERS = "achterblijvers"


@dataclass(frozen=True, kw_only=True)
class Hulpaanbod(Feit):
    """An offer of help and the answer to it, recorded by the help body itself.

    Attributes:
        belemmert_niet: he will not hinder help to the others in the home.
        werkt_mee: he will cooperate when that body asks.
    """

    aan: HulpAan
    aangeboden_op: datetime
    aanvaard: bool
    belemmert_niet: bool | None = None
    werkt_mee: bool | None = None
    toelichting: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanVanAanpak(Feit):
    """What the help body is going to do."""

    plan: str
