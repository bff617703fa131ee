"""The pages of a PDF as pictures, small enough to keep beside a text."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image

_POINTS_PER_INCH = 72


def pages(content: bytes, dpi: int, colours: int = 32) -> Iterator[bytes]:
    """Each page as a PNG of few colours."""
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            picture: Image.Image = page.render(scale=dpi / _POINTS_PER_INCH).to_pil()
            few = picture.convert("RGB").quantize(colours, method=Image.Quantize.MEDIANCUT)
            out = io.BytesIO()
            few.save(out, "PNG", optimize=True)
            yield out.getvalue()
    finally:
        document.close()
