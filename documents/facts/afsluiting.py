"""Facts of the end, and of what is told while an order runs."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    BeschermdeFacts,
    Beschikking,
    Brief,
    OndertekeningFacts,
    PersoonFacts,
)


class KennisgevingBeeindiging(Brief):
    """The order ended, whichever way; or, contrary to what was told before, it binds (again).

    Attributes:
        voorwaarde_uiterlijk: until when the condition of a suspension can be met.
        herleefd_op: since when it binds again, because that condition was not met.
    """

    betrokkene: PersoonFacts
    woning: AdresFacts
    reden: Literal["verstreken", "ingetrokken", "geschorst", "vernietigd"]
    geeindigd_op: AwareDatetime
    correctie: bool
    oorzaak: Literal["verlengd", "gecorrigeerd", "voorwaarde"] | None
    geldt_tot: AwareDatetime | None
    huisgenoot: PersoonFacts | None = None
    voorwaarde_uiterlijk: AwareDatetime | None = None
    herleefd_op: AwareDatetime | None = None


class BeschikkingIntrekking(Beschikking):
    """The withdrawal (Wth 2.9).

    Attributes:
        verlengd: what is withdrawn was extended.
    """

    betrokkene: PersoonFacts
    woning: AdresFacts
    opgelegd_op: AwareDatetime
    besloten_op: AwareDatetime
    besloten_door: str
    grond: Literal["hulp_aanvaard", "dreiging_weg", "anders"]
    motivering: str
    aanleiding: str
    ondertekening: OndertekeningFacts | None
    laatste_beroepsdag: date | None
    verlengd: bool = False


class MeldingOvertreding(Brief):
    """A breach, told to police and prosecutor (Wth 11).

    Attributes:
        bekendgemaakt_op: when the order was served: who did not know it cannot have broken it.
    """

    betrokkene: PersoonFacts
    woning: AdresFacts
    gepleegd_op: AwareDatetime
    omschrijving: str
    aangehouden: bool
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
    bekendgemaakt_op: AwareDatetime | None = None
    huisgenoten: tuple[BeschermdeFacts, ...] = ()
