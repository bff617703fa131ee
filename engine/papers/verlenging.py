"""Facts for the decision to extend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.law import terms
from engine.law.binding import Huisverbod
from engine.model.beoordeling import Fase
from engine.model.correctie import Veld
from engine.model.verlenging import UitreikingVerlenging, Verlengingsadvies, Verlengingsbesluit
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


@paper("beschikking_verlenging")
def extension(zaak: Zaak, context: Context) -> Facts:
    """The extension; once it was served, with the note of service."""
    besluit, order = zaak.last(Verlengingsbesluit), common.order_of(zaak)
    heard = zaak.zienswijze(Fase.VERLENGING)
    if besluit is None or besluit.tot is None or heard is None:
        raise ValueError(f"zaak {zaak.id} has no extension that was heard")
    services = zaak.all(UitreikingVerlenging)
    served = next((each for each in services if each.tot == besluit.tot), None)
    return {
        **common.decision(zaak, context, besluit.door_naam),
        "huisgenoten": common.beschermden(zaak, context.at),
        "gronden": common.gronden(zaak),
        "opgelegd_op": common.moment(order.opgelegd_op),
        "einde": common.moment(_end_before(order, services, served)),
        "tot": common.moment(besluit.tot),
        "uiterste": common.moment(order.uiterste),
        "besloten_op": common.moment(besluit.vastgelegd_op),
        "besloten_door": besluit.door_naam,
        "motivering": besluit.motivering,
        "feiten_sindsdien": besluit.feiten_sindsdien,
        "afwijking_advies": besluit.afwijking_advies,
        "advies": _advies(zaak),
        "zienswijze": common.zienswijze(heard),
        "uitreiking": common.service(served) if served else None,
        "ondertekening": common.signature(zaak.ondertekening("beschikking_verlenging"))
        if served
        else None,
        "laatste_beroepsdag": common.last_day(zaak, "beroepstermijn_verlenging")
        if served
        else None,
        "correcties": common.correcties(
            zaak,
            Veld.UITREIKING,
            Veld.MONDELING,
            Veld.UITREIKING_VERLENGING,
            Veld.GEHOORD_VERLENGING,
        ),
        "controle": common.controle(zaak, context, "beschikking_verlenging"),
    }


@paper("mededeling_verlenging")
def told(zaak: Zaak, context: Context) -> Facts:
    """The extension that was served, to whom the order was told.

    Wth 9.1 leaves 2.8 out, so no statute asks for it; without it they would go by an end that is
    no longer right. It holds what they already knew and the new end, and nothing of the decision.
    """
    services, order = zaak.all(UitreikingVerlenging), common.order_of(zaak)
    if not services:
        raise ValueError(f"zaak {zaak.id} has no extension that was served")
    addressee = context.huisgenoot
    return {
        **common.about(zaak, context),
        **common.period(zaak),
        "einde_was": common.moment(_end_before(order, services, services[-1])),
        "huisgenoten": common.beschermden(zaak, context.at),
        "huisgenoot": common.persoon(addressee.persoon) if addressee else None,
    }


def _end_before(
    order: Huisverbod,
    services: Sequence[UitreikingVerlenging],
    served: UitreikingVerlenging | None,
) -> datetime:
    """When the order would have ended without this extension (UTC)."""
    earlier = [each.tot for each in services if each is not served]
    return earlier[-1] if earlier else terms.einde_huisverbod(order.opgelegd_op, order.rules)


def _advies(zaak: Zaak) -> Facts | None:
    advies = zaak.last(Verlengingsadvies)
    if advies is None:
        return None
    return {
        "advies": advies.advies.value.replace("_", " "),
        "motivering": advies.motivering,
        "gegeven_op": common.moment(advies.vastgelegd_op),
    }
