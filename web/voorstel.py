"""What a decision to impose could say, put together from the file: a beginning, never the decision.

Whoever decides reads it, changes what does not hold, and chooses himself; nothing is chosen for
him. Papers are Dutch whatever the language of the page, so these texts are not translated.
"""

from __future__ import annotations

from collections.abc import Iterable

from documents import dutch
from engine.law.bijlage import BIJLAGE
from engine.law.moments import local_date
from engine.model.beoordeling import OverlegVeiligThuis, Risicotaxatie, Signaal
from engine.model.personen import Huisgenoot
from engine.model.zaak import Zaak

#: How heavily a signal weighs, the heaviest first; not judged comes last.
_WEIGHT = ("hoog", "midden", "laag", "")


def by_weight(taxatie: Risicotaxatie) -> list[tuple[Signaal, str]]:
    """What was ticked with its judgement ("" without one), the heaviest first."""
    found = [
        (each, str(taxatie.oordelen.get(each.item.rpartition(".")[0], "")))
        for each in taxatie.signalen
    ]
    return sorted(found, key=lambda pair: (_WEIGHT.index(pair[1]), pair[0].item))


def proposal(zaak: Zaak) -> dict[str, list[str]]:
    """Form values for imposing an order: the grounds, the reasons and the weighing of interests.

    Empty as long as there is no assessment to put it together from. What is disputed is no ground
    of a proposal.
    """
    taxatie = zaak.risicotaxatie
    if taxatie is None or not taxatie.signalen:
        return {}
    return {
        "gronden": [each.item for each in taxatie.signalen if not each.betwist],
        "motivering": [_reasons(zaak, taxatie)],
        "belangenafweging": [_interests(zaak)],
    }


def _reasons(zaak: Zaak, taxatie: Risicotaxatie) -> str:
    naam = zaak.melding.betrokkene.naam
    heavy = [_signal(each) for each, oordeel in by_weight(taxatie) if oordeel == "hoog"]
    danger = (
        "De feiten en omstandigheden die hierboven staan, wijzen op een ernstig en onmiddellijk "
        f"gevaar voor de veiligheid van {_names(_protected(zaak))} als {naam} in de woning blijft."
    )
    lines = [danger]
    if heavy:
        lines.append(f"Het zwaarst weegt: {dutch.list_text(list(dict.fromkeys(heavy)))}.")
    if zaak.last(OverlegVeiligThuis) is not None:
        lines.append("Het advies van Veilig Thuis is bij dit besluit betrokken.")
    lines.append(
        "Het huisverbod is nu nodig om dat gevaar weg te nemen en om hulp op gang te brengen."
    )
    return " ".join(lines)


def _interests(zaak: Zaak) -> str:
    day = local_date(zaak.melding.incident_op)
    protected = _protected(zaak)
    children = [each for each in protected if each.persoon.is_minor_on(day)]
    text = (
        f"Het huisverbod betekent voor {zaak.melding.betrokkene.naam}: voorlopig niet in de "
        f"eigen woning en geen contact met {_names(protected)}. Daar staat tegenover dat "
        f"{_names(protected)} veilig in de woning moet{'en' if len(protected) > 1 else ''} "
        "kunnen zijn."
    )
    if children:
        ages = [f"{each.persoon.naam} ({each.persoon.age_on(day)} jaar)" for each in children]
        text += (
            f" Voor {dutch.list_text(ages)} telt bovendien dat een kind in een veilig huis woont."
        )
    return text + " Dat belang weegt zwaarder."


def _protected(zaak: Zaak) -> list[Huisgenoot]:
    """With whom contact would be forbidden; everybody at home when that is nobody."""
    everybody = list(zaak.melding.huisgenoten)
    return [each for each in everybody if each.contactverbod] or everybody


def _names(people: Iterable[Huisgenoot]) -> str:
    return dutch.list_text([each.persoon.naam for each in people])


def _signal(signaal: Signaal) -> str:
    return BIJLAGE.signaal(signaal.item.rpartition(".")[0]).naam.lower()
