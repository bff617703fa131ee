"""When an order can be withdrawn because help was accepted (Wth 2.9)."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden
from engine.law.guards.registry import guard
from engine.model.hulpaanbod import HulpAan
from engine.model.intrekking import Intrekkingsbesluit, Intrekkingsgrond
from engine.model.zaak import Zaak


@guard("wth-2-9", "Wth 2.9", on=Intrekkingsbesluit)
def help_really_accepted(zaak: Zaak, besluit: Intrekkingsbesluit, at: datetime) -> Reden | None:
    """The help body confirms: accepted, no hindering of help to the others, cooperation."""
    if not besluit.trekt_in or besluit.grond is not Intrekkingsgrond.HULP_AANVAARD:
        return None
    aanbod = zaak.hulpaanbod(HulpAan.UITHUISGEPLAATSTE)
    missing = [
        what
        for what, present in (
            ("dat hij het aanbod heeft aanvaard", aanbod is not None and aanbod.aanvaard),
            (
                "dat hij hulp aan de anderen niet zal belemmeren",
                aanbod is not None and aanbod.belemmert_niet,
            ),
            ("dat hij zal meewerken", aanbod is not None and aanbod.werkt_mee),
        )
        if not present
    ]
    if not missing:
        return None
    return Reden(
        "De hulpverlening heeft nog niet bevestigd {wat}. Laat haar dat vastleggen, of kies een "
        "andere grond.",
        {"wat": " en ".join(missing)},
    )


@guard("awb-3-46", "Awb 3:46", on=Intrekkingsbesluit)
def reasoned(zaak: Zaak, besluit: Intrekkingsbesluit, at: datetime) -> Reden | None:
    """A decision rests on sound reasons, stated with it; also one to let the order stand."""
    if besluit.motivering.strip():
        return None
    return Reden("De motivering ontbreekt. Schrijf op waarom u dit besluit neemt.")
