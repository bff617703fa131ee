"""Withdrawing an order (Wth 2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.model.feit import Feit


class Aanleiding(StrEnum):
    """Why withdrawing is put before the mayor."""

    VERZOEK_ACHTERBLIJVER = "verzoek_achterblijver"
    VERZOEK_UITHUISGEPLAATSTE = "verzoek_uithuisgeplaatste"
    HULP_AANVAARD = "hulp_aanvaard"
    NIEMAND_TE_BESCHERMEN = "niemand_te_beschermen"
    VEILIGHEIDSAFSPRAKEN = "veiligheidsafspraken"
    ANDERS = "anders"


class Intrekkingsuitkomst(StrEnum):
    """What the mayor decides about withdrawing."""

    INTREKKEN = "intrekken"
    HANDHAVEN = "handhaven"


class Intrekkingsgrond(StrEnum):
    """On which ground an order is withdrawn."""

    HULP_AANVAARD = "hulp_aanvaard"
    DREIGING_WEG = "dreiging_weg"
    ANDERS = "anders"


@dataclass(frozen=True, kw_only=True)
class Intrekkingsverzoek(Feit):
    """Something makes the mayor look again at whether the order should stand."""

    aanleiding: Aanleiding
    toelichting: str | None = None


@dataclass(frozen=True, kw_only=True)
class Intrekkingsbesluit(Feit):
    """The mayor's decision on withdrawing.

    Attributes:
        grond: only for withdrawing.
    """

    uitkomst: Intrekkingsuitkomst
    grond: Intrekkingsgrond | None = None
    motivering: str

    @property
    def trekt_in(self) -> bool:
        """Whether it withdraws."""
        return self.uitkomst is Intrekkingsuitkomst.INTREKKEN
