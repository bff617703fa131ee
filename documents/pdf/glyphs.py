"""What the glyphs on a page say: content read back through the fonts' own maps to Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Stream

_LITERAL = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)"
_HEX = rb"<[0-9a-fA-F\s]*>"
#: Of the content of a page, only what bears on text; the rest is not looked at. Thousands of
#: glyphs a page make the parser of a library, which hands over each by itself, ten times slower.
_CONTENT = re.compile(
    rb"(?P<shown>\[(?:[^\]()]|" + _LITERAL + rb")*\]|" + _HEX + rb"|" + _LITERAL + rb")"
    rb"\s*(?:TJ|Tj|'|\")"
    rb"|/\S+\s*(?P<properties><<.*?>>|/[^\s<>/]+)\s*BDC"
    rb"|(?P<plain>\bBMC\b)|(?P<end>\bEMC\b)"
    rb"|/(?P<font>[^\s<>/]+)\s+\S+\s+Tf\b"
    rb"|" + _LITERAL + rb"|\bID\s.*?\sEI\b",
    re.DOTALL,
)
_STRING = re.compile(_HEX + rb"|" + _LITERAL, re.DOTALL)
_DIGITS = re.compile(rb"<([^>]*)>")
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
    """A font of a page: the length of its codes in bytes, one or two, and what each means."""

    size: int
    meaning: dict[int, str] = field(default_factory=dict)
    composite: bool = True

    def codes(self, shown: bytes) -> Sequence[int]:
        """The codes in a string that is shown."""
        if self.size == 1:
            return shown
        return [high << 8 | low for high, low in zip(shown[::2], shown[1::2], strict=False)]


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
        for match in _CONTENT.finditer(_content(page)):
            match match.lastgroup:
                case "properties":
                    open_marks.append(_begin(match["properties"], page, found))
                case "plain":
                    open_marks.append(None)
                case "end" if open_marks:
                    open_marks.pop()
                case "font":
                    font = self._font(fonts.get("/" + match["font"].decode()))
                case "shown":
                    current = next((m for m in reversed(open_marks) if m is not None), None)
                    if current is not None and font is not None:
                        _show(current, font, match["shown"])
        return found

    def _font(self, font: Object | None) -> Font | None:
        if font is None:
            return None
        key = font.objgen
        if key not in self._fonts or key == (0, 0):
            self._fonts[key] = read_font(font)
        return self._fonts[key]


def _content(page: Object) -> bytes:
    held = page.get(Name.Contents, Array())
    streams: Iterable[Object] = held.as_list() if isinstance(held, Array) else [held]
    return b"\n".join(each.read_bytes() for each in streams)


def _begin(written: bytes, page: Object, found: dict[int, Marked]) -> Marked | None:
    properties = Object.parse(written)
    if isinstance(properties, Name):
        properties = page.Resources.Properties[properties]
    if Name.MCID not in properties:
        return None
    meant = properties.get(Name.ActualText)
    begun = found.setdefault(int(properties.MCID), Marked())
    begun.meant = None if meant is None else str(meant)
    return begun


def _show(current: Marked, font: Font, shown: bytes) -> None:
    codes = font.codes(b"".join(_strings(shown)))
    current.drawn += "".join([font.meaning.get(code, UNKNOWN) for code in codes])
    current.missing |= font.composite and 0 in codes


def _strings(shown: bytes) -> Iterator[bytes]:
    if b"(" in shown:
        yield from (bytes(Object.parse(each)) for each in _STRING.findall(shown))
    else:
        yield bytes.fromhex(b"".join(_DIGITS.findall(shown)).decode())


def read_font(font: Object) -> Font:
    """The font's map from codes to text."""
    composite = font.get(Name.Subtype) == Name.Type0
    cmap = font.get(Name.ToUnicode)
    if not isinstance(cmap, Stream):
        return Font(2 if composite else 1, composite=composite)
    source = cmap.read_bytes()
    space = _CODESPACE.search(source)
    size = len(space[1]) // 2 if space else (2 if composite else 1)
    result = Font(size, composite=composite)
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
