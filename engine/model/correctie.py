"""Putting a recorded moment right, openly: what was written first stays on file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from engine.model.aanvulling import UitreikingAanvulling
from engine.model.afsluiting import Afsluiting
from engine.model.beoordeling import AdviesEer, Fase, OverlegVeiligThuis, Zienswijze
from engine.model.feit import Feit
from engine.model.hulpaanbod import HulpAan, Hulpaanbod
from engine.model.mededelingen import MededelingHuisgenoten
from engine.model.melding import Melding
from engine.model.naleving import BegeleidContact, LaterFeit, OpvolgingOvertreding, Overtreding
from engine.model.oplegging import Besluit
from engine.model.rechtsbescherming import (
    Beroep,
    MededelingUitspraak,
    Processtukken,
    Uitspraak,
    VerzoekVoorlopigeVoorziening,
    VoorwaardeVervuld,
    Zitting,
)
from engine.model.uitreiking import Bereikbaarheid, Rechtsbijstand, Uitreiking, WensRechtsbijstand
from engine.model.verlenging import UitreikingVerlenging


class Veld(StrEnum):
    """A recorded moment that can be put right: the task or message, and its field."""

    UITREIKING = "uitreiking.uitgereikt_op"
    MONDELING = "besluit.mondeling_aangezegd_op"
    TELEFONISCH = "besluit.besloten_op"
    UITREIKING_VERLENGING = "uitreiking_verlenging.uitgereikt_op"
    UITREIKING_AANVULLING = "uitreiking_aanvulling.uitgereikt_op"
    INCIDENT = "melding.incident_op"
    GEHOORD = "zienswijze.gehoord_op"
    GEHOORD_VERLENGING = "zienswijze_verlenging.gehoord_op"
    OVERLEG = "overleg_veilig_thuis.overlegd_op"
    ADVIES_EER = "advies_eer.gevraagd_op"
    BEREIKBAARHEID = "bereikbaarheid.doorgegeven_op"
    WENS = "wens_rechtsbijstand.geuit_op"
    RECHTSBIJSTAND = "rechtsbijstand.gemeld_op"
    HUISGENOTEN = "mededeling_huisgenoten.medegedeeld_op"
    HULP_UITHUISGEPLAATSTE = "hulpaanbod_uithuisgeplaatste.aangeboden_op"
    HULP_ACHTERBLIJVERS = "hulpaanbod_achterblijvers.aangeboden_op"
    OVERTREDING = "overtreding.gepleegd_op"
    OPVOLGING = "opvolging_overtreding.gemeld_aan_om_op"
    FEIT = "feit.voorgevallen_op"
    CONTACT = "begeleid_contact.op"
    VERZOEK = "verzoek_voorlopige_voorziening.ontvangen_op"
    BEROEP = "beroep.ontvangen_op"
    PROCESSTUKKEN = "processtukken.verzonden_op"
    ZITTING = "zitting.gehouden_op"
    UITSPRAAK = "uitspraak.uitspraak_op"
    UITSPRAAK_PER = "uitspraak.per"
    MEDEDELING_UITSPRAAK = "mededeling_uitspraak.medegedeeld_op"
    VOORWAARDE = "voorwaarde_vervuld.op"
    SLEUTELS = "afsluiting.sleutels_terug_op"

    @property
    def attribute(self) -> str:
        """The field of the fact."""
        return self.value.rpartition(".")[2]

    @property
    def may_lie_ahead(self) -> bool:
        """Whether it is a moment that can still come."""
        return self in (Veld.CONTACT, Veld.UITSPRAAK_PER)


_Belongs = Callable[[Any], bool]

_OF: dict[Veld, tuple[type[Feit], _Belongs]] = {
    Veld.UITREIKING: (Uitreiking, lambda feit: True),
    Veld.MONDELING: (Besluit, lambda feit: feit.mondeling_aangezegd_op is not None),
    Veld.TELEFONISCH: (Besluit, lambda feit: feit.telefonisch is not None),
    Veld.UITREIKING_VERLENGING: (UitreikingVerlenging, lambda feit: True),
    Veld.UITREIKING_AANVULLING: (UitreikingAanvulling, lambda feit: True),
    Veld.INCIDENT: (Melding, lambda feit: True),
    Veld.GEHOORD: (Zienswijze, lambda feit: feit.fase is Fase.OPLEGGING and feit.gehoord),
    Veld.GEHOORD_VERLENGING: (
        Zienswijze,
        lambda feit: feit.fase is Fase.VERLENGING and feit.gehoord,
    ),
    Veld.OVERLEG: (OverlegVeiligThuis, lambda feit: True),
    Veld.ADVIES_EER: (AdviesEer, lambda feit: True),
    Veld.BEREIKBAARHEID: (Bereikbaarheid, lambda feit: True),
    Veld.WENS: (WensRechtsbijstand, lambda feit: True),
    Veld.RECHTSBIJSTAND: (Rechtsbijstand, lambda feit: True),
    Veld.HUISGENOTEN: (MededelingHuisgenoten, lambda feit: True),
    Veld.HULP_UITHUISGEPLAATSTE: (
        Hulpaanbod,
        lambda feit: feit.aan is HulpAan.UITHUISGEPLAATSTE,
    ),
    Veld.HULP_ACHTERBLIJVERS: (Hulpaanbod, lambda feit: feit.aan is HulpAan.ACHTERBLIJVERS),
    Veld.OVERTREDING: (Overtreding, lambda feit: True),
    Veld.OPVOLGING: (OpvolgingOvertreding, lambda feit: True),
    Veld.FEIT: (LaterFeit, lambda feit: True),
    Veld.CONTACT: (BegeleidContact, lambda feit: True),
    Veld.VERZOEK: (VerzoekVoorlopigeVoorziening, lambda feit: True),
    Veld.BEROEP: (Beroep, lambda feit: True),
    Veld.PROCESSTUKKEN: (Processtukken, lambda feit: True),
    Veld.ZITTING: (Zitting, lambda feit: True),
    Veld.UITSPRAAK: (Uitspraak, lambda feit: True),
    Veld.UITSPRAAK_PER: (Uitspraak, lambda feit: True),
    Veld.MEDEDELING_UITSPRAAK: (MededelingUitspraak, lambda feit: True),
    Veld.VOORWAARDE: (VoorwaardeVervuld, lambda feit: True),
    Veld.SLEUTELS: (Afsluiting, lambda feit: feit.sleutels_terug_op is not None),
}


def place_of(veld: Veld, feiten: tuple[Feit, ...]) -> int | None:
    """Where on the file (from 0) the latest fact with this moment stands; None when there is none.

    What a moment was corrected in is no such fact itself.
    """
    kind, belongs = _OF[veld]
    places = [
        place for place, feit in enumerate(feiten) if isinstance(feit, kind) and belongs(feit)
    ]
    return places[-1] if places else None


def corrected(feit: Feit, veld: Veld, waarde: datetime) -> Feit:
    """The fact with its moment put right."""
    changes: dict[str, Any] = {veld.attribute: waarde}
    if isinstance(feit, Besluit) and veld is Veld.TELEFONISCH and feit.telefonisch is not None:
        changes["telefonisch"] = replace(feit.telefonisch, besloten_op=waarde)
    return replace(feit, **changes)


@dataclass(frozen=True, kw_only=True)
class Correctie(Feit):
    """A moment was put right.

    Attributes:
        plaats: where on the file, from 0, the fact stands that reads differently now.
        oude_waarde: what was recorded before. waarde: what is right. Both UTC.
    """

    veld: Veld
    plaats: int
    oude_waarde: datetime
    waarde: datetime
    reden: str

    def rewrites(self, feiten: tuple[Feit, ...]) -> tuple[Feit, ...]:
        """The file with the moment as it should have been."""
        changed = corrected(feiten[self.plaats], self.veld, self.waarde)
        return (*feiten[: self.plaats], changed, *feiten[self.plaats + 1 :])
