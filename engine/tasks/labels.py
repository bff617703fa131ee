"""What the choices in forms are called, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from engine.model.aanvulling import Soort
from engine.model.beoordeling import NietGehoord, Oordeel
from engine.model.correctie import Veld
from engine.model.intrekking import Aanleiding, Intrekkingsgrond, Intrekkingsuitkomst
from engine.model.mededelingen import Mededelingswijze
from engine.model.melding import Bron
from engine.model.oplegging import Grondslag, Uitkomst
from engine.model.personen import Relatie, Verblijf
from engine.model.rechtsbescherming import Aangevochten, Indiener, Rechterlijk
from engine.model.uitreiking import Raadsman, Wijze
from engine.model.verlenging import Advies, Verlengingsuitkomst

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Bron: {
        Bron.POLITIE: "Politie",
        Bron.VEILIG_THUIS: "Veilig Thuis",
        Bron.WIJKTEAM: "Wijkteam",
        Bron.OVERIG: "Anders",
    },
    Relatie: {
        Relatie.PARTNER: "Partner",
        Relatie.EX_PARTNER: "Ex-partner",
        Relatie.KIND: "Kind",
        Relatie.OUDER: "Ouder",
        Relatie.BROER_ZUS: "Broer of zus",
        Relatie.OVERIG: "Anders",
    },
    Verblijf: {
        Verblijf.WOONT: "Woont in de woning",
        Verblijf.ANDERS_DAN_INCIDENTEEL: "Verblijft er anders dan incidenteel",
    },
    Oordeel: {
        Oordeel.LAAG: "Laag",
        Oordeel.MIDDEN: "Midden",
        Oordeel.HOOG: "Hoog",
    },
    NietGehoord: {
        NietGehoord.SPOED: "Spoed: er was geen tijd (Awb 4:11 a)",
        NietGehoord.EERDER_GEHOORD: "Al eerder gehoord, geen nieuwe feiten (Awb 4:11 b)",
        NietGehoord.DOEL_VERIJDELD: "Horen zou het doel verijdelen (Awb 4:11 c)",
    },
    Uitkomst: {
        Uitkomst.OPLEGGEN: "Huisverbod opleggen",
        Uitkomst.NIET_OPLEGGEN: "Geen huisverbod opleggen",
        Uitkomst.AANVULLEN: "Eerst de risicotaxatie laten aanvullen",
    },
    Grondslag: {
        Grondslag.GEVAAR: "Ernstig en onmiddellijk gevaar",
        Grondslag.ERNSTIG_VERMOEDEN: "Ernstig vermoeden van ernstig en onmiddellijk gevaar",
    },
    Wijze: {
        Wijze.IN_PERSOON: "In persoon",
        Wijze.NEDERLEGGING: "Nedergelegd bij de gemeentesecretarie",
        Wijze.TOEGEZONDEN: "Toegezonden per post",
    },
    Raadsman: {
        Raadsman.NIET_GEVRAAGD: "Niet gevraagd: er was niemand",
        Raadsman.NIET_GEWENST: "Wil geen advocaat",
        Raadsman.EIGEN: "Heeft een eigen advocaat",
        Raadsman.GEWENST: "Wil een advocaat",
    },
    Mededelingswijze: {
        Mededelingswijze.PERSOONLIJK: "Persoonlijk",
        Mededelingswijze.TELEFONISCH: "Telefonisch",
        Mededelingswijze.SCHRIFTELIJK: "Schriftelijk",
    },
    Advies: {
        Advies.VERLENGEN: "Verlengen",
        Advies.NIET_VERLENGEN: "Niet verlengen",
        Advies.INTREKKEN: "Intrekken",
    },
    Verlengingsuitkomst: {
        Verlengingsuitkomst.VERLENGEN: "Verlengen",
        Verlengingsuitkomst.NIET_VERLENGEN: "Niet verlengen",
    },
    Aanleiding: {
        Aanleiding.VERZOEK_ACHTERBLIJVER: "Verzoek van een achterblijver",
        Aanleiding.VERZOEK_UITHUISGEPLAATSTE: "Verzoek van de uithuisgeplaatste",
        Aanleiding.HULP_AANVAARD: "Hulp aanvaard",
        Aanleiding.NIEMAND_TE_BESCHERMEN: "Er is niemand meer om te beschermen",
        Aanleiding.VEILIGHEIDSAFSPRAKEN: "Er zijn veiligheidsafspraken gemaakt",
        Aanleiding.ANDERS: "Anders",
    },
    Intrekkingsuitkomst: {
        Intrekkingsuitkomst.INTREKKEN: "Huisverbod intrekken",
        Intrekkingsuitkomst.HANDHAVEN: "Huisverbod handhaven",
    },
    Intrekkingsgrond: {
        Intrekkingsgrond.HULP_AANVAARD: "Hulp is aanvaard en bevestigd",
        Intrekkingsgrond.DREIGING_WEG: "De dreiging is weg",
        Intrekkingsgrond.ANDERS: "Anders",
    },
    Soort: {
        Soort.NAAM_VERBETERD: "Naam of gegevens verbeterd",
        Soort.PERSOON_TOEGEVOEGD: "Persoon toegevoegd aan het contactverbod",
        Soort.PERSOON_VERWIJDERD: "Persoon verwijderd uit het contactverbod",
        Soort.ADRES_VERBETERD: "Adres verbeterd",
    },
    Indiener: {
        Indiener.UITHUISGEPLAATSTE: "De uithuisgeplaatste",
        Indiener.ACHTERBLIJVER: "Een achterblijver",
        Indiener.OVERIG: "Iemand anders",
    },
    Aangevochten: {
        Aangevochten.HUISVERBOD: "Het huisverbod",
        Aangevochten.VERLENGING: "De verlenging",
        Aangevochten.INTREKKING: "De intrekking",
    },
    Rechterlijk: {
        Rechterlijk.NIET_ONTVANKELIJK: "Niet-ontvankelijk",
        Rechterlijk.AFGEWEZEN: "Afgewezen of ongegrond",
        Rechterlijk.GESCHORST: "Geschorst",
        Rechterlijk.VERNIETIGD: "Vernietigd",
        Rechterlijk.VERNIETIGD_IN_STAND: "Vernietigd, rechtsgevolgen blijven in stand",
        Rechterlijk.DEELS_VERNIETIGD: "Contactverbod met sommigen vernietigd",
    },
    Veld: {
        Veld.UITREIKING: "Uitreiking van het huisverbod",
        Veld.MONDELING: "Mondelinge aanzegging",
        Veld.TELEFONISCH: "Telefonisch besluit van de burgemeester",
        Veld.UITREIKING_VERLENGING: "Uitreiking van de verlenging",
        Veld.UITREIKING_AANVULLING: "Uitreiking van het aanvullend besluit",
        Veld.INCIDENT: "Incident",
        Veld.GEHOORD: "Horen van de betrokkene",
        Veld.GEHOORD_VERLENGING: "Horen over de verlenging",
        Veld.OVERLEG: "Overleg met Veilig Thuis",
        Veld.ADVIES_EER: "Advies over eergerelateerd geweld gevraagd",
        Veld.BEREIKBAARHEID: "Bereikbaarheid doorgegeven",
        Veld.WENS: "Wens voor een advocaat geuit",
        Veld.RECHTSBIJSTAND: "Gemeld aan de Raad voor Rechtsbijstand",
        Veld.HUISGENOTEN: "Huisgenoten ingelicht",
        Veld.HULP_UITHUISGEPLAATSTE: "Hulp aangeboden aan de uithuisgeplaatste",
        Veld.HULP_ACHTERBLIJVERS: "Hulp aangeboden aan de achterblijvers",
        Veld.OVERTREDING: "Overtreding",
        Veld.OPVOLGING: "Overtreding gemeld aan het Openbaar Ministerie",
        Veld.FEIT: "Later feit",
        Veld.CONTACT: "Begeleid contact",
        Veld.VERZOEK: "Verzoek om voorlopige voorziening ontvangen",
        Veld.BEROEP: "Beroep ontvangen",
        Veld.PROCESSTUKKEN: "Procesdossier verzonden",
        Veld.ZITTING: "Zitting",
        Veld.UITSPRAAK: "Uitspraak",
        Veld.UITSPRAAK_PER: "Moment waarop de uitspraak werkt",
        Veld.MEDEDELING_UITSPRAAK: "Uitspraak meegedeeld",
        Veld.VOORWAARDE: "Aan de voorwaarde voldaan",
        Veld.SLEUTELS: "Sleutels teruggegeven",
    },
}


def label(choice: StrEnum) -> str:
    """What one choice is called."""
    return LABELS[type(choice)][choice]
