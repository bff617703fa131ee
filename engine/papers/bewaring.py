"""Facts for the certificate of destruction: nothing in it leads back to anybody."""

from __future__ import annotations

from engine.law.moments import local_date
from engine.model.bewaring import Wissen
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


@paper("verklaring_van_vernietiging")
def certificate(zaak: Zaak, context: Context) -> Facts:
    """That a file was destroyed, and when; no personal data, of officials neither (Wth 10.1)."""
    confirmed = zaak.last(Wissen)
    if confirmed is None:
        raise ValueError(f"zaak {zaak.id} is not to be destroyed")
    return {
        **common.letter(zaak, context),
        "jaar": local_date(zaak.melding.vastgelegd_op).year,
        "vernietigd_op": common.moment(confirmed.vastgelegd_op),
    }
