"""Facts for the papers made at the door."""

from __future__ import annotations

from engine.model.correctie import Veld
from engine.model.talen import leaflet_language, leaflet_language_told
from engine.model.uitreiking import Uitreiking, WensRechtsbijstand
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


def _served(zaak: Zaak) -> Uitreiking:
    if zaak.uitreiking is None:
        raise ValueError(f"zaak {zaak.id} was not served yet")
    return zaak.uitreiking


@paper("akte_van_uitreiking")
def record_of_service(zaak: Zaak, context: Context) -> Facts:
    """The record of service."""
    served, besluit = _served(zaak), zaak.oplegging
    return {
        **common.about(zaak, context),
        "uitreiking": common.service(served),
        "ondertekening": common.signature(zaak.ondertekening("beschikking_huisverbod")),
        **common.period(zaak),
        "mondeling_aangezegd_op": common.moment(
            besluit.mondeling_aangezegd_op if besluit else None
        ),
        "sleutels": served.sleutels,
        "bereikbaar": served.bereikbaar,
        "raadsman": served.raadsman.value,
        "informatieblad_taal": leaflet_language_told(served.informatieblad_taal)
        if served.informatieblad_taal
        else None,
        "correcties": common.correcties(zaak, Veld.UITREIKING, Veld.MONDELING),
    }


@paper("bewijs_van_ontvangst")
def receipt(zaak: Zaak, context: Context) -> Facts:
    """The receipt for keys (Wth 4.2)."""
    served = _served(zaak)
    return {
        **common.about(zaak, context),
        "uitreiking": common.service(served),
        "sleutels": served.sleutels,
    }


@paper("melding_rechtsbijstand")
def to_legal_aid(zaak: Zaak, context: Context) -> Facts:
    """He wants counsel (Wth 5.1): at the service, or whenever he said so later."""
    later = zaak.last(WensRechtsbijstand)
    wish = later.geuit_op if later is not None else _served(zaak).uitgereikt_op
    return {
        **common.about(zaak, context),
        "wens_op": common.moment(wish),
        "bereikbaar": common.reachable(zaak),
        **common.period(zaak),
    }


@paper("informatieblad_uithuisgeplaatste")
def leaflet(zaak: Zaak, context: Context) -> Facts:
    """What the person who had to leave needs to know."""
    served = _served(zaak)
    return {
        **common.about(zaak, context),
        **common.period(zaak),
        "taal": leaflet_language(zaak.melding.betrokkene.taal, served.informatieblad_taal),
    }
