"""Facts for the papers about the end."""

from __future__ import annotations

from engine.law.binding import huisverbod, status_at, stopped_at
from engine.law.rulings import condition_met
from engine.model.correctie import Correctie
from engine.model.rechtsbescherming import Uitspraak
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import BINDEND, Status, Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper

_REASONS = {
    Status.GEEINDIGD: "verstreken",
    Status.INGETROKKEN: "ingetrokken",
    Status.GESCHORST: "geschorst",
    Status.VERNIETIGD: "vernietigd",
}


@paper("kennisgeving_beeindiging")
def ended(zaak: Zaak, context: Context) -> Facts:
    """The order ended; or, contrary to what was told before, it binds (again)."""
    status, order = status_at(zaak, context.at), huisverbod(zaak)
    revived = status in BINDEND
    cause = _why_revived(zaak) if revived else None
    conditional = _conditional(zaak)
    until = conditional.voorwaarde.uiterlijk if conditional and conditional.voorwaarde else None
    suspended = conditional if status is Status.GESCHORST else None
    since = stopped_at(zaak, context.at) or (suspended.per if suspended else context.at)
    return {
        **common.about(zaak, context),
        "reden": _REASONS.get(status, "verstreken"),
        "geeindigd_op": common.moment(since),
        "correctie": revived,
        "oorzaak": cause,
        "geldt_tot": common.moment(order.einde) if revived and order else None,
        "huisgenoot": common.persoon(context.huisgenoot.persoon) if context.huisgenoot else None,
        "voorwaarde_uiterlijk": common.moment(until) if suspended else None,
        "herleefd_op": common.moment(until) if cause == "voorwaarde" else None,
    }


def _conditional(zaak: Zaak) -> Uitspraak | None:
    """The latest suspension on a condition that was not met (yet)."""
    return next(
        (
            uitspraak
            for uitspraak in reversed(zaak.all(Uitspraak))
            if uitspraak.voorwaarde is not None and not condition_met(zaak, uitspraak)
        ),
        None,
    )


def _why_revived(zaak: Zaak) -> str:
    """What makes the order bind after all: the latest of the things that can."""
    for feit in reversed(zaak.feiten):
        if isinstance(feit, Correctie):
            return "gecorrigeerd"
        if isinstance(feit, UitreikingVerlenging):
            return "verlengd"
        if isinstance(feit, Uitspraak) and feit.voorwaarde is not None:
            return "voorwaarde"
    return "verlengd"
