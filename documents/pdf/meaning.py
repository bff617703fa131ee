"""Lets each glyph stand for its own character, and for that only.

WeasyPrint gives a glyph the text it was first used for. When that was a letter with a mark that
the font draws as two, the mark gets all of it and the letter nothing, everywhere in the file: in
Vietnamese names, for one. When it was a bracket in text from right to left, it is mirrored
everywhere else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from pikepdf import Dictionary, Name, Object, Pdf

from documents.pdf import fonts
from documents.pdf.glyphs import read_font

_MIRRORED = frozenset("()[]{}<>«»\u2039\u203a")
_PER_BLOCK = 100
_MAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def correct(pdf: Pdf) -> None:
    """Put right what the fonts of the file say that their glyphs mean."""
    done = set()
    for page in pdf.pages:
        for font in page.obj.Resources.get(Name.Font, Dictionary()).values():
            if font.objgen not in done:
                done.add(font.objgen)
                _correct(font)


def _correct(font: Object) -> None:
    _, _, name = str(font.BaseFont).partition("+")
    own = fonts.meanings().get(name, {})
    given = read_font(font).meaning
    right = {code: _right(text, own.get(code)) for code, text in given.items()}
    if right != given:
        font.ToUnicode.write(_written(right))


def _right(given: str, own: str | None) -> str:
    if own is None:
        return given
    mark = unicodedata.combining(own[0]) > 0
    return own if mark or own in _MIRRORED or len(given) != len(own) else given


def _written(meaning: Mapping[int, str]) -> bytes:
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(meaning.items())
    ]
    blocks = (lines[start : start + _PER_BLOCK] for start in range(0, len(lines), _PER_BLOCK))
    return _MAP.format(
        blocks="\n".join(
            "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks
        )
    ).encode()
