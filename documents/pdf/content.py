"""Puts right what WeasyPrint writes on a page: what is no text of the letter, and what is meant.

It reads WeasyPrint's own uncompressed content; other files are never changed this way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pikepdf import Object, Pdf

from documents.pdf.glyphs import Marked
from documents.pdf.lines import Line, Point, point

_MARK = re.compile(rb"/(\w+)\n<</MCID (\d+)>>\nBDC\n")
_PLACE = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm\n")
#: Drawn or not, these say nothing.
_SILENT = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]")


class UnknownLayout(RuntimeError):
    """The page is not written as WeasyPrint 70 writes pages: another release?"""


@dataclass(frozen=True, slots=True)
class Place:
    """Marked content in a page's stream.

    Attributes:
        start, end: of its beginning (tag and properties) in the bytes.
        at: where its text begins, if it has any.
    """

    start: int
    end: int
    at: Point | None


def places(stream: bytes) -> dict[int, Place]:
    """Where in the stream each marked content begins."""
    found: dict[int, Place] = {}
    for match in _MARK.finditer(stream):
        stop = stream.find(b"\nEMC", match.end())
        text = _PLACE.search(stream, match.end(), stop)
        at = point(text[1].decode(), text[2].decode()) if text else None
        found[int(match[2])] = Place(match.start(), match.end(), at)
    if stream.count(b"/MCID") != len(found):
        raise UnknownLayout("marked content that is written otherwise")
    return found


def silent_free(text: str) -> str:
    """The text without what is not heard: spaces, soft hyphens, marks of direction."""
    return _SILENT.sub("", unicodedata.normalize("NFC", text))


def lines_on(page: Object, lines: Mapping[Point, Line]) -> dict[int, Line]:
    """Which line each number of marked content on the page is."""
    return {
        number: lines[place.at]
        for number, place in places(page.Contents.read_bytes()).items()
        if place.at is not None and place.at in lines
    }


def mend(
    pdf: Pdf,
    page: Object,
    lines: Mapping[int, Line],
    read: Mapping[int, Marked],
    *,
    loose: AbstractSet[int],
    repeated: AbstractSet[int],
) -> None:
    """Make running headers and footers artifacts, and say what is meant where glyphs do not.

    The glyphs do not where two characters share one glyph: a font has one meaning for it. Text
    from right to left, which glyphs give backwards, is told in the tag tree instead: programs
    that search and copy turn it round themselves.

    Args:
        lines, read: of each marked content.
        loose: numbers of marked content that belongs to no element of the letter.
        repeated: numbers of what was read on an earlier page.
    """
    stream = page.Contents.read_bytes()
    parts: list[bytes] = []
    done = 0
    for number, place in places(stream).items():
        line = lines.get(number)
        if number in repeated:
            new = b"/Artifact\n<</Type /Pagination>>\nBDC\n"
        elif number in loose:
            new = _artifact(line)
        elif line is not None and _says_otherwise(read[number], line):
            new = _meaning(number, line.text)
        else:
            continue
        parts += [stream[done : place.start], new]
        done = place.end
    page.Contents = pdf.make_stream(b"".join([*parts, stream[done:]]))


def leftward(text: str) -> bool:
    """Whether any of it runs from right to left."""
    return any(unicodedata.bidirectional(each) in {"R", "AL", "AN"} for each in text)


def _says_otherwise(read: Marked, line: Line) -> bool:
    return not leftward(line.text) and silent_free(read.drawn) != silent_free(line.text)


def _artifact(line: Line | None) -> bytes:
    if line is None or line.margin is None:
        raise UnknownLayout("content outside the tag tree that is no header or footer")
    side = "Top" if line.margin == "Header" else "Bottom"
    properties = f"/Type /Pagination/Subtype /{line.margin}/Attached [/{side}]"
    return f"/Artifact\n<<{properties}>>\nBDC\n".encode()


def _meaning(number: int, text: str) -> bytes:
    meant = ("\ufeff" + text).encode("utf-16-be").hex()
    return f"/Span\n<</MCID {number}/ActualText <{meant}>>>\nBDC\n".encode()
