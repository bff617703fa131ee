"""Amending an order: a name put right, somebody added or removed, a detail of the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit
from engine.model.melding import Melding
from engine.model.personen import Adres, Huisgenoot, Persoon
from engine.model.uitreiking import Wijze


class Soort(StrEnum):
    """What is amended."""

    NAAM_VERBETERD = "naam_verbeterd"
    PERSOON_TOEGEVOEGD = "persoon_toegevoegd"
    PERSOON_VERWIJDERD = "persoon_verwijderd"
    ADRES_VERBETERD = "adres_verbeterd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijziging:
    """One amendment.

    Attributes:
        wie: full name, as it stands in the order, of whom it is about.
        persoon: the right particulars. huisgenoot: who is added. locatie: the right address.
        oude_locatie: the address as it stood, once the file reads as amended.
    """

    soort: Soort
    wie: str | None = None
    persoon: Persoon | None = None
    huisgenoot: Huisgenoot | None = None
    locatie: Adres | None = None
    oude_locatie: Adres | None = None

    def applied_to(self, melding: Melding) -> Melding:
        """The people and the home as they stand with this amendment."""
        if self.locatie is not None:
            return replace(melding, locatie=self.locatie)
        if self.huisgenoot is not None:
            return replace(melding, huisgenoten=(*melding.huisgenoten, self.huisgenoot))
        if self.persoon is None:
            others = tuple(each for each in melding.huisgenoten if each.persoon.naam != self.wie)
            return replace(melding, huisgenoten=others)
        if melding.betrokkene.naam == self.wie:
            return replace(melding, betrokkene=self.persoon)
        return replace(
            melding,
            huisgenoten=tuple(
                replace(each, persoon=self.persoon) if each.persoon.naam == self.wie else each
                for each in melding.huisgenoten
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Aanvulling(Feit):
    """A supplementary decision; the term does not restart."""

    wijzigingen: tuple[Wijziging, ...]
    motivering: str


@dataclass(frozen=True, kw_only=True)
class UitreikingAanvulling(Feit):
    """Service of a supplementary decision; from here on the file reads as amended (Awb 3:40)."""

    wijze: Wijze
    uitgereikt_op: datetime

    def rewrites(self, feiten: tuple[Feit, ...]) -> tuple[Feit, ...]:
        """The file with the people and the home as amended."""
        decided = [feit for feit in feiten if isinstance(feit, Aanvulling)]
        if not decided:
            return feiten
        return tuple(_rewritten(feit, feiten, decided[-1]) for feit in feiten)


def _rewritten(feit: Feit, feiten: tuple[Feit, ...], aanvulling: Aanvulling) -> Feit:
    if isinstance(feit, Melding):
        return _amended(feit, aanvulling)
    if feit is not aanvulling:
        return feit
    stood = next((each.locatie for each in feiten if isinstance(each, Melding)), None)
    return replace(
        aanvulling,
        wijzigingen=tuple(
            replace(each, oude_locatie=stood) if each.locatie is not None else each
            for each in aanvulling.wijzigingen
        ),
    )


def _amended(melding: Melding, aanvulling: Aanvulling) -> Melding:
    for wijziging in aanvulling.wijzigingen:
        melding = wijziging.applied_to(melding)
    return melding
