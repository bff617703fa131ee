"""Several papers as one file: one numbering of pages, one list of bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A paper in a bundle."""

    title: str
    content: bytes
    pages: int


def join(cover: Part, parts: Sequence[Part], numbers: bytes) -> bytes:
    """The cover and the parts behind it.

    Args:
        numbers: a PDF with as many pages as all parts together, each holding nothing but its
            number; laid over the pages.
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    stamps = PdfReader(io.BytesIO(numbers)).pages
    for part in (cover, *parts):
        first = len(writer.pages)
        writer.append(io.BytesIO(part.content), import_outline=False)
        writer.add_outline_item(title=part.title, page_number=first)
    for page, stamp in zip(writer.pages, stamps, strict=True):
        page.merge_page(stamp)
    writer.add_metadata({"/Title": cover.title, "/Producer": "Huisverbod"})
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
