"""Facts of the decision to extend."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    BeschermdeFacts,
    Beschikking,
    CorrectieFacts,
    Facts,
    GrondFacts,
    OndertekeningFacts,
    PersoonFacts,
    UitreikingFacts,
    ZienswijzeFacts,
)


class AdviesFacts(Facts):
    """What the help body advised."""

    advies: str
    motivering: str
    gegeven_op: AwareDatetime


class BeschikkingVerlenging(Beschikking):
    """The extension."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    huisgenoten: tuple[BeschermdeFacts, ...]
    gronden: tuple[GrondFacts, ...]
    opgelegd_op: AwareDatetime
    einde: AwareDatetime
    tot: AwareDatetime
    uiterste: AwareDatetime
    besloten_op: AwareDatetime
    besloten_door: str
    motivering: str
    feiten_sindsdien: str
    afwijking_advies: str | None
    advies: AdviesFacts | None
    zienswijze: ZienswijzeFacts
    uitreiking: UitreikingFacts | None
    ondertekening: OndertekeningFacts | None
    laatste_beroepsdag: date | None
    correcties: tuple[CorrectieFacts, ...]
