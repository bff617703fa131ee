"""What goes on overleaf is one thing still: WeasyPrint tags it anew on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Object

from documents.pdf.lines import Line
from documents.pdf.tags import Key, Tree, inside, is_element, kids, kind, marked

#: Elements that may be divided, and the tags of HTML they come from.
_TAGS = {
    "Part": {"main"},
    "Art": {"article"},
    "Sect": {"section"},
    "Div": {"div"},
    "BlockQuote": {"blockquote"},
    "P": {"p"},
    "L": {"ul", "ol"},
    "LI": {"li"},
    "LBody": {"li"},
    "Table": {"table"},
    "THead": {"thead"},
    "TBody": {"tbody"},
}

#: Of which line a marked content is: page, number → line.
Lines = Mapping[tuple[Key, int], Line]


def repeated_heads(tree: Tree, lines: Lines) -> list[Object]:
    """Heads of tables that were there on an earlier page."""
    seen: set[int] = set()
    found: list[Object] = []
    for element in tree.elements():
        if kind(element) == "THead":
            source = _source(element, 1, lines)
            if source in seen:
                found.append(element)
            elif source is not None:
                seen.add(source)
    return found


def join(tree: Tree, lines: Lines) -> None:
    """Make one element of each that was divided over pages."""
    for top in kids(tree.root):
        _join_kids(top, Counter(), lines)


def _join_kids(element: Object, around: Counter[str], lines: Lines) -> None:
    """Join neighbours that come from one element of HTML, and then what they hold.

    Args:
        around: how many of each kind stand around the kids.
    """
    held: list[Any] = []
    joined = False
    for kid in kids(element):
        if held and is_element(kid) and _is_one(held[-1], kid, around, lines):
            _move(kid, held[-1])
            joined = True
        else:
            held.append(kid)
    if joined:
        element.K = Array(held)
    for kid in held:
        if is_element(kid) and kind(kid) in _TAGS:
            _join_kids(kid, around + Counter([kind(kid)]), lines)


def _is_one(first: Any, second: Object, around: Counter[str], lines: Lines) -> bool:
    what = kind(second)
    if what not in _TAGS or not is_element(first) or kind(first) != what:
        return False
    source = _source(first, around[what] + 1, lines)
    return source is not None and source == _source(second, around[what] + 1, lines)


def _source(element: Object, nth: int, lines: Lines) -> int | None:
    """Which element of HTML it comes from: the nth of its kind around its text."""
    tags = _TAGS[kind(element)]
    for each in inside(element):
        for number in marked(each):
            line = lines.get((each.Pg.objgen, number))
            if line is not None:
                alike = [source for source, tag in line.elements if tag in tags]
                return alike[nth - 1] if len(alike) >= nth else None
    return None


def _move(source: Object, target: Object) -> None:
    for kid in kids(source):
        if is_element(kid):
            kid.P = target
    target.K = Array([*kids(target), *kids(source)])
