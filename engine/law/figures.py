"""What of a case may stay for ever: figures in which nobody can be found back (Wth 10.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from engine.law import kindermishandeling
from engine.law.binding import huisverbod, imposed_at, stopped_at, withdrawn_at
from engine.law.moments import local_date
from engine.model import cijfers as counted
from engine.model.bewaring import Cijfers
from engine.model.cijfers import KENMERKEN, Zaakcijfers
from engine.model.hulpaanbod import HulpAan, Hulpaanbod
from engine.model.naleving import Overtreding
from engine.model.oplegging import Bevoegdheid, Uitkomst
from engine.model.rechtsbescherming import Rechterlijk, Uitspraak
from engine.model.termijnen import Deadline, DeadlineState
from engine.model.zaak import Zaak

#: Terms that somebody had to meet; that an order ended or a window closed is no figure.
DUTIES = frozenset({"bereikbaarheid", "zitting", "uitspraak"})
#: Help that is offered this soon after the order was imposed, is offered in time. The law says that
#: it is offered (Wth 2.9) and not by when: it is what the models ask of the help body.
HELP_IN_TIME = timedelta(hours=48)
#: Durations are counted in steps of so many minutes, and at most so many of them.
STEP, LONGEST = 5, 60 * 24 * 28

_MET = {DeadlineState.GEHAALD: counted.GEHAALD, DeadlineState.VERSTREKEN: counted.VERSTREKEN}
_ANNULLED = frozenset({Rechterlijk.VERNIETIGD, Rechterlijk.DEELS_VERNIETIGD})


def cijfers(zaak: Zaak, deadlines: Mapping[str, Deadline]) -> Cijfers:
    """The figures of a case, for the year and municipality of its report."""
    melding, besluit = zaak.melding, zaak.oplegging
    order, last_ruling = huisverbod(zaak), zaak.last(Uitspraak)
    day = local_date(melding.incident_op)
    return Cijfers(
        gemeente=zaak.gemeente.code,
        jaar=local_date(melding.vastgelegd_op).year,
        bevoegdheid=(besluit.bevoegdheid if besluit else Bevoegdheid.GEEN).value,
        kindermishandeling=kindermishandeling.suspected(zaak),
        kinderen=any(each.persoon.is_minor_on(day) for each in melding.huisgenoten),
        dagen=_days(zaak, order.opgelegd_op, order.einde) if order else None,
        verlengd=order is not None and order.verlengd,
        ingetrokken=withdrawn_at(zaak) is not None,
        uitspraak=last_ruling.uitkomst.value if last_ruling else None,
        overtredingen=len(zaak.all(Overtreding)),
        hulp_uithuisgeplaatste=_accepted(zaak, HulpAan.UITHUISGEPLAATSTE),
        hulp_achterblijvers=_accepted(zaak, HulpAan.ACHTERBLIJVERS),
        verstreken=tuple(
            sorted(
                deadline.termijn
                for deadline in deadlines.values()
                if deadline.termijn in DUTIES and deadline.state is DeadlineState.VERSTREKEN
            )
        ),
    )


def _days(zaak: Zaak, start: datetime, end: datetime) -> int:
    stopped = stopped_at(zaak, end) or end
    return (local_date(stopped) - local_date(start)).days


def _accepted(zaak: Zaak, aan: HulpAan) -> bool | None:
    aanbod = zaak.hulpaanbod(aan)
    return aanbod.aanvaard if aanbod is not None else None


def zaakcijfers(zaak: Zaak, deadlines: Mapping[str, Deadline]) -> Zaakcijfers:
    """What is counted of a case, as it stands; whether it is a repeat is not in its own file."""
    melding, besluit, served = zaak.melding, zaak.besluit, zaak.uitreiking
    decided = besluit if besluit and besluit.uitkomst is not Uitkomst.AANVULLEN else None
    return Zaakcijfers(
        gemeente=zaak.gemeente.code,
        maand=f"{local_date(melding.vastgelegd_op):%Y-%m}",
        kenmerken=_kenmerken(zaak, deadlines),
        tot_besluit=_minutes(melding.vastgelegd_op, decided.besloten_op if decided else None),
        tot_uitreiking=_minutes(
            decided.besloten_op if decided else None, served.uitgereikt_op if served else None
        ),
        opgelegd_op=imposed_at(zaak),
    )


def _kenmerken(zaak: Zaak, deadlines: Mapping[str, Deadline]) -> dict[str, str]:
    order, besluit = huisverbod(zaak), zaak.oplegging
    day = local_date(zaak.melding.incident_op)
    rulings = {each.uitkomst for each in zaak.all(Uitspraak)}
    taal = zaak.melding.betrokkene.taal
    start = order.opgelegd_op if order else None
    return {
        "uitkomst": _outcome(zaak),
        "bevoegdheid": (besluit.bevoegdheid if besluit else Bevoegdheid.GEEN).value,
        "kinderen": _yes(any(h.persoon.is_minor_on(day) for h in zaak.melding.huisgenoten)),
        "kindermishandeling": _yes(kindermishandeling.suspected(zaak)),
        "eergerelateerd": _yes(zaak.melding.eergerelateerd),
        "verlengd": _yes(order is not None and order.verlengd),
        "ingetrokken": _yes(withdrawn_at(zaak) is not None),
        "geschorst": _yes(Rechterlijk.GESCHORST in rulings),
        "vernietigd": _yes(not rulings.isdisjoint(_ANNULLED)),
        "overtreden": _yes(zaak.all(Overtreding)),
        "hulp_uithuisgeplaatste": _answer(zaak, HulpAan.UITHUISGEPLAATSTE),
        "hulp_uithuisgeplaatste_tijd": _in_time(zaak, HulpAan.UITHUISGEPLAATSTE, start),
        "hulp_achterblijvers": _answer(zaak, HulpAan.ACHTERBLIJVERS),
        "hulp_achterblijvers_tijd": _in_time(zaak, HulpAan.ACHTERBLIJVERS, start),
        **{termijn: _met(deadlines.get(termijn)) for termijn in DUTIES},
        "herhaling_persoon": counted.ONBEKEND,
        "herhaling_adres": counted.ONBEKEND,
        "taal": taal if taal in KENMERKEN["taal"] else counted.ANDERS,
    }


def _yes(answer: object) -> str:
    return counted.JA if answer else counted.NEE


def _outcome(zaak: Zaak) -> str:
    if huisverbod(zaak) is not None:
        return counted.OPGELEGD
    besluit = zaak.besluit
    refused = besluit is not None and besluit.uitkomst is Uitkomst.NIET_OPLEGGEN
    return counted.NIET_OPGELEGD if refused else counted.OPEN


def _answer(zaak: Zaak, aan: HulpAan) -> str:
    accepted = _accepted(zaak, aan)
    if accepted is None:
        return counted.GEEN
    return counted.AANVAARD if accepted else counted.GEWEIGERD


def _in_time(zaak: Zaak, aan: HulpAan, start: datetime | None) -> str:
    """Whether the first offer came soon enough after the order was imposed (UTC)."""
    offers = [each.aangeboden_op for each in zaak.all(Hulpaanbod) if each.aan is aan]
    if not offers or start is None:
        return counted.GEEN
    return counted.OP_TIJD if min(offers) - start <= HELP_IN_TIME else counted.TE_LAAT


def _met(deadline: Deadline | None) -> str:
    return _MET.get(deadline.state, counted.GEEN) if deadline is not None else counted.GEEN


def _minutes(start: datetime | None, end: datetime | None) -> int | None:
    """How long it took, rounded up to whole steps; what was written down afterwards took none."""
    if start is None or end is None:
        return None
    steps = -(-int((end - start).total_seconds()) // (STEP * 60))
    return min(max(steps * STEP, 0), LONGEST)
