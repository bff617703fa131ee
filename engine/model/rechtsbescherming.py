"""Before the court: requests, appeals, hearings, rulings (Wth 6, Awb 6 and 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit


class Indiener(StrEnum):
    """Who goes to court; those who stay behind can as well (Awb 1:2)."""

    UITHUISGEPLAATSTE = "uithuisgeplaatste"
    ACHTERBLIJVER = "achterblijver"
    OVERIG = "overig"


class Aangevochten(StrEnum):
    """The decision that is put before the court."""

    HUISVERBOD = "huisverbod"
    VERLENGING = "verlenging"
    INTREKKING = "intrekking"


class Procedure(StrEnum):
    """What a ruling was asked for."""

    VOORLOPIGE_VOORZIENING = "voorlopige_voorziening"
    BEROEP = "beroep"


class Rechterlijk(StrEnum):
    """How a court rules."""

    NIET_ONTVANKELIJK = "niet_ontvankelijk"
    AFGEWEZEN = "afgewezen"
    GESCHORST = "geschorst"
    VERNIETIGD = "vernietigd"
    VERNIETIGD_IN_STAND = "vernietigd_in_stand"
    DEELS_VERNIETIGD = "deels_vernietigd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorwaarde:
    """What must be done for a suspension to stand, and by when (UTC)."""

    tekst: str
    uiterlijk: datetime


@dataclass(frozen=True, kw_only=True)
class VerzoekVoorlopigeVoorziening(Feit):
    """The court received a request for interim relief (Awb 8:81)."""

    ontvangen_op: datetime
    indiener: Indiener = Indiener.UITHUISGEPLAATSTE
    tegen: Aangevochten = Aangevochten.HUISVERBOD


@dataclass(frozen=True, kw_only=True)
class Beroep(Feit):
    """The court received an appeal (Awb 8:1). One that came late is flagged, never refused."""

    ontvangen_op: datetime
    indiener: Indiener = Indiener.UITHUISGEPLAATSTE
    tegen: Aangevochten = Aangevochten.HUISVERBOD


@dataclass(frozen=True, kw_only=True)
class Processtukken(Feit):
    """The court file was sent (Awb 8:42)."""

    verzonden_op: datetime


@dataclass(frozen=True, kw_only=True)
class Zitting(Feit):
    """The person was heard by the judge (Wth 6.1)."""

    gehouden_op: datetime


@dataclass(frozen=True, kw_only=True)
class Uitspraak(Feit):
    """A ruling.

    Attributes:
        procedure: what was asked for.
        per: the moment the ruling works from (UTC).
        namen: with a partial annulment: whose contact ban ends.
        voorwaarde: with a suspension: what must be done for it to stand.
        ook_beroep: the judge decided the appeal at once (Awb 8:86).
    """

    procedure: Procedure
    tegen: Aangevochten = Aangevochten.HUISVERBOD
    uitspraak_op: datetime
    uitkomst: Rechterlijk
    per: datetime
    namen: tuple[str, ...] = ()
    voorwaarde: Voorwaarde | None = None
    ook_beroep: bool = False
    ecli: str | None = None


@dataclass(frozen=True, kw_only=True)
class MededelingUitspraak(Feit):
    """Those concerned know what the court ruled."""

    medegedeeld_op: datetime


@dataclass(frozen=True, kw_only=True)
class VoorwaardeVervuld(Feit):
    """The condition of a suspension was met."""

    op: datetime
