"""What the choices in forms are called, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from engine.model.beoordeling import NietGehoord, Oordeel
from engine.model.intrekking import Aanleiding, Intrekkingsgrond, Intrekkingsuitkomst
from engine.model.mededelingen import Mededelingswijze
from engine.model.melding import Bron
from engine.model.oplegging import Grondslag, Uitkomst
from engine.model.personen import Relatie, Verblijf
from engine.model.uitreiking import Raadsman, Wijze
from engine.model.verlenging import Advies, Verlengingsuitkomst

_LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
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
        Wijze.TOEGEZONDEN: "Toegezonden",
    },
    Raadsman: {
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
}


def label(choice: StrEnum) -> str:
    """What one choice is called."""
    return _LABELS[type(choice)][choice]
