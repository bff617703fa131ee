"""A PDF that grows by a revision, and keeps what it says about itself.

pyHanko writes the XMP packet and the information dictionary anew with every revision: another
producer, another moment of change, other prefixes. The packet is what an archive catalogues; it
was approved with the decision, and the judge of PDF/A refuses the new one.
"""

from __future__ import annotations

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class _Untouched(IncrementalPdfFileWriter):
    """A writer that leaves the metadata alone.

    pyHanko 0.38 has no setting for it: `_update_meta` is called by `write` and is private. The
    version is pinned exactly, and tests/unit/documents/signing/test_update.py fails when the
    name no longer does what it does now.
    """

    def _update_meta(self) -> None:
        """Write nothing."""


def open_for_update(content: bytes) -> IncrementalPdfFileWriter:
    """A writer for the next revision of this PDF.

    Raises:
        PdfReadError: it cannot be read.
    """
    return _Untouched(io.BytesIO(content))
