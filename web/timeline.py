"""The ten days or four weeks of an order on one line: what was, what comes, what was missed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import gettext as _

from engine.law import terms
from engine.law.binding import Huisverbod
from engine.law.moments import local, local_date, midnight_after
from engine.model.hulpaanbod import HulpAan, Hulpaanbod
from engine.model.naleving import BegeleidContact, LaterFeit, Overtreding
from engine.model.rechtsbescherming import Uitspraak
from engine.model.termijnen import Deadline, DeadlineState
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import Zaak
from web import taal

#: The line is this long, in the picture's own units; so near two points may not lie on one row.
LENGTH, APART = 1000.0, 30.0
#: Days on the line from which not every one is named.
CROWDED = 14


class Taak(Protocol):
    """An open task, and when it should be done (UTC), if that is said."""

    @property
    def naam(self) -> str: ...
    @property
    def opvolgen(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Punt:
    """A moment on the line.

    Attributes:
        nummer: its place in the table, from 1.
        op: the moment (UTC).
        stand: "gebeurd", "komt" or "gemist".
        x: where it lies on the line; rij: on which row, from 0.
    """

    nummer: int
    op: datetime
    wat: str
    stand: str
    x: float
    rij: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dag:
    """A day's first minute on the line; a nameless one is only a mark."""

    x: float
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tijdlijn:
    """An order on a line.

    Attributes:
        van, tot: its ends (UTC).
        einde: where the order ends. eerste_einde: where it would have without extension, or None.
        nu: where this moment lies, or None when it is not on the line.
        rijen: how many rows of points there are.
    """

    van: datetime
    tot: datetime
    einde: float
    eerste_einde: float | None
    nu: float | None
    dagen: tuple[Dag, ...]
    punten: tuple[Punt, ...]
    rijen: int


#: A moment, what it is, and its state.
_Mark = tuple[datetime, str, str]
_STATES = {
    DeadlineState.OPEN: "komt",
    DeadlineState.GEHAALD: "gebeurd",
    DeadlineState.VERSTREKEN: "gemist",
}
#: Terms whose passing is no omission of anybody.
_ENDS = frozenset({"einde_huisverbod", "uiterste_verlenging"})


def timeline(
    zaak: Zaak,
    order: Huisverbod,
    deadlines: Mapping[str, Deadline],
    tasks: Iterable[Taak],
    names: Mapping[str, str],
    parts: Collection[str],
    now: datetime,
) -> Tijdlijn:
    """The order on a line, from its first minute to its end or, while it may be extended, beyond.

    Args:
        names: term → what people call it.
        parts: the parts of the case that this reader sees; nothing of the others is on the line.
        now: this moment (UTC).
    """
    van = order.opgelegd_op
    tot = order.uiterste if order.verlengd or now >= order.einde else order.einde
    tot = max(tot, order.einde)
    length = tot - van

    def place(moment: datetime) -> float:
        return round(LENGTH * ((moment - van) / length), 1)

    found = (*_happened(zaak, order, parts), *_due(deadlines, names), *_to_do(tasks, now))
    marks = sorted((mark for mark in found if van <= mark[0] <= tot), key=lambda mark: mark[0])
    punten = tuple(_in_rows(marks, place))
    first = terms.einde_huisverbod(van, order.rules)
    return Tijdlijn(
        van=van,
        tot=tot,
        einde=place(order.einde),
        eerste_einde=place(first) if order.verlengd else None,
        nu=place(now) if van <= now <= tot else None,
        dagen=tuple(_days(van, tot, place)),
        punten=punten,
        rijen=1 + max((punt.rij for punt in punten), default=0),
    )


def _happened(zaak: Zaak, order: Huisverbod, parts: Collection[str]) -> Iterator[_Mark]:
    yield order.opgelegd_op, _("Huisverbod opgelegd"), "gebeurd"
    for served in zaak.all(UitreikingVerlenging):
        yield served.uitgereikt_op, _("Verlenging uitgereikt"), "gebeurd"
    if "hulp" in parts:
        for offer in zaak.all(Hulpaanbod):
            if offer.aan is HulpAan.UITHUISGEPLAATSTE:
                yield offer.aangeboden_op, _("Hulp aangeboden aan de uithuisgeplaatste"), "gebeurd"
            else:
                yield offer.aangeboden_op, _("Hulp aangeboden aan de achterblijvers"), "gebeurd"
        for contact in zaak.all(BegeleidContact):
            yield contact.op, _("Begeleid contact"), "gebeurd"
    if "besluiten" in parts:
        for breach in zaak.all(Overtreding):
            yield breach.gepleegd_op, _("Overtreding"), "gebeurd"
        for fact in zaak.all(LaterFeit):
            yield fact.voorgevallen_op, _("Feit"), "gebeurd"
        for ruling in zaak.all(Uitspraak):
            yield ruling.uitspraak_op, _("Uitspraak van de rechter"), "gebeurd"


def _due(deadlines: Mapping[str, Deadline], names: Mapping[str, str]) -> Iterator[_Mark]:
    for deadline in deadlines.values():
        if deadline.state not in _STATES:
            continue
        state = _STATES[deadline.state]
        if deadline.termijn in _ENDS and state == "gemist":
            state = "gebeurd"
        moment = deadline.due
        if state == "gebeurd" and deadline.afgedaan_op is not None:
            moment = deadline.afgedaan_op
        yield moment, taal.translated(names.get(deadline.termijn, deadline.termijn)), state


def _to_do(tasks: Iterable[Taak], now: datetime) -> Iterator[_Mark]:
    for task in tasks:
        if task.opvolgen is not None:
            yield (
                task.opvolgen,
                taal.translated(task.naam),
                "gemist" if task.opvolgen < now else "komt",
            )


def _in_rows(marks: Iterable[_Mark], place: Callable[[datetime], float]) -> Iterator[Punt]:
    """Points in order of time, on rows so that none lies over another."""
    ends: list[float] = []
    for number, (op, wat, stand) in enumerate(marks, start=1):
        x = place(op)
        row = next((row for row, end in enumerate(ends) if x - end >= APART), len(ends))
        ends[row : row + 1] = [x]
        yield Punt(nummer=number, op=op, wat=wat, stand=stand, x=x, rij=row)


def _days(van: datetime, tot: datetime, place: Callable[[datetime], float]) -> Iterator[Dag]:
    day, last = local_date(van), local_date(tot)
    every = 2 if (last - day).days > CROWDED else 1
    number = 0
    while (midnight := midnight_after(day)) < tot:
        day = local(midnight).date()
        named = number % every == 0
        yield Dag(x=place(midnight), naam=taal.short_day(day) if named else "")
        number += 1
