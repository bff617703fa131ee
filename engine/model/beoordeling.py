"""The assessment: risk, honour, Veilig Thuis, and what the person himself says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit


class Oordeel(StrEnum):
    """How heavily one signal of the annex weighs, in the assessor's judgement."""

    LAAG = "laag"
    MIDDEN = "midden"
    HOOG = "hoog"


class Indicatie(StrEnum):
    """What the risk table makes of the judgements; no more than an indication."""

    IN_BEGINSEL_OPLEGGEN = "in_beginsel_opleggen"
    GEEN_INDICATIE = "geen_indicatie"


class Fase(StrEnum):
    """Before which decision somebody was heard."""

    OPLEGGING = "oplegging"
    VERLENGING = "verlenging"


class NietGehoord(StrEnum):
    """The only reasons for which hearing may be left out (Awb 4:11)."""

    SPOED = "spoed"
    EERDER_GEHOORD = "eerder_gehoord"
    DOEL_VERIJDELD = "doel_verijdeld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaal:
    """One ticked item of the annex, with who said, saw or registered it."""

    item: str
    bron: str
    betwist: bool = False


@dataclass(frozen=True, kw_only=True)
class Risicotaxatie(Feit):
    """The fixed list, filled in (Bth 2.1).

    Attributes:
        oordelen: judgement per signal code ("2.a"); signals without one are not in it.
    """

    signalen: tuple[Signaal, ...]
    oordelen: Mapping[str, Oordeel] = field(default_factory=dict)
    toelichting: str

    @property
    def items(self) -> frozenset[str]:
        """Codes of the ticked items."""
        return frozenset(signaal.item for signaal in self.signalen)


@dataclass(frozen=True, kw_only=True)
class AdviesEer(Feit):
    """Expert advice when honour-related violence is suspected."""

    advies: str
    deskundige: str
    gevraagd_op: datetime


@dataclass(frozen=True, kw_only=True)
class OverlegVeiligThuis(Feit):
    """The consultation of Wth 2.3 about the intention to impose."""

    overlegd_op: datetime
    contactpersoon: str
    advies: str


@dataclass(frozen=True, kw_only=True)
class Zienswijze(Feit):
    """What the person said before a decision, or why he was not heard (Awb 4:8, 4:11).

    Attributes:
        toelichting: why that reason applies here (Awb 3:46).
    """

    fase: Fase
    gehoord: bool
    gehoord_op: datetime | None = None
    verklaring: str | None = None
    reden: NietGehoord | None = None
    toelichting: str | None = None
    tolk: bool = False
