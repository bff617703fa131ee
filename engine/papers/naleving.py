"""Facts for the notice of a breach."""

from __future__ import annotations

from engine.model.naleving import Overtreding
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


@paper("melding_overtreding")
def breach(zaak: Zaak, context: Context) -> Facts:
    """A breach, told to police and prosecutor (Wth 11)."""
    overtreding = zaak.last(Overtreding)
    if overtreding is None:
        raise ValueError(f"zaak {zaak.id} has no breach")
    return {
        **common.about(zaak, context),
        "gepleegd_op": common.moment(overtreding.gepleegd_op),
        "omschrijving": overtreding.omschrijving,
        "aangehouden": overtreding.aangehouden,
        **common.period(zaak),
        "bekendgemaakt_op": common.moment(zaak.uitreiking.uitgereikt_op)
        if zaak.uitreiking
        else None,
        "huisgenoten": common.beschermden(zaak, overtreding.gepleegd_op),
    }
