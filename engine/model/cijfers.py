"""What is counted of a case: features with a few values each, in which nobody can be found."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from engine.model.oplegging import Bevoegdheid
from engine.model.talen import BLADTALEN

NEE, JA = "nee", "ja"
GEEN, ONBEKEND, ANDERS = "geen", "onbekend", "anders"
OPGELEGD, NIET_OPGELEGD, OPEN = "opgelegd", "niet_opgelegd", "open"
AANVAARD, GEWEIGERD = "aanvaard", "geweigerd"
OP_TIJD, TE_LAAT = "op_tijd", "te_laat"
GEHAALD, VERSTREKEN = "gehaald", "verstreken"

_YES_NO = (NEE, JA)
_ANSWER = (GEEN, GEWEIGERD, AANVAARD)
_IN_TIME = (GEEN, TE_LAAT, OP_TIJD)
_TERM = (GEEN, VERSTREKEN, GEHAALD)
_REPEAT = (ONBEKEND, NEE, JA)

#: Every feature with its values, in the order in which they are kept. What is added comes last, and
#: nothing is ever moved: figures of files that are gone are read by this too.
KENMERKEN: Mapping[str, tuple[str, ...]] = {
    "uitkomst": (OPEN, OPGELEGD, NIET_OPGELEGD),
    "bevoegdheid": (GEEN, Bevoegdheid.EIGEN, Bevoegdheid.MANDAAT, Bevoegdheid.TELEFONISCH),
    "kinderen": _YES_NO,
    "kindermishandeling": _YES_NO,
    "eergerelateerd": _YES_NO,
    "verlengd": _YES_NO,
    "ingetrokken": _YES_NO,
    "geschorst": _YES_NO,
    "vernietigd": _YES_NO,
    "overtreden": _YES_NO,
    "hulp_uithuisgeplaatste": _ANSWER,
    "hulp_uithuisgeplaatste_tijd": _IN_TIME,
    "hulp_achterblijvers": _ANSWER,
    "hulp_achterblijvers_tijd": _IN_TIME,
    "bereikbaarheid": _TERM,
    "zitting": _TERM,
    "uitspraak": _TERM,
    "herhaling_persoon": _REPEAT,
    "herhaling_adres": _REPEAT,
    "taal": (*BLADTALEN, ANDERS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaakcijfers:
    """What is counted of one case.

    Attributes:
        maand: of the report, in Amsterdam, as "2026-03".
        kenmerken: a value for each of `KENMERKEN`.
        tot_besluit: minutes from report to decision; tot_uitreiking: from decision to service; in
            steps of five, None while it has not come to that.
        opgelegd_op: when the order was imposed (UTC); None while there is none.
    """

    gemeente: str
    maand: str
    kenmerken: Mapping[str, str]
    tot_besluit: int | None
    tot_uitreiking: int | None
    opgelegd_op: datetime | None


def encode(kenmerken: Mapping[str, str]) -> str:
    """The features as they are kept: a digit for each, short enough to stand in an index."""
    return "".join(str(values.index(kenmerken[name])) for name, values in KENMERKEN.items())


def decode(text: str) -> dict[str, str]:
    """The features again; those that were not counted yet when this was kept have their first."""
    digits = text.ljust(len(KENMERKEN), "0")
    return {
        name: values[int(digit)]
        for (name, values), digit in zip(KENMERKEN.items(), digits, strict=True)
    }


def halfjaar(maand: str) -> str:
    """The half-year of a month: "2026-03" lies in "2026-1"."""
    jaar, _, nummer = maand.partition("-")
    return f"{jaar}-{1 if int(nummer) <= 6 else 2}"  # noqa: PLR2004 - half of a year


def _nothing() -> list[list[int]]:
    return [[0] * len(values) for values in KENMERKEN.values()]


@dataclass(slots=True)
class Stand:
    """What the cases of a period come to.

    Attributes:
        gemeld, opgelegd: of all of them, and of those in which an order was imposed, how often each
            value of each feature occurs; in the order of `KENMERKEN`.
        tot_besluit, tot_uitreiking: how many took so many minutes.
    """

    gemeld: list[list[int]] = field(default_factory=_nothing)
    opgelegd: list[list[int]] = field(default_factory=_nothing)
    tot_besluit: dict[int, int] = field(default_factory=dict)
    tot_uitreiking: dict[int, int] = field(default_factory=dict)

    def count(self, kenmerken: str, number: int) -> None:
        """Add so many cases with these features, as `encode` gives them."""
        places = [int(digit) for digit in kenmerken.ljust(len(KENMERKEN), "0")]
        opgelegd = places[_UITKOMST] == _OPGELEGD
        for counts in (self.gemeld, self.opgelegd) if opgelegd else (self.gemeld,):
            for values, place in zip(counts, places, strict=True):
                values[place] += number

    def took(self, name: str, minutes: int, number: int) -> None:
        """Add so many cases in which something (`tot_besluit`, `tot_uitreiking`) took so long."""
        found: dict[int, int] = getattr(self, name)
        found[minutes] = found.get(minutes, 0) + number

    def add(self, other: Stand) -> None:
        """Add the cases of another period."""
        for own, more in ((self.gemeld, other.gemeld), (self.opgelegd, other.opgelegd)):
            for values, numbers in zip(own, more, strict=True):
                values[:] = map(operator.add, values, numbers)
        for name in ("tot_besluit", "tot_uitreiking"):
            for minutes, number in getattr(other, name).items():
                self.took(name, minutes, number)

    def as_json(self) -> dict[str, Any]:
        """As it is kept; minutes are names there."""
        return {
            "gemeld": self.gemeld,
            "opgelegd": self.opgelegd,
            "tot_besluit": {str(minutes): n for minutes, n in self.tot_besluit.items()},
            "tot_uitreiking": {str(minutes): n for minutes, n in self.tot_uitreiking.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The same again; of features that were not counted when it was kept, all have the first
        value, as `decode` reads them.
        """
        return cls(
            gemeld=_filled(kept["gemeld"]),
            opgelegd=_filled(kept["opgelegd"]),
            tot_besluit={int(minutes): n for minutes, n in kept["tot_besluit"].items()},
            tot_uitreiking={int(minutes): n for minutes, n in kept["tot_uitreiking"].items()},
        )


_UITKOMST = list(KENMERKEN).index("uitkomst")
_OPGELEGD = KENMERKEN["uitkomst"].index(OPGELEGD)


def _filled(kept: Sequence[Sequence[int]]) -> list[list[int]]:
    total, found = sum(kept[_UITKOMST]), _nothing()
    for place, values in enumerate(found):
        known = kept[place] if place < len(kept) else [total]
        values[: len(known)] = known
    return found
