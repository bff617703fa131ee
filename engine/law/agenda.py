"""Which term of a case falls due when: from the facts on file to the functions of `terms`.

A timer in a model, a deadline row, a page and a letter that speak of a term all ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from engine.law import rulings, terms
from engine.law.binding import Huisverbod, huisverbod
from engine.law.moments import local_date
from engine.law.rulesets import ruleset_on
from engine.model.oplegging import Besluit
from engine.model.rechtsbescherming import Aangevochten, Beroep, Uitspraak, Zitting
from engine.model.uitreiking import Bereikbaarheid
from engine.model.verlenging import UitreikingVerlenging, Verlengingsbesluit
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


def _zitting(zaak: Zaak, order: Huisverbod, extra: Holidays) -> datetime | None:
    verzoek = rulings.to_be_heard(zaak)
    return terms.zitting(verzoek.ontvangen_op, order.rules, extra) if verzoek else None


def _uitspraak(zaak: Zaak, order: Huisverbod, extra: Holidays) -> datetime | None:
    zitting = rulings.to_be_ruled(zaak)
    return terms.uitspraak(zitting.gehouden_op, order.rules) if zitting else None


def _voorwaarde_verloopt(zaak: Zaak, order: Huisverbod, extra: Holidays) -> datetime | None:
    voorwaarde = rulings.pending_condition(zaak)
    return voorwaarde.uiterlijk if voorwaarde else None


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
    "zitting": _zitting,
    "uitspraak": _uitspraak,
    "uitspraak_werkt": lambda zaak, order, extra: rulings.works_at(zaak),
    "voorwaarde_verloopt": _voorwaarde_verloopt,
}


def kept_since(zaak: Zaak) -> datetime | None:
    """When was last decided to impose or extend (UTC), served or not (Wth 10.1); None if never."""
    decided = [
        *(besluit.besloten_op for besluit in zaak.all(Besluit) if besluit.legt_op),
        *(besluit.vastgelegd_op for besluit in zaak.all(Verlengingsbesluit) if besluit.verlengt),
    ]
    return max(decided, default=None)


def _bewaartermijn(zaak: Zaak) -> datetime | None:
    latest = kept_since(zaak)
    if latest is None:
        return None
    return terms.bewaartermijn(latest, ruleset_on(local_date(latest)))


_OF_A_DECISION: Mapping[str, Callable[[Zaak], datetime | None]] = {"bewaartermijn": _bewaartermijn}

#: Every term a model may name.
TERMIJNEN = frozenset(_OF_AN_ORDER) | frozenset(_OF_A_DECISION)


def due(zaak: Zaak, termijn: str, extra_holidays: Holidays = frozenset()) -> datetime | None:
    """When a term of this case falls due (UTC); None while it has nothing to start from.

    Raises:
        KeyError: no such term.
    """
    if termijn in _OF_A_DECISION:
        return _OF_A_DECISION[termijn](zaak)
    rule = _OF_AN_ORDER[termijn]
    order = huisverbod(zaak)
    return rule(zaak, order, extra_holidays) if order is not None else None


def reached_at(zaak: Zaak, termijn: str) -> datetime | None:
    """When what a term asks for was done (UTC), as it is on file; None when it is not.

    People write down later what they did in time, and the law looks at what was done.
    """
    if termijn == "bereikbaarheid":
        later = zaak.last(Bereikbaarheid)
        served = zaak.uitreiking
        at_service = served.uitgereikt_op if served and served.bereikbaar else None
        moments = [at_service, later.doorgegeven_op if later else None]
        return min((each for each in moments if each is not None), default=None)
    if termijn == "zitting":
        heard = zaak.last(Zitting)
        return heard.gehouden_op if heard else None
    if termijn == "uitspraak":
        ruled = zaak.last(Uitspraak)
        return ruled.uitspraak_op if ruled else None
    return None


#: The window in which a decision can be appealed.
_WINDOWS = {
    Aangevochten.HUISVERBOD: "beroepstermijn",
    Aangevochten.VERLENGING: "beroepstermijn_verlenging",
    Aangevochten.INTREKKING: "beroepstermijn_intrekking",
}


def is_late(zaak: Zaak, beroep: Beroep) -> bool:
    """Whether an appeal came in after its window had closed: told, and left to the court."""
    closes = due(zaak, _WINDOWS[beroep.tegen], zaak.gemeente.feestdagen)
    return closes is not None and beroep.ontvangen_op >= closes
