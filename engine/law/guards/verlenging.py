"""What an extension may be, and until when (Wth 9.1)."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden
from engine.law.binding import huisverbod
from engine.law.guards.registry import case_guard, guard
from engine.model.beoordeling import Fase
from engine.model.oplegging import Ondertekening
from engine.model.verlenging import (
    Advies,
    UitreikingVerlenging,
    Verlengingsadvies,
    Verlengingsbesluit,
)
from engine.model.zaak import Zaak


def extends(besluit: Verlengingsbesluit) -> bool:
    """Whether a decision extends: letting an order lapse asks for reasons only."""
    return besluit.verlengt


def lapsed(zaak: Zaak, at: datetime) -> Reden | None:
    """There is no order left to extend at `at` (UTC)."""
    order = huisverbod(zaak)
    if order is None or at < order.einde:
        return None
    return Reden(
        "Het huisverbod is op {einde} geëindigd. Een huisverbod dat voorbij is, kan niet meer "
        "worden verlengd; bij nieuwe feiten is een nieuw huisverbod mogelijk.",
        {"einde": order.einde},
    )


@guard("wth-9-1-verstreken", "Wth 9.1", on=Verlengingsbesluit)
def decided_in_time(zaak: Zaak, proposal: Verlengingsbesluit, at: datetime) -> Reden | None:
    """Only an order that still holds can be extended."""
    return lapsed(zaak, at)


@guard("wth-9-1-verstreken", "Wth 9.1", on=Ondertekening)
def signed_in_time(zaak: Zaak, proposal: Ondertekening, at: datetime) -> Reden | None:
    """An extension is signed while the order still holds."""
    return lapsed(zaak, at) if proposal.document == "beschikking_verlenging" else None


@guard("wth-9-1-verstreken", "Wth 9.1", on=UitreikingVerlenging)
def served_in_time(zaak: Zaak, proposal: UitreikingVerlenging, at: datetime) -> Reden | None:
    """The law looks at the service, not at its entry: it took place before the end."""
    return lapsed(zaak, proposal.uitgereikt_op)


@guard("wth-9-1-dreiging", "Wth 9.1", on=Verlengingsbesluit)
def danger_continues(zaak: Zaak, besluit: Verlengingsbesluit, at: datetime) -> Reden | None:
    """Extending is possible only when the danger, or the serious suspicion of it, goes on."""
    if not besluit.verlengt or besluit.dreiging_voortzet:
        return None
    return Reden(
        "Verlengen kan alleen als de dreiging (of het ernstig vermoeden daarvan) zich voortzet. "
        "Zet zij zich niet voort, besluit dan niet te verlengen."
    )


@guard("wth-9-1-vier-weken", "Wth 9.1", on=Verlengingsbesluit)
def within_four_weeks(zaak: Zaak, besluit: Verlengingsbesluit, at: datetime) -> Reden | None:
    """The new end lies after the present one and at most four weeks after imposing."""
    order = huisverbod(zaak)
    if not besluit.verlengt or besluit.tot is None or order is None:
        return None
    if besluit.tot > order.uiterste:
        return Reden(
            "De nieuwe einddatum ({tot}) ligt na {uiterste}, vier weken na de oplegging. "
            "Kies een eerder moment.",
            {"tot": besluit.tot, "uiterste": order.uiterste},
        )
    if besluit.tot <= order.einde:
        return Reden(
            "De nieuwe einddatum ({tot}) ligt niet na het huidige einde ({einde}). "
            "Kies een later moment.",
            {"tot": besluit.tot, "einde": order.einde},
        )
    return None


@case_guard("awb-4-8", "Awb 4:8 en 4:11", before=Verlengingsbesluit, when=extends)
def heard_before_extending(zaak: Zaak, at: datetime) -> Reden | None:
    """Before every extension the person is heard anew, or one of three reasons is recorded."""
    previous = zaak.last(UitreikingVerlenging)
    since = previous.vastgelegd_op if previous else None
    if zaak.zienswijze(Fase.VERLENGING, since) is not None:
        return None
    return Reden(
        "De uithuisgeplaatste is nog niet gehoord over de verlenging. Laat hem horen, of laat "
        "vastleggen waarom dat niet kan."
    )


@guard("awb-3-46", "Awb 3:46", on=Verlengingsbesluit)
def reasoned(zaak: Zaak, besluit: Verlengingsbesluit, at: datetime) -> Reden | None:
    """A decision rests on sound reasons, stated with it."""
    if besluit.motivering.strip():
        return None
    return Reden("De motivering ontbreekt. Schrijf op waarom u dit besluit neemt.")


@guard("awb-3-46", "Awb 3:46 en 3:50", on=Verlengingsbesluit)
def departure_reasoned(zaak: Zaak, besluit: Verlengingsbesluit, at: datetime) -> Reden | None:
    """Departing from advice needs its own reason."""
    advies = zaak.last(Verlengingsadvies)
    if advies is None or (besluit.afwijking_advies or "").strip():
        return None
    if (advies.advies is Advies.VERLENGEN) == besluit.verlengt:
        return None
    return Reden(
        "U besluit anders dan de hulpverlening adviseerde. Schrijf op waarom u van het advies "
        "afwijkt."
    )
