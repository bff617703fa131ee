"""Facts of the papers made at the door."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    Brief,
    CorrectieFacts,
    Informatieblad,
    OndertekeningFacts,
    PersoonFacts,
    UitreikingFacts,
)


class AkteVanUitreiking(Brief):
    """The record of service."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    uitreiking: UitreikingFacts
    ondertekening: OndertekeningFacts | None
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
    mondeling_aangezegd_op: AwareDatetime | None
    sleutels: int
    bereikbaar: str | None
    raadsman: Literal["niet_gevraagd", "niet_gewenst", "eigen", "gewenst"]
    informatieblad_taal: str | None
    correcties: tuple[CorrectieFacts, ...]


class BewijsVanOntvangst(Brief):
    """The receipt for keys (Wth 4.2)."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    uitreiking: UitreikingFacts
    sleutels: int


class MeldingRechtsbijstand(Brief):
    """The notice to the legal aid board (Wth 5.1)."""

    betrokkene: PersoonFacts
    woning: AdresFacts
    wens_op: AwareDatetime
    bereikbaar: str | None
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime


class InformatiebladUithuisgeplaatste(Informatieblad):
    """What the person who had to leave needs to know."""

    blad: ClassVar[str] = "uithuisgeplaatste"
