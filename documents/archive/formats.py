"""What a file is, in the words of the PRONOM register: read from the file, never assumed."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from documents.errors import UnreadablePaper


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes:
        puid: its mark in the PRONOM register.
    """

    label: str
    puid: str


JSON = Format("JSON Data Interchange Format", "fmt/817")

_ARCHIVAL = {
    "1A": "fmt/95",
    "1B": "fmt/354",
    "2A": "fmt/476",
    "2B": "fmt/477",
    "2U": "fmt/478",
    "3A": "fmt/479",
    "3B": "fmt/480",
    "3U": "fmt/481",
}
_VERSIONS = {"1.4": "fmt/18", "1.5": "fmt/19", "1.6": "fmt/20", "1.7": "fmt/276", "2.0": "fmt/1129"}


def pdf_format(content: bytes) -> Format:
    """Which kind of PDF this says it is: an archival profile, or else its plain version.

    Raises:
        UnreadablePaper: it is no PDF, or of a version that no paper was ever made in.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
            profile, version = metadata.pdfa_status, pdf.pdf_version
    except pikepdf.PdfError as error:
        raise UnreadablePaper("no PDF") from error
    if profile in _ARCHIVAL:
        label = f"Acrobat PDF/A - Portable Document Format {profile.lower()}"
        return Format(label, _ARCHIVAL[profile])
    if version not in _VERSIONS:
        raise UnreadablePaper(f"PDF {version}")
    label = f"Acrobat PDF {version} - Portable Document Format"
    return Format(label, _VERSIONS[version])
