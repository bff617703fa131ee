"""What must have been done before a case is closed."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden
from engine.law.guards.registry import case_guard
from engine.model.afsluiting import Afsluiting
from engine.model.hulpaanbod import HulpAan
from engine.model.zaak import Zaak

_WHO = {
    HulpAan.UITHUISGEPLAATSTE: "de uithuisgeplaatste",
    HulpAan.ACHTERBLIJVERS: "de achterblijvers",
}


@case_guard("hulpaanbod-verplicht", "Wth 2.9", before=Afsluiting)
def help_was_offered(zaak: Zaak, at: datetime) -> Reden | None:
    """Help is always offered, to him and to those staying behind, and that is on file."""
    missing = [name for aan, name in _WHO.items() if zaak.hulpaanbod(aan) is None]
    if not missing:
        return None
    return Reden(
        "Er is nog geen hulpaanbod vastgelegd aan {wie}. Leg dat eerst vast.",
        {"wie": " en ".join(missing)},
    )
