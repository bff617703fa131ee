"""Facts for the notices."""

from __future__ import annotations

from engine.law import kindermishandeling
from engine.model.personen import Huisgenoot
from engine.model.talen import leaflet_language
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


def _running(zaak: Zaak, context: Context) -> Facts:
    return {
        **common.about(zaak, context),
        **common.period(zaak),
    }


def _addressee(context: Context) -> Huisgenoot:
    if context.huisgenoot is None:
        raise ValueError("this letter is for a housemate")
    return context.huisgenoot


@paper("mededeling_huisgenoten")
def to_housemate(zaak: Zaak, context: Context) -> Facts:
    """What the order holds and what breaking it means (Wth 2.8)."""
    return {
        **_running(zaak, context),
        "huisgenoot": common.persoon(_addressee(context).persoon),
        "huisgenoten": common.beschermden(zaak, context.at),
        "ten_hoogste_dagen": common.order_of(zaak).rules.uiterste_verlenging_dagen,
    }


@paper("informatieblad_achterblijver")
def leaflet(zaak: Zaak, context: Context) -> Facts:
    """What somebody staying behind needs to know."""
    persoon = _addressee(context).persoon
    return {
        **_running(zaak, context),
        "huisgenoot": common.persoon(persoon),
        "taal": leaflet_language(persoon.taal),
    }


@paper("mededeling_veilig_thuis")
def to_veilig_thuis(zaak: Zaak, context: Context) -> Facts:
    """The content of every order (Wth 2.8)."""
    return {
        **_running(zaak, context),
        "huisgenoten": common.huisgenoten(zaak, context.at),
        "aanleiding": zaak.melding.aanleiding,
        "incident_op": common.moment(zaak.melding.incident_op),
        "kindermishandeling": kindermishandeling.suspected(zaak),
        "gronden": common.gronden(zaak),
    }


@paper("mededeling_hulpinstantie")
def to_help_body(zaak: Zaak, context: Context) -> Facts:
    """What help needs, and none of the police's facts."""
    return {
        **_running(zaak, context),
        "huisgenoten": common.huisgenoten(zaak, context.at),
        "bereikbaar": common.reachable(zaak),
    }
