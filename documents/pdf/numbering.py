"""Page numbers over the pages of a court file, outside the text that is read aloud."""

from __future__ import annotations

from pikepdf import Dictionary, Name, Object, Page, Pdf

from documents.pdf.glyphs import read_font

_POINTS = 72 / 25.4
_SIZE = 9.0
#: From the top and from the right edge of the page, in points.
_TOP, _RIGHT = 8 * _POINTS + _SIZE, 12 * _POINTS
_FONT = Name.HvNummer
_AFTER = """\
Q
/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC
q BT /HvNummer {size} Tf 0 g 1 0 0 1 {left:.3f} {top:.3f} Tm <{codes}> Tj ET Q
EMC"""


class Numbers:
    """Writes a line at the top of pages, in the font of a specimen.

    Args:
        pdf: the file whose pages get numbers.
        specimen: a page in which the font and every character needed occur.
    """

    def __init__(self, pdf: Pdf, specimen: Page) -> None:
        (font,) = specimen.obj.Resources.Font.values()
        meaning = read_font(font).meaning
        self._codes = {text: code for code, text in sorted(meaning.items(), reverse=True)}
        self._widths = _widths(font.DescendantFonts[0])
        self._font = pdf.copy_foreign(font)
        self._begin = pdf.make_stream(b"q")

    def write(self, page: Page, text: str) -> None:
        """Write the text at the top right of the page, over what is there."""
        codes = [self._codes[each] for each in text]
        width = sum(self._widths[code] for code in codes) * _SIZE / 1000
        box = [float(each) for each in page.mediabox.as_list()]
        # what stands there may have turned the page upside down for itself
        page.contents_add(self._begin, prepend=True)
        page.add_resource(self._font, Name.Font, _FONT)
        page.contents_add(
            _AFTER.format(
                size=_SIZE,
                left=box[2] - _RIGHT - width,
                top=box[3] - _TOP,
                codes="".join(f"{code:04x}" for code in codes),
            ).encode()
        )


def _widths(font: Object) -> dict[int, float]:
    """Code → width in thousandths of the size; the form [first [width …] …] of PDF."""
    found: dict[int, float] = {}
    runs = font.get(Name.W, Dictionary()).as_list()
    for first, each in zip(runs[::2], runs[1::2], strict=True):
        found.update(enumerate(map(float, each.as_list()), int(first)))
    return found
