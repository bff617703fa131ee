"""Bookmarks and links of a file, and where they lead once it is part of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pikepdf import Array, Dictionary, Name, NameTree, Object, OutlineItem, Page, Pdf, String

from documents.pdf.tags import Key

#: Bookmarks go no deeper than this.
_DEPTH = 6


def under(title: str, pdf: Pdf, first: int) -> OutlineItem:
    """A bookmark for a paper, and below it the paper's own.

    Args:
        first: on which page of the whole the paper begins, counted from none.
    """
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    item = OutlineItem(title, first, "Fit")
    item.is_closed = True
    root = pdf.Root.get(Name.Outlines)
    if root is not None:
        item.children.extend(_below(root, numbers, first, _DEPTH))
    return item


def _below(
    node: Object, numbers: Mapping[Key, int], first: int, depth: int
) -> Sequence[OutlineItem]:
    found: list[OutlineItem] = []
    seen: set[Key] = set()
    each = node.get(Name.First)
    while each is not None and each.objgen not in seen and depth:
        seen.add(each.objgen)
        target = each.get(Name.Dest)
        if isinstance(target, Array) and target[0].objgen in numbers:
            item = OutlineItem(
                str(each.Title), first + numbers[target[0].objgen], "XYZ", top=_top(target)
            )
            item.children.extend(_below(each, numbers, first, depth - 1))
            found.append(item)
        each = each.get(Name.Next)
    return found


def _top(target: Array) -> float | None:
    """How high on its page; a destination is [page /XYZ left top zoom], or shows a whole page."""
    _, how, *where = target.as_list()
    top = where[1] if how == Name.XYZ and where[1:] else None
    return None if top is None else float(top)


def places(pdf: Pdf) -> Mapping[str, tuple[int, float | None]]:
    """The named places of a file: page, counted from none, and height on it."""
    tree = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if tree is None:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return {
        str(name): (numbers[target[0].objgen], _top(target))
        for name, target in NameTree(tree).items()
        if isinstance(target, Array) and target[0].objgen in numbers
    }


def lead_directly(
    annotation: Object, named: Mapping[str, tuple[int, float | None]], pages: Sequence[Page]
) -> None:
    """Let a link to a named place lead there itself: another file may use the same name."""
    target = annotation.get(Name.Dest)
    if not isinstance(target, String):
        return
    number, top = named.get(str(target), (0, None))
    annotation.Dest = Array([pages[number].obj, Name.XYZ, None, top, None])
