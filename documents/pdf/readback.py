"""The text of a PDF, read back."""

from __future__ import annotations

import io
import logging
import re

_SPLIT_WORD = re.compile("[\u2010\u00ad]\\s*\\n\\s*")


def text_of(content: bytes) -> str:
    """All text, in reading order; words that were split at the end of a line are whole again."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    pages = PdfReader(io.BytesIO(content)).pages
    return _SPLIT_WORD.sub("", "\n".join(page.extract_text() for page in pages)).replace(
        "\u200b", ""
    )
