"""Facts of the letters about imposing."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    BeschermdeFacts,
    Beschikking,
    Brief,
    CorrectieFacts,
    Facts,
    GrondFacts,
    OndertekeningFacts,
    PersoonFacts,
    UitreikingFacts,
    ZienswijzeFacts,
)


class OverlegFacts(Facts):
    """The consultation of Veilig Thuis."""

    overlegd_op: AwareDatetime
    #: Printed nowhere; data of before 2026-12 hold it.
    contactpersoon: str | None = None
    advies: str


class EerFacts(Facts):
    """Expert advice on honour-related violence."""

    gevraagd_op: AwareDatetime
    deskundige: str
    advies: str


class TelefonischFacts(Facts):
    """What the mayor decided on the telephone."""

    besloten_op: AwareDatetime
    burgemeester: str


class BesluitFacts(Facts):
    """A decision on a report."""

    besloten_op: AwareDatetime
    door: str
    rol: Literal["burgemeester", "hulpofficier"]
    bevoegdheid: Literal["eigen", "mandaat", "telefonisch"]
    motivering: str
    telefonisch: TelefonischFacts | None


class BeschikkingHuisverbod(Beschikking):
    """The order. Its second version, after service, carries the note of service.

    Attributes:
        dagen: how long it holds. ten_hoogste_dagen: how long it can hold when it is extended.
    """

    betrokkene: PersoonFacts
    woning: AdresFacts
    incident_op: AwareDatetime
    aanleiding: str
    kindermishandeling: bool
    grondslag: Literal["gevaar", "ernstig_vermoeden"]
    gronden: tuple[GrondFacts, ...]
    risico_toelichting: str
    besluit: BesluitFacts
    belangenafweging: str
    opvang_kinderen: str | None
    zienswijze: ZienswijzeFacts
    overleg: OverlegFacts | None
    advies_eer: EerFacts | None
    huisgenoten: tuple[BeschermdeFacts, ...]
    dagen: int
    ten_hoogste_dagen: int
    mondeling_aangezegd_op: AwareDatetime | None
    geldt_van: AwareDatetime | None
    geldt_tot: AwareDatetime | None
    uiterste: AwareDatetime | None
    uitreiking: UitreikingFacts | None
    ondertekening: OndertekeningFacts | None
    laatste_beroepsdag: date | None
    correcties: tuple[CorrectieFacts, ...]
    #: Data of before 2026-12 do not say it.
    binnengetreden_op: AwareDatetime | None = None


class KennisgevingNietOpgelegd(Brief):
    """No order was imposed."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    incident_op: AwareDatetime
    besluit: BesluitFacts


class Besluitnotitie(Brief):
    """What the mayor decided on the telephone (Awb 10:11).

    Data of before 2026-12 do not say what has a default.
    """

    betrokkene: PersoonFacts
    woning: AdresFacts
    incident_op: AwareDatetime
    aanleiding: str
    gronden: tuple[GrondFacts, ...]
    besluit: BesluitFacts
    grondslag: Literal["gevaar", "ernstig_vermoeden"] | None = None
    huisgenoten: tuple[BeschermdeFacts, ...] = ()
    zienswijze: ZienswijzeFacts | None = None
    belangenafweging: str | None = None


class MededelingBurgemeester(Brief):
    """The mayor is told of an order imposed under mandate (Wth 3.2)."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    besluit: BesluitFacts
    gronden: tuple[GrondFacts, ...]
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
