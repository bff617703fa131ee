"""What each figure means: the whole it is a part of, its parts, and how it is counted.

The page, the exports and the reference all say it in these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model import cijfers as counted
from engine.model.talen import BLADTALEN_NEDERLANDS

#: The wholes: every report, and every order that was imposed.
GEMELD, OPGELEGD = "gemeld", "opgelegd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A feature of cases as a figure.

    Attributes:
        naam: the feature (`engine.model.cijfers.KENMERKEN`) that is counted.
        groep: under which heading it stands.
        van: the whole that its values divide.
        rijen: the values that are told → what they are called.
        betekenis: what it means, for who reads it. telling: how it is counted, for who checks it.
    """

    naam: str
    groep: str
    van: str
    rijen: Mapping[str, str]
    betekenis: str
    telling: str


_BESLUIT, _VERLOOP, _GEZIN = "Meldingen en besluiten", "Verloop", "Wie en waarom"
_HULP, _TERMIJN, _TAAL = "Hulp", "Termijnen", "Talen"
GROEPEN = (_BESLUIT, _VERLOOP, _GEZIN, _HULP, _TERMIJN, _TAAL)


def _yes(naam: str, groep: str, label: str, betekenis: str, telling: str) -> Indicator:
    return Indicator(
        naam=naam,
        groep=groep,
        van=OPGELEGD,
        rijen={counted.JA: label},
        betekenis=betekenis,
        telling=telling,
    )


def _help(naam: str, aan: str) -> tuple[Indicator, Indicator]:
    answer = Indicator(
        naam=f"hulp_{naam}",
        groep=_HULP,
        van=OPGELEGD,
        rijen={
            counted.AANVAARD: f"Hulp aanvaard door de {aan}",
            counted.GEWEIGERD: f"Hulp afgewezen door de {aan}",
        },
        betekenis=f"Huisverboden waarin de {aan} hulp aangeboden kreeg en die aannam of afwees.",
        telling="Het laatste hulpaanbod aan deze kant telt; zonder aanbod telt de zaak niet mee.",
    )
    in_time = Indicator(
        naam=f"hulp_{naam}_tijd",
        groep=_HULP,
        van=OPGELEGD,
        rijen={
            counted.OP_TIJD: f"Op tijd aangeboden aan de {aan}",
            counted.TE_LAAT: f"Later aangeboden aan de {aan}",
        },
        betekenis=f"Of de {aan} binnen 48 uur na de oplegging hulp kreeg aangeboden.",
        telling="Het eerste hulpaanbod aan deze kant, min het moment van oplegging. De wet noemt "
        "geen uur (Wth 2.9); 48 uur is wat het procesmodel vraagt.",
    )
    return answer, in_time


def _term(naam: str, label: str, wat: str) -> Indicator:
    return Indicator(
        naam=naam,
        groep=_TERMIJN,
        van=OPGELEGD,
        rijen={counted.GEHAALD: f"{label}: gehaald", counted.VERSTREKEN: f"{label}: gemist"},
        betekenis=f"Huisverboden waarin {wat}, op tijd of niet.",
        telling=f"De stand van de termijn `{naam}` van de zaak; loopt zij nog of was zij er niet, "
        "dan telt de zaak niet mee.",
    )


def _repeat(naam: str, label: str, wie: str) -> Indicator:
    return _yes(
        f"herhaling_{naam}",
        _VERLOOP,
        label,
        f"Huisverboden die binnen een jaar volgen op een eerder huisverbod {wie}, in dezelfde "
        "gemeente.",
        "Vergeleken wordt een vingerafdruk met een geheime sleutel: van naam (zonder accenten, "
        "hoofdletters en leestekens) en geboortedatum, of van postcode en huisnummer.",
    )


INDICATOREN: tuple[Indicator, ...] = (
    Indicator(
        naam="uitkomst",
        groep=_BESLUIT,
        van=GEMELD,
        rijen={
            counted.OPGELEGD: "Huisverbod opgelegd",
            counted.NIET_OPGELEGD: "Geen huisverbod opgelegd",
            counted.OPEN: "Nog niet besloten of uitgereikt",
        },
        betekenis="Wat er van de meldingen werd. Het percentage is het deel van de meldingen.",
        telling="Opgelegd: mondeling aangezegd of uitgereikt (Wth 2.1 en 2.7). Niet opgelegd: de "
        "burgemeester besloot daartoe. Al het andere staat nog open.",
    ),
    Indicator(
        naam="bevoegdheid",
        groep=_BESLUIT,
        van=OPGELEGD,
        rijen={
            "eigen": "Door de burgemeester zelf",
            "mandaat": "Door de hulpofficier, met mandaat",
            "telefonisch": "Telefonisch door de burgemeester",
        },
        betekenis="Wie over het huisverbod besloot (Wth 3.1).",
        telling="De bevoegdheid in het besluit tot oplegging.",
    ),
    _yes(
        "verlengd",
        _VERLOOP,
        "Verlengd",
        "Huisverboden die langer duurden dan tien dagen (Wth 9.1).",
        "Een verlenging is uitgereikt vóór het einde, en niet vernietigd voordat zij begon.",
    ),
    _yes(
        "ingetrokken",
        _VERLOOP,
        "Ingetrokken",
        "Huisverboden die de burgemeester introk (Wth 2.9).",
        "Een getekende intrekking, of een telefonisch besluit dat hij niet bevestigde.",
    ),
    _yes(
        "geschorst",
        _VERLOOP,
        "Geschorst door de rechter",
        "Huisverboden die de rechter schorste, ook onder voorwaarde.",
        "Een uitspraak `geschorst`.",
    ),
    _yes(
        "vernietigd",
        _VERLOOP,
        "Vernietigd door de rechter",
        "Huisverboden die de rechter geheel of voor een deel vernietigde.",
        "Een uitspraak `vernietigd` of `deels_vernietigd`; niet als de gevolgen in stand bleven.",
    ),
    _yes(
        "overtreden",
        _VERLOOP,
        "Overtreden",
        "Huisverboden die minstens één keer werden overtreden (Wth 11).",
        "Er is een overtreding vastgelegd; meer overtredingen in één zaak tellen één keer.",
    ),
    _repeat("persoon", "Herhaling: dezelfde persoon", "aan dezelfde persoon"),
    _repeat("adres", "Herhaling: hetzelfde adres", "voor dezelfde woning"),
    _yes(
        "kinderen",
        _GEZIN,
        "Met kinderen",
        "Huisverboden waarbij minstens één huisgenoot jonger was dan achttien.",
        "De leeftijd op de dag van het incident, van de huisgenoten in de melding.",
    ),
    _yes(
        "kindermishandeling",
        _GEZIN,
        "Vermoeden van kindermishandeling",
        "Huisverboden met kindermishandeling, of een ernstig vermoeden ervan, als grond (Wth 2.3).",
        "Gemeld, of aangekruist in een risicotaxatie (bijlage 2.d.3, 2.i.3 of 2.i.4).",
    ),
    _yes(
        "eergerelateerd",
        _GEZIN,
        "Vermoeden van eergerelateerd geweld",
        "Huisverboden waarbij de melding een vermoeden van eergerelateerd geweld noemt.",
        "Het antwoord in de melding.",
    ),
    *_help("achterblijvers", "achterblijvers"),
    *_help("uithuisgeplaatste", "uithuisgeplaatste"),
    _term("bereikbaarheid", "Bereikbaarheid doorgeven", "doorgegeven moest worden waar iemand is"),
    _term("zitting", "Zitting", "de rechter iemand moest horen"),
    _term("uitspraak", "Uitspraak", "de rechter uitspraak moest doen"),
    Indicator(
        naam="taal",
        groep=_TAAL,
        van=OPGELEGD,
        rijen={**BLADTALEN_NEDERLANDS, counted.ANDERS: "Een andere taal"},
        betekenis="De taal waarin de uithuisgeplaatste het best wordt ingelicht.",
        telling="De taal van de betrokkene in de melding.",
    ),
)

#: How long it took → what it is called, what it means, how it is counted.
DOORLOOPTIJDEN: Mapping[str, tuple[str, str, str]] = {
    "tot_besluit": (
        "Van melding tot besluit",
        "Hoe lang het duurde van de melding tot het besluit, wel of niet opleggen.",
        "Het moment van het besluit min dat van de melding, in stappen van vijf minuten omhoog.",
    ),
    "tot_uitreiking": (
        "Van besluit tot uitreiking",
        "Hoe lang het duurde van het besluit tot de uitreiking van het huisverbod.",
        "Het moment van uitreiking min dat van het besluit; een mondelinge aanzegging telt niet.",
    ),
}
