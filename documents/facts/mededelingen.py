"""Facts of the notices."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from documents.facts.common import (
    AdresFacts,
    BeschermdeFacts,
    Brief,
    GrondFacts,
    HuisgenootFacts,
    Informatieblad,
    PersoonFacts,
)


class _Lopend(Brief):
    betrokkene: PersoonFacts
    woning: AdresFacts
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime


class MededelingHuisgenoten(_Lopend):
    """To an adult housemate (Wth 2.8).

    Attributes:
        ten_hoogste_dagen: how long the order can hold when it is extended.
    """

    huisgenoot: PersoonFacts
    huisgenoten: tuple[BeschermdeFacts, ...]
    ten_hoogste_dagen: int


class InformatiebladAchterblijver(Informatieblad):
    """What somebody staying behind needs to know."""

    blad: ClassVar[str] = "achterblijver"
    huisgenoot: PersoonFacts
    #: Printed nowhere; data of before 2026-12 hold them.
    huisgenoten: tuple[BeschermdeFacts, ...] = ()

    @property
    def lezer(self) -> PersoonFacts:
        """For whom it is."""
        return self.huisgenoot


class MededelingVeiligThuis(_Lopend):
    """To Veilig Thuis, of every order (Wth 2.8)."""

    huisgenoten: tuple[HuisgenootFacts, ...]
    aanleiding: str
    incident_op: AwareDatetime
    kindermishandeling: bool
    gronden: tuple[GrondFacts, ...]


class MededelingHulpinstantie(_Lopend):
    """To the help body: nothing of the police's facts beyond what help needs."""

    huisgenoten: tuple[HuisgenootFacts, ...]
    bereikbaar: str | None


class MededelingVerlenging(_Lopend):
    """An order was extended, to those who were told of the order; without the decision itself.

    Attributes:
        einde_was: when it would have ended.
        huisgenoot: the housemate it is addressed to, if it is one.
    """

    einde_was: AwareDatetime
    huisgenoten: tuple[BeschermdeFacts, ...]
    huisgenoot: PersoonFacts | None = None
