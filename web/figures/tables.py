"""Counts made into tables: by half-year, or by month within one of them.

Half-years are never added up, so that each stands by itself. The months of a half-year are, to what
the table of half-years tells of it; what that hides stays hidden here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask_babel import gettext as _

from engine.model.cijfers import decode
from engine.store.reading.cijfers import Telling, Tellingen
from web import taal
from web.figures.durations import Duur, spread
from web.figures.indicators import DOORLOOPTIJDEN, GEMELD, INDICATOREN, OPGELEGD, Indicator
from web.figures.suppression import hide

#: On a screen a group of fewer is hidden; in what is published, of fewer than this.
SCREEN, PUBLISHED = 5, 10
#: To what figures that are published are rounded.
ROUNDED = 5


@dataclass(frozen=True, slots=True)
class Cel:
    """A number, None where it is hidden; `deel` is its share (%) of the whole, if told."""

    aantal: int | None
    deel: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rij:
    """A row of a table: its place in the indicators, what it is called, and its cells."""

    naam: str
    label: str
    cellen: tuple[Cel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blok:
    """An indicator with its rows."""

    indicator: Indicator
    rijen: tuple[Rij, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijferblad:
    """All figures over some periods.

    Attributes:
        perioden: what the columns are called.
        gemeld, opgelegd: the wholes. blokken: their parts.
        duren: name of a duration → one for each period.
        least: fewer than this is hidden.
    """

    perioden: tuple[str, ...]
    gemeld: Rij
    opgelegd: Rij
    blokken: tuple[Blok, ...]
    duren: Mapping[str, tuple[Duur, ...]]
    least: int


def halves(first: str, last: str) -> list[str]:
    """The half-years from one through another."""
    found, each = [], first
    while each <= last:
        found.append(each)
        jaar, half = int(each[:4]), each[5:]
        each = f"{jaar}-2" if half == "1" else f"{jaar + 1}-1"
    return found


def months(half: str) -> list[str]:
    """The months of a half-year."""
    begin = 1 if half.endswith("1") else 7
    return [f"{half[:4]}-{month:02d}" for month in range(begin, begin + 6)]


def period_name(period: str) -> str:
    """As "2026, 1e helft" or "mrt 2026"."""
    if len(period) == len("2026-1"):
        half = _("1e helft") if period[5:] == "1" else _("2e helft")
        return f"{period[:4]}, {half}"
    return taal.month_text(date(int(period[:4]), int(period[5:]), 1))


def by_half(tellingen: Tellingen, first: str, last: str, *, publish: bool = False) -> Cijferblad:
    """Figures of some half-years, each by itself."""
    periods = halves(first, last)
    counts = _Counts(tellingen.kenmerken, periods)
    sheet = _Hiding(counts, PUBLISHED if publish else SCREEN)
    return _sheet(counts, sheet, tellingen, periods, publish=publish)


def by_month(tellingen: Tellingen, half: str) -> Cijferblad:
    """Figures of the months of a half-year, and of the half-year itself as the last column."""
    periods = months(half)
    counts = _Counts(tellingen.kenmerken, periods)
    whole = _over(half, tellingen.kenmerken)
    over = _Hiding(_Counts(whole, [half]), SCREEN)
    hiding = _Hiding(counts, SCREEN, over)
    sheet = _sheet(counts, hiding, tellingen, periods)
    total = Tellingen(
        kenmerken=whole,
        tot_besluit=_over(half, tellingen.tot_besluit),
        tot_uitreiking=_over(half, tellingen.tot_uitreiking),
    )
    return _joined(sheet, by_half(total, half, half))


def _over(half: str, counted: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(Telling(half, each.waarde, each.aantal) for each in counted)


class _Counts:
    """How often each value of each feature occurs in each period."""

    def __init__(self, counted: Iterable[Telling], periods: Sequence[str]) -> None:
        places = {period: place for place, period in enumerate(periods)}
        self.width = len(periods)
        self._found: dict[tuple[str, str, str], list[int]] = {}
        for each in counted:
            place = places.get(each.periode)
            if place is not None:
                self._count(str(each.waarde), place, each.aantal)

    def _count(self, encoded: str, place: int, number: int) -> None:
        features = _features(encoded)
        wholes = (GEMELD, OPGELEGD) if features["uitkomst"] == OPGELEGD else (GEMELD,)
        for whole in wholes:
            self._row(whole, "", "")[place] += number
            for indicator in INDICATOREN:
                if indicator.van == whole:
                    self._row(whole, indicator.naam, features[indicator.naam])[place] += number

    def _row(self, whole: str, naam: str, value: str) -> list[int]:
        return self._found.setdefault((whole, naam, value), [0] * self.width)

    def whole(self, van: str) -> list[int]:
        """The whole, by period."""
        return self._found.get((van, "", ""), [0] * self.width)

    def parts(self, indicator: Indicator) -> list[list[int]]:
        """What is told of an indicator by period, and in the last row all the rest."""
        told = [self.value(indicator, value) for value in indicator.rijen]
        rest = [
            all_of_it - sum(row[place] for row in told)
            for place, all_of_it in enumerate(self.whole(indicator.van))
        ]
        return [*told, rest]

    def value(self, indicator: Indicator, value: str) -> list[int]:
        """One value, by period."""
        return self._found.get((indicator.van, indicator.naam, value), [0] * self.width)


@lru_cache(maxsize=10_000)
def _features(encoded: str) -> Mapping[str, str]:
    return decode(encoded)


class _Hiding:
    """What is hidden of some counts.

    Args:
        over: what is hidden of the sums over all periods, if those are told.
    """

    def __init__(self, counts: _Counts, least: int, over: _Hiding | None = None) -> None:
        self.least = least
        sums = [not over.gemeld[0]] if over is not None else None
        self.gemeld: list[bool] = hide(
            [counts.whole(GEMELD)], least=least, wholes=None, totals=sums
        )[0]
        self._counts, self._over = counts, over
        self._hidden: dict[str, list[list[bool]]] = {}
        outcome = next(each for each in INDICATOREN if each.naam == "uitkomst")
        place = list(outcome.rijen).index(OPGELEGD)
        self.opgelegd = self.of(outcome)[place]

    def of(self, indicator: Indicator) -> list[list[bool]]:
        """Which cells of an indicator are hidden, the rest in the last row."""
        if indicator.naam not in self._hidden:
            self._hidden[indicator.naam] = self._hide(indicator)
        return self._hidden[indicator.naam]

    def whole(self, van: str) -> list[bool]:
        """Where the whole is hidden."""
        return self.gemeld if van == GEMELD else self.opgelegd

    def _hide(self, indicator: Indicator) -> list[list[bool]]:
        parts = self._counts.parts(indicator)
        wholes = [not hidden for hidden in self.whole(indicator.van)]
        over = self._over
        if over is None:
            columns = [
                hide([[row[place]] for row in parts], least=self.least, wholes=[told])
                for place, told in enumerate(wholes)
            ]
            return [[column[row][0] for column in columns] for row in range(len(parts))]
        if over.whole(indicator.van)[0]:
            return [[True] * len(wholes) for _ in parts]
        totals = [not row[0] for row in over.of(indicator)]
        return hide(parts, least=self.least, wholes=wholes, totals=totals)


def _sheet(
    counts: _Counts,
    hiding: _Hiding,
    tellingen: Tellingen,
    periods: Sequence[str],
    *,
    publish: bool = False,
) -> Cijferblad:
    def cells(row: list[int], hidden: list[bool], van: str = "") -> tuple[Cel, ...]:
        wholes = counts.whole(van) if van else row
        unknown = hiding.whole(van) if van else [True] * len(row)
        return tuple(
            Cel(None) if gone else Cel(*_told(number, whole, share=not away, publish=publish))
            for number, gone, whole, away in zip(row, hidden, wholes, unknown, strict=True)
        )

    blocks = []
    for indicator in INDICATOREN:
        parts, hidden = counts.parts(indicator), hiding.of(indicator)
        blocks.append(
            Blok(
                indicator=indicator,
                rijen=tuple(
                    Rij(naam=value, label=label, cellen=cells(row, gone, indicator.van))
                    for (value, label), row, gone in zip(
                        indicator.rijen.items(), parts, hidden, strict=False
                    )
                ),
            )
        )
    return Cijferblad(
        perioden=tuple(period_name(each) for each in periods),
        gemeld=Rij(
            naam=GEMELD, label=_("Meldingen"), cellen=cells(counts.whole(GEMELD), hiding.gemeld)
        ),
        opgelegd=Rij(
            naam=OPGELEGD,
            label=_("Huisverboden"),
            cellen=cells(counts.whole(OPGELEGD), hiding.opgelegd),
        ),
        blokken=tuple(blocks),
        duren={
            naam: tuple(_durations(getattr(tellingen, naam), periods, hiding.least))
            for naam in DOORLOOPTIJDEN
        },
        least=hiding.least,
    )


def _told(number: int, whole: int, *, share: bool, publish: bool) -> tuple[int, int | None]:
    if publish:
        number, whole = (_rounded(each) for each in (number, whole))
    return number, round(100 * number / whole) if share and whole else None


def _rounded(number: int) -> int:
    return (number + ROUNDED // 2) // ROUNDED * ROUNDED


def _durations(counted: Iterable[Telling], periods: Sequence[str], least: int) -> Iterable[Duur]:
    found: dict[str, dict[int, int]] = {period: {} for period in periods}
    for each in counted:
        if each.periode in found:
            minutes = int(each.waarde)
            found[each.periode][minutes] = found[each.periode].get(minutes, 0) + each.aantal
    return (spread(found[period], least) for period in periods)


def _joined(months: Cijferblad, whole: Cijferblad) -> Cijferblad:
    """The months with the half-year as one more column."""

    def row(left: Rij, right: Rij) -> Rij:
        return Rij(naam=left.naam, label=left.label, cellen=(*left.cellen, *right.cellen))

    return Cijferblad(
        perioden=(*months.perioden, *whole.perioden),
        gemeld=row(months.gemeld, whole.gemeld),
        opgelegd=row(months.opgelegd, whole.opgelegd),
        blokken=tuple(
            Blok(
                indicator=left.indicator,
                rijen=tuple(row(*pair) for pair in zip(left.rijen, right.rijen, strict=True)),
            )
            for left, right in zip(months.blokken, whole.blokken, strict=True)
        ),
        duren={naam: (*months.duren[naam], *whole.duren[naam]) for naam in months.duren},
        least=months.least,
    )
