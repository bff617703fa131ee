"""Whether an order binds, from when until when: pure functions of facts and moment.

The status of a case is worked out here and nowhere else; what the database keeps is a projection
for searching. So a page at 02.31 tells the truth even when the scheduler sleeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.law import terms
from engine.law.moments import local_date
from engine.law.rulesets import Ruleset, ruleset_on
from engine.model.afsluiting import Afsluiting
from engine.model.oplegging import Bevestiging, Uitkomst
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


def huisverbod(zaak: Zaak) -> Huisverbod | None:
    """The order as it was imposed and perhaps extended; None while there is none.

    Wth 2.1 and 9.1: an extension replaces the end from the moment it is served.
    """
    start = imposed_at(zaak)
    if start is None:
        return None
    rules = ruleset_on(local_date(start))
    extension = zaak.last(UitreikingVerlenging)
    return Huisverbod(
        opgelegd_op=start,
        einde=extension.tot if extension else terms.einde_huisverbod(start, rules),
        uiterste=terms.uiterste_verlenging(start, rules),
        verlengd=extension is not None,
        rules=rules,
    )


def status_at(zaak: Zaak, at: datetime) -> Status:
    """Where the case stands at a moment (aware UTC)."""
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
    if withdrawn is not None and withdrawn <= at and withdrawn < order.einde:
        return Status.INGETROKKEN
    if at >= order.einde:
        return Status.GEEINDIGD
    return Status.VERLENGD if order.verlengd else Status.VAN_KRACHT


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
