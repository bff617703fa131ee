"""On whom an order can be imposed at all."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden
from engine.law.guards.registry import guard
from engine.law.moments import local_date
from engine.model.melding import Melding
from engine.model.zaak import Zaak


@guard("wth-2-1-woning", "Wth 1 onder b en 2.1", on=Melding)
def lives_in_the_home(zaak: Zaak, melding: Melding, at: datetime) -> Reden | None:
    """The order keeps somebody out of the home where he lives or stays more than incidentally."""
    if melding.woont_in_woning:
        return None
    return Reden(
        "{naam} woont niet in deze woning en verblijft er niet meer dan incidenteel. "
        "Een huisverbod kan dan niet; overleg welke andere maatregel past.",
        {"naam": melding.betrokkene.naam},
    )


@guard("wth-2-2", "Wth 2.2", on=Melding)
def is_adult(zaak: Zaak, melding: Melding, at: datetime) -> Reden | None:
    """An order can be imposed on an adult only; judged on the day of the incident."""
    day = local_date(melding.incident_op)
    if not melding.betrokkene.is_minor_on(day):
        return None
    return Reden(
        "{naam} was op de dag van het incident {leeftijd} jaar. Een huisverbod kan alleen aan "
        "een meerderjarige worden opgelegd; schakel Veilig Thuis in.",
        {"naam": melding.betrokkene.naam, "leeftijd": melding.betrokkene.age_on(day)},
    )
