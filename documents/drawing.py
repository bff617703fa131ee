"""Whether a drawing has a size, and an end.

A drawing of a few lines can refer to itself, or to parts that refer to parts, so that drawing it
takes for ever. What is drawn is counted here as it would be drawn, before anything is.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from documents.errors import UnfitStyle

MAX_USES = 2_000
MAX_DRAWN = 20_000
#: Parts within parts, those that are referred to included; who draws goes as deep.
MAX_DEPTH = 64
#: Beyond this a drawing's own measure says nothing on paper.
_LARGEST = 1_000_000.0
#: What is drawn only where something refers to it.
_STORED = frozenset(["defs", "symbol", "clipPath", "mask", "linearGradient", "radialGradient"])
_OWN = re.compile(r"url\(\s*['\"]?#([\w.:-]+)['\"]?\s*\)")


@dataclass(frozen=True, slots=True)
class _Weight:
    """What drawing a part comes to: its elements, the <use> among them, and how deep it goes."""

    drawn: int
    uses: int
    depth: int


def check(drawing: etree._Element) -> None:
    """See that a rebuilt drawing can be printed.

    Raises:
        UnfitStyle: says in Dutch why it cannot be.
    """
    for each in drawing.iter():
        if "viewBox" in each.attrib:
            _check_size(each.attrib["viewBox"])
    _Scale(drawing).weigh(drawing, 0)


def _check_size(value: str) -> None:
    """Four numbers that say something, the last two a size."""
    try:
        _, _, width, height = numbers = [float(each) for each in re.split(r"[\s,]+", value.strip())]
    except ValueError:
        raise UnfitStyle("De viewBox van de tekening bestaat niet uit vier getallen.") from None
    fits = all(math.isfinite(each) and abs(each) <= _LARGEST for each in numbers)
    if not fits or min(width, height) <= 0:
        raise UnfitStyle(f"De viewBox van de tekening ({value}) geeft geen bruikbare maat.")


class _Scale:
    """Weighs parts of a drawing, each once."""

    def __init__(self, drawing: etree._Element) -> None:
        self._parts: dict[str, list[etree._Element]] = defaultdict(list)
        for each in drawing.iter():
            if "id" in each.attrib:
                self._parts[each.attrib["id"]].append(each)
        self._known: dict[etree._Element, _Weight] = {}
        self._open: set[etree._Element] = set()

    def weigh(self, part: etree._Element, above: int) -> _Weight:
        """What this part comes to, `above` parts deep.

        Raises:
            UnfitStyle: it is part of itself, too deep, or too much.
        """
        if part in self._known:
            return self._known[part]
        if part in self._open:
            raise UnfitStyle("De tekening verwijst in een kring naar zichzelf.")
        if above >= MAX_DEPTH:
            raise UnfitStyle("De onderdelen van de tekening zitten te diep in elkaar.")
        self._open.add(part)
        stored = [self.weigh(each, above + 1) for each in part if _name(each) in _STORED]
        inner = [self.weigh(each, above + 1) for each in part if _name(each) not in _STORED]
        inner += [self.weigh(each, above + 1) for each in self._referred(part)]
        self._open.remove(part)
        weight = self._known[part] = _Weight(
            drawn=1 + sum(each.drawn for each in inner),
            uses=(_name(part) == "use") + sum(each.uses for each in inner),
            depth=1 + max((each.depth for each in inner + stored), default=0),
        )
        if weight.drawn > MAX_DRAWN or weight.uses > MAX_USES:
            raise UnfitStyle("De tekening herhaalt haar onderdelen te vaak; maak haar eenvoudiger.")
        if weight.depth > MAX_DEPTH:
            raise UnfitStyle("De onderdelen van de tekening zitten te diep in elkaar.")
        return weight

    def _referred(self, part: etree._Element) -> list[etree._Element]:
        names = [part.get("href", "").removeprefix("#")]
        for value in part.attrib.values():
            names += _OWN.findall(value)
        return [each for name in names for each in self._parts.get(name, ())]


def _name(part: etree._Element) -> str:
    return etree.QName(part).localname
