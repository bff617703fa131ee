"""What a file is, is read from the file."""

from __future__ import annotations

import io

import pikepdf
import pytest

from documents.archive.formats import pdf_format
from documents.desk import Desk
from documents.errors import UnreadablePaper
from tests.unit.documents.test_desk import MELDING


def pdf(part: str = "", conformance: str = "", version: str = "1.7") -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    if part:
        with made.open_metadata() as metadata:
            metadata["pdfaid:part"] = part
            metadata["pdfaid:conformance"] = conformance
    out = io.BytesIO()
    made.save(out, force_version=version)
    return out.getvalue()


def test_our_letters_are_pdf_a_2a() -> None:
    found = pdf_format(Desk().render("melding_overtreding", MELDING).content)

    assert found.puid == "fmt/476"
    assert found.label.endswith("2a")


@pytest.mark.parametrize(
    ("part", "conformance", "puid"), [("3", "A", "fmt/479"), ("2", "B", "fmt/477")]
)
def test_other_archival_profiles_are_called_by_their_own_mark(
    part: str, conformance: str, puid: str
) -> None:
    assert pdf_format(pdf(part, conformance)).puid == puid


@pytest.mark.parametrize(("version", "puid"), [("1.7", "fmt/276"), ("2.0", "fmt/1129")])
def test_a_pdf_that_claims_no_profile_is_given_none(version: str, puid: str) -> None:
    assert pdf_format(pdf(version=version)).puid == puid


@pytest.mark.parametrize("content", [b"", b"geen pdf", pdf(version="1.1")])
def test_what_is_no_paper_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePaper):
        pdf_format(content)
