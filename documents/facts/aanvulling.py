"""Facts of the supplementary decision."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    Beschikking,
    Facts,
    OndertekeningFacts,
    PersoonFacts,
    UitreikingFacts,
)


class WijzigingFacts(Facts):
    """One amendment: what it was, what it becomes.

    Attributes:
        verblijf: on which ground somebody who is added belongs to the home.
    """

    soort: Literal["naam_verbeterd", "persoon_toegevoegd", "persoon_verwijderd", "adres_verbeterd"]
    was: str | None
    wordt: str | None
    contactverbod: bool | None
    vervalt: bool
    verblijf: Literal["woont", "anders_dan_incidenteel"] | None = None


class AanvullendBesluit(Beschikking):
    """An order put right; its term does not restart."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
    besloten_op: AwareDatetime
    besloten_door: str
    motivering: str
    wijzigingen: tuple[WijzigingFacts, ...]
    uitreiking: UitreikingFacts | None
    ondertekening: OndertekeningFacts | None
    laatste_beroepsdag: date | None
