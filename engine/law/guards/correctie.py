"""What a corrected moment may be: what the moment itself could have been."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from engine.errors import Reden
from engine.law.guards.oplegging import implausible_announcement
from engine.law.guards.registry import guard
from engine.law.guards.uitreiking import implausible_service
from engine.law.guards.verlenging import lapsed
from engine.model.correctie import Correctie, Veld
from engine.model.zaak import Zaak

_SIGNED = {
    Veld.UITREIKING: "beschikking_huisverbod",
    Veld.UITREIKING_VERLENGING: "beschikking_verlenging",
    Veld.UITREIKING_AANVULLING: "aanvullend_besluit",
}


@guard("uitreiking-tijd", "Awb 3:40 en 3:41", on=Correctie)
def plausible_moment(zaak: Zaak, correctie: Correctie, at: datetime) -> Reden | None:
    """What was recorded lies behind us, and service after the signature."""
    document = _SIGNED.get(correctie.veld)
    if document is not None:
        return implausible_service(zaak, document, correctie.waarde, at)
    if correctie.waarde <= at or correctie.veld.may_lie_ahead:
        return None
    return Reden(
        "Het juiste tijdstip ({waarde}) ligt in de toekomst. Vul in wanneer het gebeurd is.",
        {"waarde": correctie.waarde},
    )


@guard("wth-2-7", "Wth 2.7", on=Correctie)
def plausible_announcement(zaak: Zaak, correctie: Correctie, at: datetime) -> Reden | None:
    """An oral announcement happened after the incident, whichever of the two is corrected."""
    if correctie.veld is Veld.MONDELING:
        return implausible_announcement(zaak.melding.incident_op, correctie.waarde, at)
    besluit = zaak.oplegging
    if correctie.veld is not Veld.INCIDENT or besluit is None:
        return None
    return implausible_announcement(correctie.waarde, besluit.mondeling_aangezegd_op, at)


@guard("wth-9-1-verstreken", "Wth 9.1", on=Correctie)
def extended_in_time(zaak: Zaak, correctie: Correctie, at: datetime) -> Reden | None:
    """Service of an extension took place before the end that it replaces."""
    if correctie.veld is not Veld.UITREIKING_VERLENGING:
        return None
    without = replace(
        zaak, feiten=(*zaak.feiten[: correctie.plaats], *zaak.feiten[correctie.plaats + 1 :])
    )
    return lapsed(without, correctie.waarde)
