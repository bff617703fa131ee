"""Facts for the decision to extend."""

from __future__ import annotations

from engine.law import terms
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
    earlier = [each.tot for each in services if each is not served]
    return {
        **common.decision(zaak, context, besluit.door_naam),
        "huisgenoten": common.beschermden(zaak, context.at),
        "gronden": common.gronden(zaak),
        "opgelegd_op": common.moment(order.opgelegd_op),
        "einde": common.moment(
            earlier[-1] if earlier else terms.einde_huisverbod(order.opgelegd_op, order.rules)
        ),
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


def _advies(zaak: Zaak) -> Facts | None:
    advies = zaak.last(Verlengingsadvies)
    if advies is None:
        return None
    return {
        "advies": advies.advies.value.replace("_", " "),
        "motivering": advies.motivering,
        "gegeven_op": common.moment(advies.vastgelegd_op),
    }
