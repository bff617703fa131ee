"""What of a case may stay for ever: figures in which nobody can be found back (Wth 10.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine.law import kindermishandeling
from engine.law.binding import huisverbod, stopped_at, withdrawn_at
from engine.law.moments import local_date
from engine.model.bewaring import Cijfers
from engine.model.hulpaanbod import HulpAan
from engine.model.naleving import Overtreding
from engine.model.oplegging import Bevoegdheid
from engine.model.rechtsbescherming import Uitspraak
from engine.model.termijnen import Deadline, DeadlineState
from engine.model.zaak import Zaak

#: Terms that somebody had to meet; that an order ended or a window closed is no figure.
DUTIES = frozenset({"bereikbaarheid", "zitting", "uitspraak"})


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
