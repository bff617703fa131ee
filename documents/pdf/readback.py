"""The text of a PDF, read back by another engine than the one that made it."""

from __future__ import annotations

import re
from typing import Any

from documents.pdf.pdfium import opened

#: A word split at the end of a line. PDFium may put a character of its own for the hyphen.
_SPLIT_WORD = re.compile("[\u2010\u00ad]\\s*\\n|[\ufffe\x02]\\s*\\n?")
_NO_WIDTH = re.compile("[\u200b\u2060\ufeff]")


def text_of(content: bytes) -> str:
    """All text, page by page; words that were split at the end of a line are whole again."""
    return "\n".join(pages_of(content))


def pages_of(content: bytes) -> list[str]:
    """The text of each page."""
    with opened(content) as document:
        return [text_of_page(page) for page in document]


def text_of_page(page: Any) -> str:
    """The text of an open page."""
    read: str = page.get_textpage().get_text_range()
    return _NO_WIDTH.sub("", _SPLIT_WORD.sub("", read.replace("\r\n", "\n")))
