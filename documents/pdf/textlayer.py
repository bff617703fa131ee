"""Whether the text of a PDF is the text of the letter: heard in order, and drawn."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from pikepdf import Pdf

from documents.pdf import reading
from documents.pdf.glyphs import UNKNOWN
from documents.pdf.reading import Piece

#: Never heard: spaces, hyphens at the end of a line, marks of direction and of no width.
_SILENT = re.compile("[\\s\u00ad\u2010\u200b-\u200f\u2060\ufeff]")
#: Drawn with one glyph, in at least some of their forms: brackets mirrored in text that runs
#: leftward, and letters that Arabic and Persian write alike at the beginning of a word.
_ALIKE = str.maketrans(
    ")]}>»\u0649\u06cc\u06a9\u06be\u06c1\u06d5", "([{<«\u064a\u064a\u0643\u0647\u0647\u0647"
)


def faults(pdf: Pdf, source: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the text of a tagged file: rule, and what is wrong.

    Args:
        source: the text that it must hold; without it, only that the file agrees with itself.
    """
    heard = reading.read(pdf)
    read = heard.pieces
    if heard.loose:
        yield "loose", f"{heard.loose} pieces of content are in no element that is read"
    if any(piece.missing for piece in read):
        yield "notdef", "a character was drawn that the font does not have"
    if any(UNKNOWN in piece.drawn for piece in read):
        yield "meaningless", "a glyph was drawn of which the file does not say what it means"
    for number, piece in enumerate(read):
        if not agrees(piece):
            yield "disagrees", f"piece {number} is told otherwise than it is drawn"
    if source is not None and (place := first_difference(read, source)) is not None:
        yield "differs", f"what is read differs from the letter at character {place}"


def agrees(piece: Piece) -> bool:
    """Whether what is heard consists of what is drawn, in whatever order."""
    if piece.said == piece.drawn:
        return True
    return Counter(_shapes(piece.said)) == Counter(_shapes(piece.drawn))


def first_difference(read: Sequence[Piece], source: str) -> int | None:
    """Where the text departs from the source, in characters that are heard; nowhere: None.

    The head of a table that goes on overleaf is read again there, and no more than that.
    """
    expected = normal(source)
    place = 0
    head = ""
    for text, header in _blocks(read):
        if expected.startswith(text, place):
            place += len(text)
            head = text if header else head
        elif not (header and text == head):
            return place
    return None if place == len(expected) else place


def _blocks(read: Sequence[Piece]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, where the head of a table is one piece."""
    at = 0
    while at < len(read):
        header, upto = read[at].header, at + 1
        while header is not None and upto < len(read) and read[upto].header == header:
            upto += 1
        yield normal("".join(piece.said for piece in read[at:upto])), header is not None
        at = upto


def normal(text: str) -> str:
    """The text as it is heard."""
    return _SILENT.sub("", unicodedata.normalize("NFC", text))


def _shapes(text: str) -> str:
    return normal(unicodedata.normalize("NFKD", text).translate(_ALIKE))
