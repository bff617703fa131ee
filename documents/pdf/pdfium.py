"""Files opened by PDFium, by one thread at a time: it knows nothing of threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ALONE = threading.Lock()


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The file, with the appearance of its fields; others wait until it is closed."""
    from pypdfium2 import PdfDocument

    with _ALONE, PdfDocument(content) as document:
        if document.get_formtype():
            document.init_forms()
        yield document
