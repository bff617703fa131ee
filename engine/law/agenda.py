"""Which term of a case falls due when: from the facts on file to the functions of `terms`.

A timer in a model, a deadline row, a page and a letter that speak of a term all ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from engine.law import terms
from engine.law.binding import Huisverbod, huisverbod
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import Zaak

Holidays = frozenset[date]
_Rule = Callable[[Zaak, Huisverbod, Holidays], datetime | None]


def _beroepstermijn(zaak: Zaak, order: Huisverbod, extra: Holidays) -> datetime | None:
    if zaak.uitreiking is None:
        return None
    return terms.beroepstermijn(zaak.uitreiking.uitgereikt_op, order.rules, extra)


def _beroepstermijn_intrekking(zaak: Zaak, order: Huisverbod, extra: Holidays) -> datetime | None:
    signed = zaak.ondertekening("beschikking_intrekking")
    if signed is None:
        return None
    return terms.beroepstermijn_intrekking(signed.ondertekend_op, order.rules, extra)


def _beroepstermijn_verlenging(zaak: Zaak, order: Huisverbod, extra: Holidays) -> datetime | None:
    served = zaak.last(UitreikingVerlenging)
    if served is None:
        return None
    return terms.beroepstermijn_verlenging(served.uitgereikt_op, order.rules, extra)


_OF_AN_ORDER: Mapping[str, _Rule] = {
    "oplegging": lambda zaak, order, extra: order.opgelegd_op,
    "einde_huisverbod": lambda zaak, order, extra: order.einde,
    "uiterste_verlenging": lambda zaak, order, extra: order.uiterste,
    "bereikbaarheid": lambda zaak, order, extra: terms.bereikbaarheid(
        order.opgelegd_op, order.rules
    ),
    "beroepstermijn": _beroepstermijn,
    "beroepstermijn_verlenging": _beroepstermijn_verlenging,
    "beroepstermijn_intrekking": _beroepstermijn_intrekking,
    "verlenging_opent": lambda zaak, order, extra: terms.verlenging_opent(order.einde, order.rules),
    "besluit_verlenging_opent": lambda zaak, order, extra: terms.besluit_verlenging_opent(
        order.einde, order.rules
    ),
    "nabesteltermijn": lambda zaak, order, extra: terms.nabesteltermijn(order.einde, order.rules),
}

#: Every term a model may name.
TERMIJNEN = frozenset(_OF_AN_ORDER)


def due(zaak: Zaak, termijn: str, extra_holidays: Holidays = frozenset()) -> datetime | None:
    """When a term of this case falls due (UTC); None while it has nothing to start from.

    Raises:
        KeyError: no such term.
    """
    rule = _OF_AN_ORDER[termijn]
    order = huisverbod(zaak)
    return rule(zaak, order, extra_holidays) if order is not None else None
