"""Facts of the end, and of what is told while an order runs."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from documents.facts.common import AdresFacts, Beschikking, Brief, OndertekeningFacts, PersoonFacts


class KennisgevingBeeindiging(Brief):
    """The order ended, whichever way; or, contrary to what was told before, it binds (again)."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    reden: Literal["verstreken", "ingetrokken", "geschorst", "vernietigd"]
    geeindigd_op: AwareDatetime
    correctie: bool
    oorzaak: Literal["verlengd", "gecorrigeerd", "voorwaarde"] | None
    geldt_tot: AwareDatetime | None
    huisgenoot: PersoonFacts | None = None


class BeschikkingIntrekking(Beschikking):
    """The withdrawal (Wth 2.9)."""

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


class MeldingOvertreding(Brief):
    """A breach, told to police and prosecutor (Wth 11)."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    gepleegd_op: AwareDatetime
    omschrijving: str
    aangehouden: bool
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
