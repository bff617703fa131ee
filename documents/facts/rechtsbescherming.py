"""Facts of the court file."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    Brief,
    Facts,
    GrondFacts,
    HuisgenootFacts,
    PersoonFacts,
)


class GebeurtenisFacts(Facts):
    """Something that happened, in the overview of a file."""

    op: AwareDatetime
    wat: str


class BewonerFacts(HuisgenootFacts):
    """Somebody of the household, for the court."""

    verblijf: Literal["woont", "anders_dan_incidenteel"]


class MinderjarigeFacts(Facts):
    """A minor of the household, with the age in whole years (Wth 7)."""

    naam: str
    leeftijd: int


class StukFacts(Facts):
    """A paper in the file.

    Attributes:
        pagina: the page of the file on which it begins.
    """

    titel: str
    aan: str
    gemaakt_op: AwareDatetime
    paginas: int
    sha256: str
    pagina: int | None = None


class Procesdossier(Brief):
    """The court file: overview and list of papers; the papers themselves follow it."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    opgelegd_op: AwareDatetime | None
    aanleiding_stukken: Literal["beroep", "voorlopige_voorziening"]
    voor_oplegging: tuple[GebeurtenisFacts, ...]
    na_oplegging: tuple[GebeurtenisFacts, ...]
    minderjarigen: tuple[MinderjarigeFacts, ...]
    huisgenoten: tuple[BewonerFacts, ...]
    gronden: tuple[GrondFacts, ...]
    stukken: tuple[StukFacts, ...] = ()
