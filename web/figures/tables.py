"""Counts made into tables: by half-year, or by month within one of them.

Half-years are never added up, so that each stands by itself. The months of a half-year are, to what
the table of half-years tells of it; what that hides stays hidden here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from engine.model.cijfers import KENMERKEN, Stand
from engine.store.reading.cijfers import months_of
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


def period_name(period: str) -> str:
    """As "2026, 1e helft" or "mrt 2026"."""
    if len(period) == len("2026-1"):
        half = _("1e helft") if period[5:] == "1" else _("2e helft")
        return f"{period[:4]}, {half}"
    return taal.month_text(date(int(period[:4]), int(period[5:]), 1))


def by_half(
    standen: Mapping[str, Stand], halves: Sequence[str], *, publish: bool = False
) -> Cijferblad:
    """Figures of some half-years, each by itself."""
    counts = _Counts(standen, halves)
    sheet = _Hiding(counts, PUBLISHED if publish else SCREEN)
    return _sheet(counts, sheet, standen, halves, publish=publish)


def by_month(standen: Mapping[str, Stand], half: str) -> Cijferblad:
    """Figures of the months of a half-year, and of the half-year itself as the last column."""
    periods, whole = months_of(half), Stand()
    for each in standen.values():
        whole.add(each)
    over = _Hiding(_Counts({half: whole}, [half]), SCREEN)
    counts = _Counts(standen, periods)
    sheet = _sheet(counts, _Hiding(counts, SCREEN, over), standen, periods)
    return _joined(sheet, by_half({half: whole}, [half]))


class _Counts:
    """How often each value of each feature occurs in each period."""

    def __init__(self, standen: Mapping[str, Stand], periods: Sequence[str]) -> None:
        found = [standen.get(period) or Stand() for period in periods]
        self._counted = {
            GEMELD: [_by_name(each.gemeld) for each in found],
            OPGELEGD: [_by_name(each.opgelegd) for each in found],
        }

    def whole(self, van: str) -> list[int]:
        """The whole, by period."""
        return [sum(counts["uitkomst"].values()) for counts in self._counted[van]]

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
        return [counts[indicator.naam][value] for counts in self._counted[indicator.van]]


def _by_name(counts: Sequence[Sequence[int]]) -> dict[str, dict[str, int]]:
    return {
        name: dict(zip(values, numbers, strict=True))
        for (name, values), numbers in zip(KENMERKEN.items(), counts, strict=True)
    }


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
    standen: Mapping[str, Stand],
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
            naam: tuple(
                spread(getattr(standen[each], naam) if each in standen else {}, hiding.least)
                for each in periods
            )
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
