"""When service can have taken place."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden
from engine.law.guards.registry import guard
from engine.model.aanvulling import UitreikingAanvulling
from engine.model.uitreiking import Uitreiking
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import Zaak


def implausible_service(
    zaak: Zaak, document: str, served_at: datetime, at: datetime
) -> Reden | None:
    """Service lies neither in the future nor before the signature.

    People note minutes: a signature of 01:35:40 and a service of 01:35 go together.
    """
    if served_at > at:
        return Reden(
            "De uitreiking ({uitgereikt}) ligt in de toekomst. Vul in wanneer is uitgereikt.",
            {"uitgereikt": served_at},
        )
    signature = zaak.ondertekening(document)
    if signature is not None and served_at < signature.ondertekend_op.replace(
        second=0, microsecond=0
    ):
        return Reden(
            "De uitreiking ({uitgereikt}) ligt voor de ondertekening ({ondertekend}). "
            "Controleer het tijdstip.",
            {"uitgereikt": served_at, "ondertekend": signature.ondertekend_op},
        )
    return None


@guard("uitreiking-tijd", "Awb 3:40 en 3:41", on=Uitreiking)
def plausible_service(zaak: Zaak, proposal: Uitreiking, at: datetime) -> Reden | None:
    """The ten days count from service, so its moment has to be possible."""
    return implausible_service(zaak, "beschikking_huisverbod", proposal.uitgereikt_op, at)


@guard("uitreiking-tijd", "Awb 3:40 en 3:41", on=UitreikingVerlenging)
def plausible_extension_service(
    zaak: Zaak, proposal: UitreikingVerlenging, at: datetime
) -> Reden | None:
    """The same for an extension."""
    return implausible_service(zaak, "beschikking_verlenging", proposal.uitgereikt_op, at)


@guard("uitreiking-tijd", "Awb 3:40 en 3:41", on=UitreikingAanvulling)
def plausible_amendment_service(
    zaak: Zaak, proposal: UitreikingAanvulling, at: datetime
) -> Reden | None:
    """The same for a supplementary decision."""
    return implausible_service(zaak, "aanvullend_besluit", proposal.uitgereikt_op, at)
