"""A PDF read aloud: its text in the order of its tags, as a screen reader gives it."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Pdf

from documents.pdf.glyphs import Marked, Reader
from documents.pdf.tags import Key, Tree, is_element, kids, kind

#: Not of the text: marks before the items of a list, and pictures.
_UNSAID = {"Lbl", "Figure"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text in one style on one line.

    Attributes:
        said: what a reader hears.
        drawn: what the glyphs say, from left to right.
        header: which head of a table it stands in; a table that goes on overleaf has another.
        missing: a glyph was drawn that the font does not have.
    """

    said: str
    drawn: str
    header: Key | None
    missing: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tagged file says.

    Attributes:
        pieces: in the order in which they are read; headers and footers of pages are no part of it.
        loose: how many pieces of content have a place in the tag tree and are not in it.
    """

    pieces: tuple[Piece, ...]
    loose: int


def read(pdf: Pdf) -> Reading:
    """The text of a tagged file."""
    aloud = _Aloud(pdf)
    for top in kids(Tree(pdf).root):
        aloud.read(top, None, None, said=True)
    return Reading(tuple(aloud.pieces), sum(map(len, aloud.unread.values())))


class _Aloud:
    def __init__(self, pdf: Pdf) -> None:
        reader = Reader()
        self.pages = {page.obj.objgen: reader.marked(page.obj) for page in pdf.pages}
        self.unread = {page: set(content) for page, content in self.pages.items()}
        self.pieces: list[Piece] = []

    def read(self, element: Object, page: Object | None, header: Key | None, *, said: bool) -> None:
        """Read what an element holds.

        Args:
            page, header: of what it stands in.
            said: whether it is text.
        """
        said = said and kind(element) not in _UNSAID
        page = element.get(Name.Pg, page)
        if kind(element) == "THead":
            header = element.objgen
        meant = element.get(Name.ActualText)
        for kid in kids(element):
            if is_element(kid):
                self.read(kid, page, header, said=said)
            elif (found := self._content(kid, page)) is not None and said:
                heard = found.text if meant is None else str(meant)
                self.pieces.append(Piece(heard, found.drawn, header, found.missing))

    def _content(self, kid: object, page: Object | None) -> Marked | None:
        if isinstance(kid, Dictionary):
            if Name.MCID not in kid:
                return None
            page, kid = kid.get(Name.Pg, page), kid.MCID
        if page is None or not isinstance(kid, int):
            return None
        self.unread[page.objgen].discard(kid)
        return self.pages[page.objgen].get(kid)
