"""Which documents there are: their facts, their template, their title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from documents.facts import (
    aanvulling,
    afsluiting,
    bewaring,
    mededelingen,
    oplegging,
    rechtsbescherming,
    uitreiking,
    verlenging,
)
from documents.facts.common import Brief


@dataclass(frozen=True, slots=True)
class Entry:
    """One document.

    Attributes:
        title: as it stands above the letter and in the file's properties.
        facts: the type its facts must fit.
    """

    id: str
    title: str
    facts: type[Brief]

    @property
    def template(self) -> str:
        """The template has the document's name."""
        return f"{self.id}.html"


_ALL = (
    Entry(
        "beschikking_huisverbod",
        "Beschikking tijdelijk huisverbod",
        oplegging.BeschikkingHuisverbod,
    ),
    Entry(
        "kennisgeving_niet_opgelegd",
        "Kennisgeving: geen huisverbod opgelegd",
        oplegging.KennisgevingNietOpgelegd,
    ),
    Entry("besluitnotitie", "Notitie telefonisch besluit", oplegging.Besluitnotitie),
    Entry(
        "mededeling_burgemeester",
        "Mededeling aan de burgemeester",
        oplegging.MededelingBurgemeester,
    ),
    Entry("akte_van_uitreiking", "Akte van uitreiking", uitreiking.AkteVanUitreiking),
    Entry("bewijs_van_ontvangst", "Bewijs van ontvangst sleutels", uitreiking.BewijsVanOntvangst),
    Entry(
        "melding_rechtsbijstand",
        "Melding wens tot rechtsbijstand",
        uitreiking.MeldingRechtsbijstand,
    ),
    Entry(
        "informatieblad_uithuisgeplaatste",
        "U heeft een huisverbod. Wat nu?",
        uitreiking.InformatiebladUithuisgeplaatste,
    ),
    Entry(
        "mededeling_huisgenoten",
        "Er is een huisverbod opgelegd",
        mededelingen.MededelingHuisgenoten,
    ),
    Entry(
        "informatieblad_achterblijver",
        "Thuis na een huisverbod",
        mededelingen.InformatiebladAchterblijver,
    ),
    Entry(
        "mededeling_veilig_thuis", "Mededeling aan Veilig Thuis", mededelingen.MededelingVeiligThuis
    ),
    Entry(
        "mededeling_hulpinstantie",
        "Mededeling aan de hulpinstantie",
        mededelingen.MededelingHulpinstantie,
    ),
    Entry(
        "beschikking_verlenging",
        "Beschikking verlenging tijdelijk huisverbod",
        verlenging.BeschikkingVerlenging,
    ),
    Entry("mededeling_verlenging", "Het huisverbod is verlengd", mededelingen.MededelingVerlenging),
    Entry(
        "kennisgeving_beeindiging",
        "Kennisgeving over het einde van het huisverbod",
        afsluiting.KennisgevingBeeindiging,
    ),
    Entry(
        "beschikking_intrekking",
        "Beschikking intrekking tijdelijk huisverbod",
        afsluiting.BeschikkingIntrekking,
    ),
    Entry("melding_overtreding", "Melding overtreding huisverbod", afsluiting.MeldingOvertreding),
    Entry(
        "aanvullend_besluit",
        "Aanvullend besluit tijdelijk huisverbod",
        aanvulling.AanvullendBesluit,
    ),
    Entry("procesdossier", "Procesdossier", rechtsbescherming.Procesdossier),
    Entry(
        "verklaring_van_vernietiging",
        "Verklaring van vernietiging",
        bewaring.VerklaringVanVernietiging,
    ),
)

CATALOGUE: Mapping[str, Entry] = {entry.id: entry for entry in _ALL}
