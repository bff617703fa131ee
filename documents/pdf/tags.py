"""The tag tree of a PDF: what a screen reader walks through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, String

#: An indirect object, by number and generation.
Key = tuple[int, int]


def kids(element: Object) -> list[Any]:
    """What an element holds: elements, numbers of marked content, references to annotations."""
    held: Any = element.get(Name.K)
    if held is None:
        return []
    return list(held.as_list()) if isinstance(held, Array) else [held]


def is_element(kid: object) -> bool:
    """Whether this is an element itself, and no reference to content."""
    return isinstance(kid, Dictionary) and Name.S in kid


def inside(element: Object) -> Iterator[Object]:
    """The element and all elements within, in the order in which they are read."""
    yield element
    for kid in kids(element):
        if is_element(kid):
            yield from inside(kid)


def kind(element: Object) -> str:
    """P, H1, Table: what the element is."""
    return str(element.S)[1:]


def marked(element: Object) -> list[int]:
    """Numbers of the marked content that the element holds itself."""
    return [kid for kid in kids(element) if isinstance(kid, int)]


def new_element(pdf: Pdf, what: str, parent: Object, held: Sequence[Any]) -> Object:
    """An element that holds these; those that are elements get it as their parent."""
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name("/" + what), P=parent, K=Array(list(held)))
    )
    if Name.Pg in parent:
        element.Pg = parent.Pg
    for kid in held:
        if is_element(kid):
            kid.P = element
    return element


def identified(element: Object, prefix: str) -> Iterator[tuple[str, Object]]:
    """Put a prefix before the element's name and the names by which it refers to others.

    Gives its name and itself, if it has one.
    """
    attributes = element.get(Name.A)
    if isinstance(attributes, Dictionary) and Name.Headers in attributes:
        named = attributes.Headers.as_list()
        attributes.Headers = Array([String(prefix + str(each)) for each in named])
    if Name.ID in element:
        name = prefix + str(element.ID)
        element.ID = String(name)
        yield name, element


class Tree:
    """The tag tree of an open file.

    Args:
        root: another than that of the file: of a file that is being added to it.
    """

    def __init__(self, pdf: Pdf, root: Object | None = None) -> None:
        self.pdf = pdf
        self.root: Object = pdf.Root.StructTreeRoot if root is None else root
        #: Number of a page or an annotation → what its content belongs to.
        self.parents = NumberTree(self.root.ParentTree)

    def elements(self) -> list[Object]:
        """All elements, in the order in which they are read."""
        return [each for top in kids(self.root) if is_element(top) for each in inside(top)]

    def owners(self, page: Object) -> Object:
        """Of each marked content on the page, the element it belongs to."""
        return self.parents[int(page.StructParents)]
