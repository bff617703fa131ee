"""Whether child abuse, or a serious suspicion of it, is a ground (Wth 2.3)."""

from __future__ import annotations

from engine.law.bijlage import BIJLAGE
from engine.model.beoordeling import Risicotaxatie
from engine.model.zaak import Zaak


def suspected(zaak: Zaak) -> bool:
    """The report says so, or an item that is child abuse was ticked; unticking it undoes nothing.

    Wth 2.3 asks to consult Veilig Thuis about a suspicion too, and one that was written down has
    existed: whoever thinks better of it can say so in the consultation.
    """
    return zaak.melding.kindermishandeling or any(
        not BIJLAGE.kindermishandeling.isdisjoint(taxatie.items)
        for taxatie in zaak.all(Risicotaxatie)
    )
