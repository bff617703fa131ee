"""Facts for the papers about imposing."""

from __future__ import annotations

from engine.law import kindermishandeling
from engine.law.binding import huisverbod
from engine.law.moments import local_date
from engine.law.rulesets import ruleset_on
from engine.model.beoordeling import AdviesEer, Fase, OverlegVeiligThuis
from engine.model.correctie import Veld
from engine.model.oplegging import Besluit
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


def _besluit(zaak: Zaak) -> Besluit:
    if zaak.besluit is None:
        raise ValueError(f"zaak {zaak.id} has no decision yet")
    return zaak.besluit


@paper("beschikking_huisverbod")
def order(zaak: Zaak, context: Context) -> Facts:
    """The order; once it was served, with the note of service."""
    besluit, melding, taxatie = _besluit(zaak), zaak.melding, zaak.risicotaxatie
    heard = zaak.zienswijze(Fase.OPLEGGING)
    if heard is None or taxatie is None:
        raise ValueError(f"zaak {zaak.id} was not heard or assessed")
    binding, served = huisverbod(zaak), zaak.uitreiking
    deciders = [besluit.door_naam]
    if besluit.telefonisch is not None:
        deciders.append(besluit.telefonisch.burgemeester)
    rules = binding.rules if binding else ruleset_on(local_date(besluit.besloten_op))
    return {
        **common.decision(zaak, context, *deciders),
        "incident_op": common.moment(melding.incident_op),
        "aanleiding": melding.aanleiding,
        "binnengetreden_op": common.moment(melding.binnengetreden_op),
        "kindermishandeling": kindermishandeling.suspected(zaak),
        "grondslag": besluit.grondslag.value if besluit.grondslag else None,
        "gronden": common.gronden(zaak),
        "risico_toelichting": taxatie.toelichting,
        "besluit": common.besluit(besluit),
        "belangenafweging": besluit.belangenafweging,
        "opvang_kinderen": besluit.opvang_kinderen,
        "zienswijze": common.zienswijze(heard),
        "overleg": _overleg(zaak),
        "advies_eer": _advies_eer(zaak),
        "huisgenoten": common.beschermden(zaak),
        "dagen": rules.huisverbod_dagen,
        "ten_hoogste_dagen": rules.uiterste_verlenging_dagen,
        "mondeling_aangezegd_op": common.moment(besluit.mondeling_aangezegd_op),
        "geldt_van": common.moment(binding.opgelegd_op) if binding else None,
        "geldt_tot": common.moment(binding.einde) if binding else None,
        "uiterste": common.moment(binding.uiterste) if binding else None,
        "uitreiking": common.service(served) if served else None,
        "ondertekening": common.signature(zaak.ondertekening("beschikking_huisverbod")),
        "laatste_beroepsdag": common.last_day(zaak, "beroepstermijn"),
        "correcties": common.correcties(
            zaak,
            Veld.INCIDENT,
            Veld.OVERLEG,
            Veld.ADVIES_EER,
            Veld.GEHOORD,
            Veld.TELEFONISCH,
            Veld.MONDELING,
            Veld.UITREIKING,
        ),
        "controle": common.controle(zaak, context, "beschikking_huisverbod"),
    }


def _overleg(zaak: Zaak) -> Facts | None:
    overleg = zaak.last(OverlegVeiligThuis)
    if overleg is None:
        return None
    return {
        "overlegd_op": common.moment(overleg.overlegd_op),
        "advies": overleg.advies,
    }


def _advies_eer(zaak: Zaak) -> Facts | None:
    advies = zaak.last(AdviesEer)
    if advies is None:
        return None
    return {
        "gevraagd_op": common.moment(advies.gevraagd_op),
        "deskundige": advies.deskundige,
        "advies": advies.advies,
    }


@paper("kennisgeving_niet_opgelegd")
def not_imposed(zaak: Zaak, context: Context) -> Facts:
    """No order was imposed, and why."""
    return {
        **common.about(zaak, context),
        "incident_op": common.moment(zaak.melding.incident_op),
        "besluit": common.besluit(_besluit(zaak)),
    }


@paper("besluitnotitie")
def note(zaak: Zaak, context: Context) -> Facts:
    """What the mayor decided on the telephone (Awb 10:11)."""
    besluit, heard = _besluit(zaak), zaak.zienswijze(Fase.OPLEGGING)
    return {
        **common.about(zaak, context),
        "incident_op": common.moment(zaak.melding.incident_op),
        "aanleiding": zaak.melding.aanleiding,
        "gronden": common.gronden(zaak),
        "besluit": common.besluit(besluit),
        "grondslag": besluit.grondslag.value if besluit.grondslag else None,
        "huisgenoten": common.beschermden(zaak),
        "zienswijze": common.zienswijze(heard) if heard else None,
        "belangenafweging": besluit.belangenafweging,
    }


@paper("mededeling_burgemeester")
def to_the_mayor(zaak: Zaak, context: Context) -> Facts:
    """An order was imposed under mandate (Wth 3.2)."""
    return {
        **common.about(zaak, context),
        "besluit": common.besluit(_besluit(zaak)),
        "gronden": common.gronden(zaak),
        **common.period(zaak),
    }
