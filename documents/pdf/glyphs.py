"""What the glyphs on a page say: content read back through the fonts' own maps to Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Stream, String, parse_content_stream

_OPERATORS = "BDC BMC EMC Tf Tj TJ ' \" Do"
_CODESPACE = re.compile(rb"begincodespacerange\s*<([0-9a-fA-F]+)>")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(
    rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]*)>|\[((?:\s*<[0-9a-fA-F]*>)*)\s*\])"
)
#: Stands for a glyph of which the file does not say what it means.
UNKNOWN = "\ufffd"


@dataclass(slots=True)
class Marked:
    """Content with a number, which an element of the tag tree refers to.

    Attributes:
        drawn: what the glyphs say, from left to right.
        meant: what the file says it means (ActualText), when that differs.
        missing: a glyph was drawn that the font does not have.
    """

    drawn: str = ""
    meant: str | None = None
    missing: bool = False

    @property
    def text(self) -> str:
        """What a reader hears."""
        return self.drawn if self.meant is None else self.meant


@dataclass(slots=True)
class Font:
    """A font of a page: the length of its codes, and what each means."""

    size: int
    meaning: dict[int, str] = field(default_factory=dict)
    composite: bool = True

    def read(self, codes: bytes) -> Iterator[tuple[int, str]]:
        """Each code and what it means."""
        for start in range(0, len(codes), self.size):
            code = int.from_bytes(codes[start : start + self.size], "big")
            yield code, self.meaning.get(code, UNKNOWN)


class Reader:
    """Reads the content of pages; remembers the fonts, which pages share."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], Font] = {}

    def marked(self, page: Object) -> dict[int, Marked]:
        """The numbered content of a page."""
        found: dict[int, Marked] = {}
        fonts = page.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary())
        font: Font | None = None
        open_marks: list[Marked | None] = []
        for instruction in parse_content_stream(page, _OPERATORS):
            operands = instruction.operands
            match str(instruction.operator):
                case "BDC":
                    open_marks.append(_begin(operands[1], page, found))
                case "BMC":
                    open_marks.append(None)
                case "EMC":
                    if open_marks:
                        open_marks.pop()
                case "Tf":
                    font = self._font(fonts.get(str(operands[0])))
                case "Tj" | "TJ" | "'" | '"':
                    current = next((m for m in reversed(open_marks) if m is not None), None)
                    if current is not None and font is not None:
                        _show(current, font, operands[-1])
        return found

    def _font(self, font: Object | None) -> Font | None:
        if font is None:
            return None
        key = font.objgen
        if key not in self._fonts or key == (0, 0):
            self._fonts[key] = read_font(font)
        return self._fonts[key]


def _begin(properties: Object, page: Object, found: dict[int, Marked]) -> Marked | None:
    if isinstance(properties, Name):
        properties = page.Resources.Properties[properties]
    if Name.MCID not in properties:
        return None
    meant = properties.get(Name.ActualText)
    begun = found.setdefault(int(properties.MCID), Marked())
    begun.meant = None if meant is None else str(meant)
    return begun


def _show(current: Marked, font: Font, shown: Object) -> None:
    pieces = shown if isinstance(shown, Array) else [shown]
    for piece in pieces:
        if isinstance(piece, String):
            for code, meaning in font.read(bytes(piece)):
                current.drawn += meaning
                current.missing |= font.composite and code == 0


def read_font(font: Object) -> Font:
    """The font's map from codes to text."""
    composite = font.get(Name.Subtype) == Name.Type0
    cmap = font.get(Name.ToUnicode)
    if not isinstance(cmap, Stream):
        return Font(2 if composite else 1, composite=composite)
    source = cmap.read_bytes()
    space = _CODESPACE.search(source)
    result = Font(len(space[1]) // 2 if space else (2 if composite else 1), composite=composite)
    for block in _CHARS.findall(source):
        for code, text in _CHAR.findall(block):
            result.meaning[int(code, 16)] = _utf16(text)
    for block in _RANGES.findall(source):
        for first, last, text, each in _RANGE.findall(block):
            codes = range(int(first, 16), min(int(last, 16), 0xFFFF) + 1)
            if each:
                texts = re.findall(rb"<([0-9a-fA-F]*)>", each)
                result.meaning.update(zip(codes, map(_utf16, texts), strict=False))
            else:
                start = _utf16(text)
                for step, code in enumerate(codes):
                    result.meaning[code] = start[:-1] + chr(ord(start[-1:] or "\0") + step)
    return result


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
