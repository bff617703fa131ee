"""What stands between a report and a lawful order."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden
from engine.law import kindermishandeling
from engine.law.bijlage import BIJLAGE
from engine.law.guards.registry import case_guard, guard
from engine.law.moments import local_date
from engine.model.beoordeling import AdviesEer, Fase, OverlegVeiligThuis
from engine.model.gebruikers import Rol
from engine.model.oplegging import Besluit, Bevestiging, Bevoegdheid, Ondertekening
from engine.model.zaak import Zaak


def imposes(besluit: Besluit) -> bool:
    """Whether a decision imposes an order: not imposing asks for reasons only."""
    return besluit.legt_op


@guard("wth-3-1", "Wth 3.1", on=Besluit)
def has_the_power(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """The mayor decides; the hulpofficier only under mandate, or recording a call to the mayor."""
    if besluit.bevoegdheid is not Bevoegdheid.GEEN:
        return None
    return Reden(
        "U heeft op dit moment geen mandaat van deze gemeente. Bel de burgemeester en leg vast wat "
        "hij telefonisch besluit, of laat hem zelf besluiten."
    )


@case_guard("wth-2-3", "Wth 2.3", before=Besluit, when=imposes)
def veilig_thuis_consulted(zaak: Zaak, at: datetime) -> Reden | None:
    """Child abuse as a ground, or suspected: Veilig Thuis is consulted before deciding."""
    if zaak.last(OverlegVeiligThuis) is not None or not kindermishandeling.suspected(zaak):
        return None
    return Reden(
        "Veilig Thuis is nog niet geraadpleegd, terwijl kindermishandeling of een ernstig "
        "vermoeden daarvan een grond is. Laat de hulpofficier eerst het overleg vastleggen."
    )


@guard("wth-2-3", "Wth 2.3", on=Besluit)
def consulted_before_the_decision(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """The consultation is about an intention: it comes before the decision, also by telephone."""
    overleg = zaak.last(OverlegVeiligThuis)
    if not besluit.legt_op or overleg is None or not kindermishandeling.suspected(zaak):
        return None
    if overleg.overlegd_op <= decided_at(besluit):
        return None
    return Reden(
        "Veilig Thuis is geraadpleegd op {overleg}, na het besluit van {besluit}. Het overleg gaat "
        "over het voornemen en moet eerder zijn.",
        {"overleg": overleg.overlegd_op, "besluit": decided_at(besluit)},
    )


def decided_at(besluit: Besluit) -> datetime:
    """The moment a decision counts from (UTC): never later than its oral announcement."""
    announced = besluit.mondeling_aangezegd_op
    return min(besluit.besloten_op, announced) if announced else besluit.besloten_op


@guard("bth-2-1", "Bth 2.1 en bijlage", on=Besluit)
def grounds_from_the_annex(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """Only facts and circumstances of the annex count, and only those that were recorded."""
    if not besluit.legt_op:
        return None
    if not besluit.gronden:
        return Reden("Kies ten minste één grond uit de risicotaxatie.")
    unknown = [code for code in besluit.gronden if code not in BIJLAGE.codes]
    if unknown:
        return Reden(
            "{codes} staat niet in de bijlage bij het Besluit tijdelijk huisverbod. "
            "Alleen feiten uit de bijlage mogen worden gewogen.",
            {"codes": ", ".join(unknown)},
        )
    ticked = zaak.risicotaxatie.items if zaak.risicotaxatie is not None else frozenset()
    missing = [code for code in besluit.gronden if code not in ticked]
    if missing:
        return Reden(
            "{codes} is bij de risicotaxatie niet aangekruist. Kies een andere grond, of laat de "
            "risicotaxatie eerst aanvullen.",
            {"codes": ", ".join(f"{code} ({BIJLAGE.item(code).tekst})" for code in missing)},
        )
    return None


@case_guard("awb-4-8", "Awb 4:8 en 4:11", before=Besluit, when=imposes)
def heard_before_imposing(zaak: Zaak, at: datetime) -> Reden | None:
    """Who is burdened may give his view first, unless one of three reasons applies."""
    if zaak.zienswijze(Fase.OPLEGGING) is not None:
        return None
    return Reden(
        "De betrokkene is nog niet gehoord. Laat de hulpofficier hem horen, of vastleggen waarom "
        "dat niet kan."
    )


@guard("awb-3-4", "Awb 3:4", on=Besluit)
def interests_weighed(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """Why this person must leave, and what weighs for each of the others."""
    if not besluit.legt_op or (besluit.belangenafweging or "").strip():
        return None
    return Reden(
        "De belangenafweging ontbreekt. Schrijf op waarom juist deze persoon weg moet en wat voor "
        "elke huisgenoot en elk kind weegt."
    )


@guard("awb-3-46", "Awb 3:46", on=Besluit)
def reasoned(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """A decision rests on sound reasons, stated with it."""
    if besluit.motivering.strip():
        return None
    return Reden("De motivering ontbreekt. Schrijf op waarom u dit besluit neemt.")


@guard("achterblijver-minderjarig", "Awb 3:2 en 3:4", on=Besluit)
def children_cared_for(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """When only minors would stay behind, who looks after them is known first."""
    if not besluit.legt_op or (besluit.opvang_kinderen or "").strip():
        return None
    day = local_date(zaak.melding.incident_op)
    if any(not huisgenoot.persoon.is_minor_on(day) for huisgenoot in zaak.melding.huisgenoten):
        return None
    return Reden(
        "Er blijven alleen minderjarigen achter. Regel eerst opvang en vul in wie voor de kinderen "
        "zorgt."
    )


@case_guard("eer-advies", "Awb 3:2", before=Besluit, when=imposes)
def honour_advice_taken(zaak: Zaak, at: datetime) -> Reden | None:
    """With honour-related violence an order can backfire: an expert is asked first."""
    if not zaak.melding.eergerelateerd or zaak.last(AdviesEer) is not None:
        return None
    return Reden(
        "Er is een vermoeden van eergerelateerd geweld en nog geen advies van een deskundige. "
        "Laat dat advies eerst vastleggen."
    )


@guard("wth-2-7", "Wth 2.7", on=Besluit)
def plausible_announcement(zaak: Zaak, besluit: Besluit, at: datetime) -> Reden | None:
    """An oral announcement happened after the incident and before it was written down."""
    return implausible_announcement(zaak.melding.incident_op, besluit.mondeling_aangezegd_op, at)


def implausible_announcement(
    incident_op: datetime, announced: datetime | None, at: datetime
) -> Reden | None:
    """What is wrong with the moment of an oral announcement (all UTC)."""
    if announced is None:
        return None
    if announced > at:
        return Reden(
            "De mondelinge aanzegging ({aangezegd}) ligt in de toekomst. Vul in wanneer het echt "
            "is gezegd.",
            {"aangezegd": announced},
        )
    if announced < incident_op:
        return Reden(
            "De mondelinge aanzegging ({aangezegd}) ligt voor het incident ({incident}). "
            "Controleer het tijdstip.",
            {"aangezegd": announced, "incident": incident_op},
        )
    return None


@guard("wth-2-4", "Wth 2.4", on=Ondertekening)
def order_is_complete(zaak: Zaak, proposal: Ondertekening, at: datetime) -> Reden | None:
    """The order holds place and duration, the facts, and the names of the contact ban."""
    melding, besluit = zaak.melding, zaak.oplegging
    missing = [
        what
        for what, present in (
            ("de feiten die ertoe leidden", bool(melding.aanleiding.strip())),
            ("de gronden", besluit is not None and bool(besluit.gronden)),
            ("de woning", bool(melding.locatie.straat and melding.locatie.plaats)),
            (
                "de namen van wie onder het contactverbod vallen",
                any(huisgenoot.contactverbod for huisgenoot in melding.huisgenoten),
            ),
        )
        if not present
    ]
    if not missing:
        return None
    return Reden(
        "In de beschikking ontbreekt: {wat}. Vul dit aan voordat u tekent.",
        {"wat": ", ".join(missing)},
    )


@guard("awb-10-11", "Awb 10:11", on=Ondertekening)
def may_sign(zaak: Zaak, proposal: Ondertekening, at: datetime) -> Reden | None:
    """Signing for the mayor takes a mandate, or a provable decision of the mayor himself."""
    if proposal.rol is Rol.BURGEMEESTER or proposal.document != "beschikking_huisverbod":
        return None
    besluit = zaak.oplegging
    allowed = (Bevoegdheid.MANDAAT, Bevoegdheid.TELEFONISCH)
    if besluit is not None and besluit.bevoegdheid in allowed:
        return None
    return Reden(
        "U kunt niet voor de burgemeester tekenen: er is geen mandaat en geen vastgelegd "
        "telefonisch besluit. Laat de burgemeester zelf tekenen."
    )


@guard("awb-3-46", "Awb 3:46", on=Bevestiging)
def denial_reasoned(zaak: Zaak, bevestiging: Bevestiging, at: datetime) -> Reden | None:
    """Denying a recorded decision ends the order at once, so it is explained."""
    if bevestiging.akkoord or (bevestiging.toelichting or "").strip():
        return None
    return Reden(
        "Schrijf op wat er niet klopt. Het huisverbod wordt ingetrokken en de reden hoort erbij."
    )
