"""The text of a PDF, read back by another engine than the one that made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: A word split at the end of a line: PDFium has a character of its own for that hyphen.
_SPLIT_WORD = re.compile("[\u2010\u00ad]\\s*\\n|[\ufffe\x02]\\s*\\n?")
_NO_WIDTH = re.compile("[\u200b\u2060\ufeff]")


def text_of(content: bytes) -> str:
    """All text, page by page; words that were split at the end of a line are whole again."""
    return "\n".join(pages_of(content))


def pages_of(content: bytes) -> Iterator[str]:
    """The text of each page."""
    from pypdfium2 import PdfDocument

    with PdfDocument(content) as document:
        for page in document:
            yield _read(page)


def page_of(content: bytes, number: int) -> str:
    """The text of one page, from 1."""
    from pypdfium2 import PdfDocument

    with PdfDocument(content) as document:
        return _read(document[number - 1])


def _read(page: Any) -> str:
    read: str = page.get_textpage().get_text_range()
    return _NO_WIDTH.sub("", _SPLIT_WORD.sub("", read.replace("\r\n", "\n")))
