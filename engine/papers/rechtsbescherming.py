"""Facts for the court file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.law.binding import imposed_at
from engine.law.moments import local_date
from engine.model.aanvulling import UitreikingAanvulling
from engine.model.beoordeling import AdviesEer, Fase, OverlegVeiligThuis, Zienswijze
from engine.model.feit import Feit
from engine.model.hulpaanbod import HulpAan, Hulpaanbod
from engine.model.melding import Melding
from engine.model.naleving import BegeleidContact, LaterFeit, Overtreding
from engine.model.oplegging import Besluit, Ondertekening
from engine.model.rechtsbescherming import Beroep, VerzoekVoorlopigeVoorziening
from engine.model.uitreiking import Uitreiking
from engine.model.verlenging import UitreikingVerlenging, Verlengingsadvies
from engine.model.zaak import Zaak
from engine.papers import common
from engine.papers.common import Facts
from engine.papers.registry import Context, paper


@paper("procesdossier")
def court_file(zaak: Zaak, context: Context) -> Facts:
    """Everything the court gets (Awb 8:42), with what happened before and after the imposition.

    The judge weighs both (Wth 6.2), and hears minors who ask for it (Wth 7), so their age is told.
    """
    start = imposed_at(zaak)
    moments = sorted(_moments(zaak), key=lambda item: item[0])
    day = local_date(context.at)
    return {
        **common.about(zaak, context),
        "opgelegd_op": common.moment(start),
        "aanleiding_stukken": _asked_by(zaak),
        "voor_oplegging": [_line(at, text) for at, text in moments if start is None or at < start],
        "na_oplegging": [_line(at, text) for at, text in moments if start and at >= start],
        "minderjarigen": [
            {"naam": each.persoon.naam, "leeftijd": each.persoon.age_on(day)}
            for each in zaak.melding.huisgenoten
            if each.persoon.is_minor_on(day)
        ],
        "huisgenoten": [
            {**facts, "verblijf": each.verblijf.value}
            for facts, each in zip(common.huisgenoten(zaak), zaak.melding.huisgenoten, strict=True)
        ],
        "gronden": common.gronden(zaak),
    }


def _line(at: datetime, text: str) -> Facts:
    return {"op": common.moment(at), "wat": text}


def _asked_by(zaak: Zaak) -> str:
    asked = [
        feit for feit in zaak.feiten if isinstance(feit, (Beroep, VerzoekVoorlopigeVoorziening))
    ]
    return "beroep" if asked and isinstance(asked[-1], Beroep) else "voorlopige_voorziening"


def _heard(each: Zienswijze) -> tuple[datetime, str]:
    what = "Gehoord" if each.gehoord else "Niet gehoord"
    about = " over de verlenging" if each.fase is Fase.VERLENGING else ""
    return each.gehoord_op or each.vastgelegd_op, what + about


def _helped(each: Hulpaanbod) -> tuple[datetime, str]:
    to = "de uithuisgeplaatste" if each.aan is HulpAan.UITHUISGEPLAATSTE else "de achterblijvers"
    answer = "aanvaard" if each.aanvaard else "niet aanvaard"
    return each.aangeboden_op, f"Hulp aangeboden aan {to}: {answer}"


def _advised(each: Verlengingsadvies) -> tuple[datetime, str]:
    return each.vastgelegd_op, f"Advies over verlenging: {each.advies.value.replace('_', ' ')}"


_SIGNED = {
    "beschikking_huisverbod": "Beschikking ondertekend",
    "beschikking_verlenging": "Verlenging ondertekend",
    "beschikking_intrekking": "Intrekking ondertekend",
    "aanvullend_besluit": "Aanvullend besluit ondertekend",
}

#: Per kind of fact, when it happened and what it is called in the overview of a file.
_LINES: Mapping[type[Feit], Callable[[Any], tuple[datetime, str]]] = {
    Melding: lambda each: (each.incident_op, "Incident"),
    AdviesEer: lambda each: (each.gevraagd_op, "Advies van een deskundige gevraagd"),
    OverlegVeiligThuis: lambda each: (each.overlegd_op, "Overleg met Veilig Thuis"),
    Zienswijze: _heard,
    Besluit: lambda each: (each.besloten_op, f"Besluit: {each.uitkomst.value.replace('_', ' ')}"),
    Ondertekening: lambda each: (each.ondertekend_op, _SIGNED[each.document]),
    Uitreiking: lambda each: (each.uitgereikt_op, "Beschikking uitgereikt"),
    Hulpaanbod: _helped,
    Overtreding: lambda each: (each.gepleegd_op, f"Overtreding: {each.omschrijving}"),
    LaterFeit: lambda each: (each.voorgevallen_op, each.omschrijving),
    BegeleidContact: lambda each: (each.op, f"Begeleid contact: {each.doel}"),
    Verlengingsadvies: _advised,
    UitreikingVerlenging: lambda each: (each.uitgereikt_op, "Verlenging uitgereikt"),
    UitreikingAanvulling: lambda each: (each.uitgereikt_op, "Aanvullend besluit uitgereikt"),
}


def _moments(zaak: Zaak) -> list[tuple[datetime, str]]:
    found = [_LINES[type(feit)](feit) for feit in zaak.feiten if type(feit) in _LINES]
    announced = zaak.oplegging.mondeling_aangezegd_op if zaak.oplegging else None
    return [*found, *([(announced, "Mondeling aangezegd")] if announced else [])]
