"""Facts for the supplementary decision."""

from __future__ import annotations

from datetime import timedelta

from engine.law import terms
from engine.law.moments import local_date
from engine.model.aanvulling import Aanvulling, Soort, UitreikingAanvulling, Wijziging
from engine.model.oplegging import Ondertekening
from engine.model.personen import Adres, Persoon
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


@paper("aanvullend_besluit")
def amendment(zaak: Zaak, context: Context) -> Facts:
    """What changes in the order; once it was served, with the note of service."""
    aanvulling = zaak.last(Aanvulling)
    if aanvulling is None:
        raise ValueError(f"zaak {zaak.id} has no supplementary decision")
    served, signed = _service_of(zaak, aanvulling), _signature_of(zaak, aanvulling)
    signer = signed.door_naam if signed else zaak.gemeente.burgemeester
    return {
        **common.decision(zaak, context, signer),
        **common.period(zaak),
        "besloten_op": common.moment(aanvulling.vastgelegd_op),
        "besloten_door": signer,
        "motivering": aanvulling.motivering,
        "wijzigingen": [_wijziging(zaak, each) for each in aanvulling.wijzigingen],
        "uitreiking": common.service(served) if served else None,
        "ondertekening": common.signature(signed) if served else None,
        "laatste_beroepsdag": _last_day(zaak, served) if served else None,
        "controle": common.controle(zaak, context, "aanvullend_besluit"),
    }


def _service_of(zaak: Zaak, aanvulling: Aanvulling) -> UitreikingAanvulling | None:
    served = zaak.last(UitreikingAanvulling)
    if served is None or zaak.feiten.index(served) < zaak.feiten.index(aanvulling):
        return None
    return served


def _signature_of(zaak: Zaak, aanvulling: Aanvulling) -> Ondertekening | None:
    """Whose decision it is: an officer may have drafted it, the mayor who signs takes it."""
    signed = zaak.ondertekening("aanvullend_besluit")
    if signed is None or zaak.feiten.index(signed) < zaak.feiten.index(aanvulling):
        return None
    return signed


def _last_day(zaak: Zaak, served: UitreikingAanvulling) -> str:
    rules = common.order_of(zaak).rules
    closes = terms.beroepstermijn(served.uitgereikt_op, rules, zaak.gemeente.feestdagen)
    return local_date(closes - timedelta(seconds=1)).isoformat()


def _wijziging(zaak: Zaak, each: Wijziging) -> Facts:
    """What it was and what it becomes, as a letter says it."""
    old, new = each.wie, None
    if each.persoon is not None:
        new = _person(zaak, each.persoon, each.wie)
    elif each.huisgenoot is not None:
        new = _person(zaak, each.huisgenoot.persoon)
    elif each.locatie is not None:
        old = _address(each.oude_locatie or zaak.melding.locatie)
        new = _address(each.locatie)
    return {
        "soort": each.soort.value,
        "was": old,
        "wordt": new,
        "contactverbod": each.huisgenoot.contactverbod if each.huisgenoot else None,
        "vervalt": each.soort is Soort.PERSOON_VERWIJDERD,
        "verblijf": each.huisgenoot.verblijf.value if each.huisgenoot else None,
    }


def _person(zaak: Zaak, persoon: Persoon, called: str | None = None) -> str:
    """With the birth date only where the order has it: of minors and of the person himself."""
    himself = zaak.melding.betrokkene.naam in {persoon.naam, called}
    minor = persoon.is_minor_on(local_date(zaak.melding.incident_op))
    if not (himself or minor):
        return persoon.naam
    day = persoon.geboortedatum
    return f"{persoon.naam} ({day.day:02d}-{day.month:02d}-{day.year})"


def _address(adres: Adres) -> str:
    number = " ".join(filter(None, (str(adres.huisnummer), adres.toevoeging)))
    return f"{adres.straat} {number}, {adres.postcode[:4]} {adres.postcode[4:]} {adres.plaats}"
