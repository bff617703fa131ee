"""Single pages: as a picture, for a screen that shows no PDF, and as text beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from documents.errors import UnknownPage
from documents.pdf import readback
from documents.pdf.pdfium import opened

#: A picture is no wider and no higher than this, in pixels.
LARGEST = 2400
_POINTS_PER_INCH = 72


def count(content: bytes) -> int:
    """How many pages the file has."""
    with opened(content) as document:
        return len(document)


def picture(content: bytes, number: int, width: int) -> bytes:
    """The page as PNG of few colours; the same bytes for the same page and width.

    Args:
        number: of the page, from 1.
        width: in pixels; a picture that would become too large is made smaller.

    Raises:
        UnknownPage: there is no such page.
        ValueError: the width is none.
    """
    if width < 1:
        raise ValueError("a picture is at least one pixel wide")
    with opened(content) as document:
        page = _page(document, number)
        wide, high = page.get_size()
        scale = min(width / wide, LARGEST / wide, LARGEST / high)
        drawn = page.render(scale=scale, no_smoothtext=False).to_pil()
    return _png(drawn, colours=64)


def pictures(content: bytes, dpi: int, colours: int = 32) -> Iterator[bytes]:
    """Every page as PNG, small enough to keep beside a text."""
    with opened(content) as document:
        drawn = [page.render(scale=dpi / _POINTS_PER_INCH).to_pil() for page in document]
    for each in drawn:
        yield _png(each, colours)


def text(content: bytes, number: int) -> str:
    """The text of the page.

    Raises:
        UnknownPage: there is no such page.
    """
    with opened(content) as document:
        return readback.text_of_page(_page(document, number))


def _png(drawn: Any, colours: int) -> bytes:
    from PIL import Image

    few = drawn.convert("RGB").quantize(colours, method=Image.Quantize.MEDIANCUT)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _page(document: Any, number: int) -> Any:
    if not 1 <= number <= len(document):
        raise UnknownPage(number)
    return document[number - 1]
