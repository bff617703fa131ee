"""What happens when a task is not done in time: one line for each kind, for whoever must choose."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

#: Task id → what is at stake, with the article where there is one.
GEVOLG: Mapping[str, LazyString] = {
    "risicotaxatie": _("Zonder risicotaxatie kan de burgemeester niet besluiten (Bth 2)."),
    "advies_eer": _("Zonder dit advies kan het huisverbod niet worden opgelegd."),
    "overleg_veilig_thuis": _(
        "Bij kindermishandeling mag pas na dit overleg worden opgelegd (Wth 2.3)."
    ),
    "zienswijze": _(
        "Wie niet is gehoord, kan geen huisverbod krijgen, tenzij daar een reden voor is (Awb 4:8)."
    ),
    "besluit": _("Zolang u niet beslist, is er geen huisverbod en is niemand beschermd."),
    "bevestiging": _("De beschikking staat op uw naam; zonder uw woord is dat niet te bewijzen."),
    "kennisname": _("U hoort te weten wat onder uw mandaat is opgelegd (Wth 3.2)."),
    "ondertekening": _("Zonder handtekening kan de beschikking niet worden uitgereikt (Wth 2.4)."),
    "uitreiking": _("Het huisverbod geldt pas vanaf de uitreiking (Wth 2.7)."),
    "mededeling_huisgenoten": _(
        "De huisgenoten weten nog niet dat zij beschermd zijn, en tot wanneer (Wth 2.8)."
    ),
    "bereikbaarheid": _(
        "De uithuisgeplaatste moet binnen 24 uur laten weten waar hij bereikbaar is (Wth 2.6)."
    ),
    "rechtsbijstand": _("Er is om een advocaat gevraagd; die moet nu worden geregeld (Wth 5.1)."),
    "hulpaanbod_uithuisgeplaatste": _(
        "Zonder hulpaanbod kan de zaak niet worden afgesloten, en is intrekken moeilijk (Wth 2.9)."
    ),
    "hulpaanbod_achterblijvers": _("Zonder hulpaanbod kan de zaak niet worden afgesloten."),
    "plan_van_aanpak": _("Zonder plan is er weinig om een verlenging of intrekking op te baseren."),
    "verlengingsadvies": _(
        "Zonder advies beslist de burgemeester alleen; na het einde kan verlengen niet meer."
    ),
    "zienswijze_verlenging": _("Zonder horen kan niet worden verlengd (Awb 4:8)."),
    "besluit_verlenging": _(
        "Zonder besluit vóór het einde vervalt het huisverbod vanzelf (Wth 9.1)."
    ),
    "ondertekening_verlenging": _(
        "Zonder handtekening vóór het einde vervalt het huisverbod vanzelf (Wth 9.1)."
    ),
    "uitreiking_verlenging": _(
        "Is de verlenging niet vóór het einde uitgereikt, dan vervalt het huisverbod (Wth 9.1)."
    ),
    "besluit_intrekking": _(
        "Er is gevraagd om in te trekken; tot uw besluit geldt het huisverbod onverkort."
    ),
    "ondertekening_intrekking": _("De intrekking werkt pas als zij is getekend (Wth 2.9)."),
    "ondertekening_aanvulling": _("De verbetering geldt pas als zij is getekend."),
    "uitreiking_aanvulling": _("De verbetering geldt pas als zij is uitgereikt."),
    "opvolging_overtreding": _(
        "Een overtreding is een misdrijf; het Openbaar Ministerie moet ervan weten (Wth 11)."
    ),
    "processtukken": _(
        "De rechter hoort de betrokkene binnen drie dagen; de stukken moeten er dan zijn (Wth 6.1)."
    ),
    "zitting": _("Zonder de zittingsdatum klopt de termijn van de uitspraak niet."),
    "uitspraak": _("Wat de rechter besliste, geldt al; tot u het vastlegt, weet niemand het hier."),
    "mededeling_uitspraak": _(
        "De betrokkenen weten nog niet wat de rechter besliste en of zij beschermd zijn."
    ),
    "afsluiting": _("Tot u afsluit, blijft de zaak open en loopt de nazorg op uw naam."),
    "wissen": _("De bewaartermijn is voorbij; langer bewaren mag niet (AVG 5.1 e)."),
}
