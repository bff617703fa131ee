"""What many papers need of a case."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from engine.law import agenda
from engine.law.bijlage import BIJLAGE
from engine.law.binding import Huisverbod, huisverbod
from engine.law.moments import local_date
from engine.law.rulings import released
from engine.model.aanvulling import UitreikingAanvulling
from engine.model.beoordeling import Zienswijze
from engine.model.correctie import Correctie, Veld
from engine.model.gemeente import Wapen
from engine.model.oplegging import Besluit, Ondertekening
from engine.model.personen import Adres, Huisgenoot, Persoon
from engine.model.uitreiking import Bereikbaarheid, Raadsman, Uitreiking
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import Zaak
from engine.papers.registry import Context

Facts = dict[str, Any]

#: Crockford's base32: no letter that is taken for a digit or for another letter.
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def letter(zaak: Zaak, context: Context) -> Facts:
    """What every letter starts from."""
    gemeente = zaak.gemeente
    return {
        "gemeente": {
            "code": gemeente.code,
            "naam": gemeente.naam,
            "burgemeester": gemeente.burgemeester,
            "adres": gemeente.adres,
            "postcode_plaats": gemeente.postcode_plaats,
            "telefoon": gemeente.telefoon,
            "rechtbank": gemeente.rechtbank,
            "rechtbank_adres": gemeente.rechtbank_adres,
            "hulpinstantie": gemeente.hulpinstantie,
            "hulpinstantie_telefoon": gemeente.hulpinstantie_telefoon,
            "veilig_thuis_telefoon": gemeente.veilig_thuis_telefoon,
            "kleur": gemeente.kleur,
            "wapen": _wapen(gemeente.wapen),
            "ondertekening": list(gemeente.ondertekening),
            "locoburgemeesters": list(gemeente.locoburgemeesters),
            "antwoordadres": gemeente.antwoordadres,
            "email": gemeente.email,
        },
        "kenmerk": zaak.nummer,
        "opgesteld_op": moment(context.recorded_at),
        "aan": context.aan,
    }


def _wapen(wapen: Wapen | None) -> Facts | None:
    if wapen is None:
        return None
    return {"sha256": wapen.sha256, "soort": wapen.soort, "breedte_mm": wapen.breedte_mm}


def decision(zaak: Zaak, context: Context, *deciders: str) -> Facts:
    """A decision about a person and a home.

    Args:
        deciders: who took it; of those who replace the mayor no others are named.
    """
    facts = about(zaak, context)
    named = [each for each in zaak.gemeente.locoburgemeesters if each in deciders]
    return {**facts, "gemeente": {**facts["gemeente"], "locoburgemeesters": named}}


def about(zaak: Zaak, context: Context) -> Facts:
    """A letter about a person and a home."""
    return {
        **letter(zaak, context),
        "betrokkene": persoon(zaak.melding.betrokkene),
        "woning": adres(zaak.melding.locatie),
    }


def moment(value: datetime | None) -> str | None:
    """A moment as JSON keeps it, with its offset."""
    return value.isoformat() if value is not None else None


def persoon(each: Persoon) -> Facts:
    """A person as letters name him."""
    return {
        "naam": each.naam,
        "geboortedatum": each.geboortedatum.isoformat(),
    }


def adres(each: Adres) -> Facts:
    """The home. Where housemates stay elsewhere is no part of a case and can never be here."""
    return {
        "straat": each.straat,
        "huisnummer": each.huisnummer,
        "toevoeging": each.toevoeging,
        "postcode": each.postcode,
        "plaats": each.plaats,
    }


def huisgenoten(zaak: Zaak, at: datetime | None = None) -> list[Facts]:
    """Those of the household, for who offers them help or watches over their safety.

    Args:
        at: as for `beschermden`.
    """
    banned = {id(each) for each in _banned(zaak, at)}
    return [
        {
            **persoon(each.persoon),
            "relatie": each.relatie.value.replace("_", "-"),
            "minderjarig": each.persoon.is_minor_on(local_date(zaak.melding.incident_op)),
            "contactverbod": id(each) in banned,
        }
        for each in zaak.melding.huisgenoten
    ]


def beschermden(zaak: Zaak, at: datetime | None = None) -> list[Facts]:
    """With whom there may be no contact, and of each no more than a decision prints.

    A decision's data go to who may read the decision: they say nothing that it does not.

    Args:
        at: the moment (UTC) as of which the court may have ended somebody's contact ban; leave it
            out for what was decided.
    """
    day = local_date(zaak.melding.incident_op)
    return [_beschermde(each, day) for each in _banned(zaak, at)]


def _banned(zaak: Zaak, at: datetime | None) -> list[Huisgenoot]:
    free = released(zaak, at) if at is not None else frozenset()
    return [
        each
        for each in zaak.melding.huisgenoten
        if each.contactverbod and each.persoon.naam not in free
    ]


def _beschermde(each: Huisgenoot, day: date) -> Facts:
    minor = each.persoon.is_minor_on(day)
    return {
        "naam": each.persoon.naam,
        "geboortedatum": each.persoon.geboortedatum.isoformat() if minor else None,
        "verblijf": each.verblijf.value,
        "minderjarig": minor,
        "contactverbod": True,
    }


def correcties(zaak: Zaak, *velden: Veld) -> list[Facts]:
    """The corrections of these moments: what was written, what is right, and why."""
    return [
        {
            "veld": each.veld.value,
            "was": moment(each.oude_waarde),
            "wordt": moment(each.waarde),
            "reden": each.reden,
            "op": moment(each.vastgelegd_op),
            "door": each.door_naam,
        }
        for each in zaak.all(Correctie)
        if each.veld in velden
    ]


def gronden(zaak: Zaak) -> list[Facts]:
    """The grounds of the order in the regulation's words, each with who said, saw or noted it."""
    besluit, taxatie = zaak.oplegging, zaak.risicotaxatie
    if besluit is None or taxatie is None:
        return []
    sources = {signaal.item: signaal for signaal in taxatie.signalen}
    return [
        {
            "code": code,
            "tekst": BIJLAGE.item(code).tekst,
            "signaal": BIJLAGE.signaal(code.rpartition(".")[0]).naam,
            "onderdeel": next(
                part.naam for part in BIJLAGE.onderdelen if part.code == code.partition(".")[0]
            ),
            "bron": sources[code].bron,
            "betwist": sources[code].betwist,
        }
        for code in BIJLAGE.codes
        if code in besluit.gronden and code in sources
    ]


def besluit(each: Besluit) -> Facts:
    """A decision, with the power it rests on."""
    return {
        "besloten_op": moment(each.besloten_op),
        "door": each.door_naam,
        "rol": each.rol.value,
        "bevoegdheid": each.bevoegdheid.value,
        "motivering": each.motivering,
        "telefonisch": {
            "besloten_op": moment(each.telefonisch.besloten_op),
            "burgemeester": each.telefonisch.burgemeester,
        }
        if each.telefonisch
        else None,
    }


def zienswijze(each: Zienswijze) -> Facts:
    """A hearing, or why there was none."""
    return {
        "gehoord": each.gehoord,
        "gehoord_op": moment(each.gehoord_op),
        "verklaring": each.verklaring,
        "reden": each.reden.value if each.reden else None,
        "toelichting": each.toelichting,
        "tolk": each.tolk,
    }


def service(each: Uitreiking | UitreikingVerlenging | UitreikingAanvulling) -> Facts:
    """How a decision was handed over."""
    return {
        "wijze": each.wijze.value,
        "uitgereikt_op": moment(each.uitgereikt_op),
        "door": each.door_naam,
        "getekend": getattr(each, "getekend", None),
        "tolk": getattr(each, "tolk", False),
        "raadsman": _counsel(each) if isinstance(each, Uitreiking) else None,
    }


def _counsel(each: Uitreiking) -> str | None:
    """His answer to the question of Wth 5.1; None when there was nobody to ask."""
    return None if each.raadsman is Raadsman.NIET_GEVRAAGD else each.raadsman.value


def signature(each: Ondertekening | None) -> Facts | None:
    """Who signed, and under which bytes."""
    if each is None:
        return None
    return {
        "naam": each.door_naam,
        "rol": each.rol.value,
        "ondertekend_op": moment(each.ondertekend_op),
        "sha256": each.sha256,
    }


def order_of(zaak: Zaak) -> Huisverbod:
    """The order that was imposed.

    Raises:
        ValueError: none was.
    """
    order = huisverbod(zaak)
    if order is None:
        raise ValueError(f"zaak {zaak.id} has no order yet")
    return order


def period(zaak: Zaak) -> Facts:
    """From when until when the order holds."""
    order = order_of(zaak)
    return {"geldt_van": moment(order.opgelegd_op), "geldt_tot": moment(order.einde)}


def last_day(zaak: Zaak, termijn: str) -> str | None:
    """The last day of an appeal window, which closes at the midnight after it."""
    closes = agenda.due(zaak, termijn, zaak.gemeente.feestdagen)
    return local_date(closes - timedelta(seconds=1)).isoformat() if closes else None


def reachable(zaak: Zaak) -> str | None:
    """Where or how the person can be reached, as last told."""
    later = zaak.last(Bereikbaarheid)
    if later is not None:
        return later.bereikbaar
    return zaak.uitreiking.bereikbaar if zaak.uitreiking is not None else None


def controle(zaak: Zaak, context: Context, document: str) -> Facts | None:
    """The code under which anybody can check this decision, and where; None without a page for it.

    The case's id is random, so nobody guesses the code; the same facts give the same one.
    """
    adres = zaak.gemeente.controle_adres
    if adres is None:
        return None
    source = f"controle:{zaak.id}:{document}:{context.recorded_at.isoformat()}"
    number = int.from_bytes(hashlib.sha256(source.encode()).digest()[:10], "big")
    code = "".join(_BASE32[number >> shift & 31] for shift in range(75, -1, -5))
    return {"code": "-".join(code[at : at + 4] for at in range(0, 16, 4)), "adres": adres}
