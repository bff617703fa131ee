"""Facts for the decision to withdraw."""

from __future__ import annotations

from engine.model.intrekking import Intrekkingsbesluit, Intrekkingsverzoek
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


@paper("beschikking_intrekking")
def withdrawal(zaak: Zaak, context: Context) -> Facts:
    """The withdrawal (Wth 2.9)."""
    besluit, verzoek = zaak.last(Intrekkingsbesluit), zaak.last(Intrekkingsverzoek)
    if besluit is None or besluit.grond is None:
        raise ValueError(f"zaak {zaak.id} has no withdrawal")
    order = common.order_of(zaak)
    return {
        **common.decision(zaak, context, besluit.door_naam),
        "opgelegd_op": common.moment(order.opgelegd_op),
        "verlengd": order.verlengd,
        "besloten_op": common.moment(besluit.vastgelegd_op),
        "besloten_door": besluit.door_naam,
        "grond": besluit.grond.value,
        "motivering": besluit.motivering,
        "aanleiding": verzoek.aanleiding.value if verzoek else "advies",
        "ondertekening": common.signature(zaak.ondertekening("beschikking_intrekking")),
        "laatste_beroepsdag": common.last_day(zaak, "beroepstermijn_intrekking"),
        "controle": common.controle(zaak, context, "beschikking_intrekking"),
    }
