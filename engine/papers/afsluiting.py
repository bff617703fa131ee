"""Facts for the papers about the end."""

from __future__ import annotations

from datetime import datetime

from engine.law.binding import huisverbod, status_at, withdrawn_at
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
    """The order ended; or, contrary to an earlier notice, it was extended in time."""
    status, order = status_at(zaak, context.at), huisverbod(zaak)
    revived = status in BINDEND
    return {
        **common.about(zaak, context),
        "reden": _REASONS.get(status, "verstreken"),
        "geeindigd_op": common.moment(_ended_at(zaak, status, context)),
        "correctie": revived,
        "geldt_tot": common.moment(order.einde) if revived and order else None,
    }


def _ended_at(zaak: Zaak, status: Status, context: Context) -> datetime:
    order = huisverbod(zaak)
    if status is Status.GEEINDIGD and order is not None:
        return order.einde
    return withdrawn_at(zaak) or context.at
