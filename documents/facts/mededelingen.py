"""Facts of the notices."""

from __future__ import annotations

from pydantic import AwareDatetime

from documents.facts.common import AdresFacts, Brief, GrondFacts, HuisgenootFacts, PersoonFacts


class _Lopend(Brief):
    betrokkene: PersoonFacts
    woning: AdresFacts
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
    huisgenoten: tuple[HuisgenootFacts, ...]


class MededelingHuisgenoten(_Lopend):
    """To an adult housemate (Wth 2.8)."""

    huisgenoot: PersoonFacts


class InformatiebladAchterblijver(_Lopend):
    """What somebody staying behind needs to know."""

    huisgenoot: PersoonFacts
    taal: str


class MededelingVeiligThuis(_Lopend):
    """To Veilig Thuis, of every order (Wth 2.8)."""

    aanleiding: str
    incident_op: AwareDatetime
    kindermishandeling: bool
    gronden: tuple[GrondFacts, ...]


class MededelingHulpinstantie(_Lopend):
    """To the help body: nothing of the police's facts beyond what help needs."""

    bereikbaar: str | None
