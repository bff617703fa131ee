"""What is counted of a case: features with a few values each, in which nobody can be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

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
