"""The pages of a PDF as pictures: for a phone that shows no PDFs, and beside a text."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pypdfium2
from PIL import Image

_POINTS_PER_INCH = 72
#: Wider than any screen that somebody reads a letter on.
WIDEST = 2480
#: PDFium draws for one thread at a time.
_DRAWING = threading.Lock()


def page(content: bytes, number: int, width: int) -> bytes:
    """One page as a PNG in shades of grey and few colours; the same page gives the same bytes.

    Args:
        number: from 1. width: in pixels.

    Raises:
        IndexError: there is no such page. ValueError: wider than anybody needs.
    """
    if not 0 < width <= WIDEST:
        raise ValueError(f"a width of {width} pixels")
    with _DRAWING, pypdfium2.PdfDocument(content) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        drawn = document[number - 1]
        return _png(drawn.render(scale=width / drawn.get_width()).to_pil(), colours=64)


def pages(content: bytes, dpi: int, colours: int = 32) -> Iterator[bytes]:
    """Each page as a PNG of few colours."""
    with _DRAWING, pypdfium2.PdfDocument(content) as document:
        drawn = [each.render(scale=dpi / _POINTS_PER_INCH).to_pil() for each in document]
    for picture in drawn:
        yield _png(picture, colours)


def _png(picture: Image.Image, colours: int) -> bytes:
    few = picture.convert("RGB").quantize(colours, method=Image.Quantize.MEDIANCUT)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
