"""Whether an order binds, from when until when: pure functions of facts and moment.

The status of a case is worked out here and nowhere else; what the database keeps is a projection
for searching. So a page at 02.31 tells the truth even when the scheduler sleeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import local

from engine.law import terms
from engine.law.moments import local_date
from engine.law.rulesets import Ruleset, ruleset_on
from engine.law.rulings import struck, suspended_for_now
from engine.model.afsluiting import Afsluiting
from engine.model.bewaring import Wissen
from engine.model.oplegging import Bevestiging, Uitkomst
from engine.model.rechtsbescherming import Aangevochten, Rechterlijk
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import BINDEND, Status, Zaak


@dataclass(frozen=True, slots=True)
class Huisverbod:
    """An order that was imposed.

    Attributes:
        opgelegd_op: when it was imposed (UTC): announced orally, else served (Wth 2.1, 2.7).
        einde: the instant it lapses (UTC, exclusive).
        uiterste: the latest end any extension may give it (UTC; Wth 9.1).
        verlengd: an extension has been served.
        rules: the set of lengths in force when it was imposed.
    """

    opgelegd_op: datetime
    einde: datetime
    uiterste: datetime
    verlengd: bool
    rules: Ruleset


def imposed_at(zaak: Zaak) -> datetime | None:
    """The moment the order was imposed (UTC): announced orally, else served; None when not yet.

    Wth 2.1, 2.7; Awb 3:40, 3:41.
    """
    if zaak.oplegging is None:
        return None
    if zaak.oplegging.mondeling_aangezegd_op is not None:
        return zaak.oplegging.mondeling_aangezegd_op
    return zaak.uitreiking.uitgereikt_op if zaak.uitreiking is not None else None


class _Last(local):
    """The order that was worked out last in this thread, and the case it is of."""

    zaak: Zaak | None = None
    order: Huisverbod | None = None


_LAST = _Last()


def huisverbod(zaak: Zaak) -> Huisverbod | None:
    """The order as it was imposed and perhaps extended; None while there is none.

    A case that is asked about is asked about many times; as it never changes, neither does this.
    """
    if _LAST.zaak is not zaak:
        _LAST.order = _order(zaak)
        _LAST.zaak = zaak
    return _LAST.order


def _order(zaak: Zaak) -> Huisverbod | None:
    """The order as it was imposed and perhaps extended; None while there is none.

    Wth 2.1 and 9.1: an extension replaces the end from the moment it is served, which must lie
    before the end that it replaces. One that the court struck down before it began never did.
    """
    start = imposed_at(zaak)
    if start is None:
        return None
    rules = ruleset_on(local_date(start))
    uiterste = terms.uiterste_verlenging(start, rules)
    einde, verlengd = terms.einde_huisverbod(start, rules), False
    struck_at = min((each.per for each in struck(zaak, Aangevochten.VERLENGING)), default=None)
    for extension in zaak.all(UitreikingVerlenging):
        began = struck_at is None or struck_at > einde
        if extension.uitgereikt_op < einde and began:
            einde, verlengd = min(extension.tot, uiterste), True
    return Huisverbod(
        opgelegd_op=start, einde=einde, uiterste=uiterste, verlengd=verlengd, rules=rules
    )


def status_at(zaak: Zaak, at: datetime) -> Status:
    """Where the case stands at a moment (aware UTC)."""
    if zaak.last(Wissen) is not None:
        return Status.GEWIST
    if zaak.last(Afsluiting) is not None:
        return Status.GESLOTEN
    besluit = zaak.besluit
    if besluit is None or besluit.uitkomst is Uitkomst.AANVULLEN:
        return _before_decision(zaak)
    if besluit.uitkomst is Uitkomst.NIET_OPLEGGEN:
        return Status.NIET_OPGELEGD
    return _after_imposing(zaak, at)


def is_binding(zaak: Zaak, at: datetime) -> bool:
    """Whether the order binds at a moment (aware UTC)."""
    order = huisverbod(zaak)
    return order is not None and at >= order.opgelegd_op and status_at(zaak, at) in BINDEND


def _before_decision(zaak: Zaak) -> Status:
    """Waiting for the assessment, or for the decision on it.

    `aanvullen` asks for a new assessment; earlier answers stay on file.
    """
    taxatie, besluit = zaak.risicotaxatie, zaak.besluit
    if taxatie is None:
        return Status.IN_BEOORDELING
    if besluit is not None and zaak.feiten.index(besluit) > zaak.feiten.index(taxatie):
        return Status.IN_BEOORDELING
    return Status.TER_BESLUIT


def _after_imposing(zaak: Zaak, at: datetime) -> Status:
    order = huisverbod(zaak)
    withdrawn = withdrawn_at(zaak)
    if order is None:
        if withdrawn is not None:
            return Status.INGETROKKEN
        signed = zaak.ondertekening("beschikking_huisverbod") is not None
        return Status.TER_UITREIKING if signed else Status.TER_ONDERTEKENING
    stopped = _stopped(zaak, order, at, withdrawn)
    if stopped is not None:
        return stopped
    if at >= order.einde:
        return Status.GEEINDIGD
    if suspended_for_now(zaak, at):
        return Status.GESCHORST
    return Status.VERLENGD if order.verlengd else Status.VAN_KRACHT


def _stopped(
    zaak: Zaak, order: Huisverbod, at: datetime, withdrawn: datetime | None
) -> Status | None:
    """What ended the order before its time, as of `at`; None when nothing did.

    Whatever comes first ends it; but what was suspended and then annulled is annulled.
    """
    rulings = [
        uitspraak
        for tegen in (Aangevochten.HUISVERBOD, Aangevochten.VERLENGING)
        for uitspraak in struck(zaak, tegen)
        if uitspraak.per <= at and (tegen is Aangevochten.HUISVERBOD or order.verlengd)
    ]
    in_time = [uitspraak for uitspraak in rulings if uitspraak.per < order.einde]
    by_court = min((uitspraak.per for uitspraak in in_time), default=None)
    if withdrawn is not None and withdrawn <= at and withdrawn < (by_court or order.einde):
        return Status.INGETROKKEN
    if by_court is None:
        return None
    annulled = any(uitspraak.uitkomst is Rechterlijk.VERNIETIGD for uitspraak in rulings)
    return Status.VERNIETIGD if annulled else Status.GESCHORST


def stopped_at(zaak: Zaak, at: datetime) -> datetime | None:
    """When the order stopped binding (UTC), as of `at`: by its end, withdrawal or the court."""
    order = huisverbod(zaak)
    moments = [order.einde if order else None, withdrawn_at(zaak)]
    moments += [each.per for each in struck(zaak, Aangevochten.HUISVERBOD)]
    if order is not None and order.verlengd:
        moments += [each.per for each in struck(zaak, Aangevochten.VERLENGING)]
    return min((each for each in moments if each is not None and each <= at), default=None)


def withdrawn_at(zaak: Zaak) -> datetime | None:
    """When the order was withdrawn (UTC): at the signing, which is also its notification (Wth 2.9).

    An order the mayor says he never decided on the telephone is withdrawn at once (Awb 10:11).
    """
    signed = zaak.ondertekening("beschikking_intrekking")
    bevestiging = zaak.last(Bevestiging)
    denied = bevestiging is not None and not bevestiging.akkoord
    moments = [
        signed.ondertekend_op if signed is not None else None,
        bevestiging.vastgelegd_op if bevestiging is not None and denied else None,
    ]
    return min((moment for moment in moments if moment is not None), default=None)
