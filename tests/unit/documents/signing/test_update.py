"""A PDF grows by a revision and keeps what it says about itself.

What is patched is private: these tests notice when the library no longer needs it, no longer asks
for it, or does its work somewhere else.
"""

from __future__ import annotations

import io

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.signing.update import open_for_update
from tests.decisions import refusals


def grown(writer: IncrementalPdfFileWriter) -> bytes:
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def about(content: bytes) -> tuple[bytes, dict[str, str]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdf.Root.Metadata.read_bytes(), {
            name: str(value) for name, value in pdf.docinfo.items()
        }


def test_ours_leaves_the_metadata_alone(unsigned: bytes) -> None:
    content = grown(open_for_update(unsigned))

    assert len(content) > len(unsigned)
    assert about(content) == about(unsigned)
    assert refusals(content) == []


def test_the_librarys_own_still_rewrites_it(unsigned: bytes) -> None:
    content = grown(IncrementalPdfFileWriter(io.BytesIO(unsigned)))

    assert about(content) != about(unsigned)
    assert refusals(content) != []
