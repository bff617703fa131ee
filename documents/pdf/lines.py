"""Which line of text the layout put where: what the glyphs alone no longer tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Where a line begins on its page, as it stands in the content.
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on one line, in one style.

    Attributes:
        text: in the order in which it is read.
        elements: the HTML elements around it, the outermost first: which one, and its tag.
        margin: Header or Footer when it stands in the margin of the page.
    """

    text: str
    lang: str | None
    elements: tuple[tuple[int, str], ...]
    margin: str | None


def lines_of(page: Any) -> Mapping[Point, Line]:
    """The lines of a page that WeasyPrint laid out."""
    box = page._page_box  # noqa: SLF001 - the only way to what was laid out
    return {_point(text): line for text, line in _walk(box, (), None)}


def point(x: str | float, y: str | float) -> Point:
    """A place, as exact as content tells it."""
    return round(float(x), 3), round(float(y), 3)


def _point(box: Any) -> Point:
    # the same six decimals as in the content, so that both are rounded alike
    return point(f"{box.position_x:f}", f"{box.position_y + box.baseline:f}")


def _walk(
    box: Any, elements: tuple[tuple[int, str], ...], margin: str | None
) -> Iterator[tuple[Any, Line]]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        margin = "Header" if box.at_keyword.startswith("@top") else "Footer"
    if box.element is not None and (not elements or elements[-1][0] != id(box.element)):
        elements = (*elements, (id(box.element), str(box.element.tag)))
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield box, Line(box.text, box.style["lang"], elements, margin)
        return
    # what is placed elsewhere stands in for its box here
    for child in getattr(box, "children", ()):
        yield from _walk(child, elements, margin)
