"""A whole file as one ZIP for the archive: every paper with its metadata, and a list of hashes.

    HV-2026-0001/HV-2026-0001.mdto.xml                               the file as a whole
    HV-2026-0001/001-beschikking_huisverbod-1/001-….mdto.xml          a paper
    HV-2026-0001/001-beschikking_huisverbod-1/HV-….pdf                its PDF
    HV-2026-0001/001-beschikking_huisverbod-1/HV-….pdf.bestand.mdto.xml
    HV-2026-0001/001-beschikking_huisverbod-1/HV-….json               a decision's data
    HV-2026-0001/001-beschikking_huisverbod-1/HV-….json.bestand.mdto.xml
    HV-2026-0001/001-beschikking_huisverbod-1/HV-….bewijs.json        evidence of its signature
    HV-2026-0001/001-beschikking_huisverbod-1/HV-….bewijs.json.bestand.mdto.xml
    SHA256SUMS

The same file gives the same bytes. Nothing is compressed: PDFs are already, and what a compressor
makes of the rest differs between versions of it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from documents.archive import mdto
from documents.archive.canonical import canonical
from documents.archive.dossier import Dossier, Kind, Stuk, base_name
from documents.archive.formats import JSON, Format, pdf_format

CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the ZIP; `at` is when what it holds came to be (UTC)."""

    path: str
    content: bytes
    at: datetime


def pack(dossier: Dossier) -> bytes:
    """The file as a ZIP, its metadata held against their grammar.

    Raises:
        WrongMetadata: something of it cannot be described.
        UnreadablePaper: a paper on file is no PDF.
        UnfitFacts: the data of a decision cannot be written down.
    """
    latest = max((stuk.gemaakt_op for stuk in dossier.stukken), default=dossier.gemeld_op)
    entries = list(_entries(dossier, latest))
    sums = "".join(
        f"{hashlib.sha256(entry.content).hexdigest()}  {entry.path}\n" for entry in entries
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for entry in (*entries, Entry(CHECKSUMS, sums.encode(), latest)):
            archive.writestr(_info(entry), entry.content)
    return out.getvalue()


def _entries(dossier: Dossier, latest: datetime) -> Iterator[Entry]:
    root = dossier.nummer
    yield Entry(f"{root}/{root}.mdto.xml", mdto.describe_dossier(dossier), latest)
    for number, stuk in enumerate(dossier.stukken, start=1):
        name = f"{number:03d}-{stuk.document}-{stuk.versie}"
        yield from _of_stuk(dossier, stuk, f"{root}/{name}", name)


def _of_stuk(dossier: Dossier, stuk: Stuk, folder: str, name: str) -> Iterator[Entry]:
    yield Entry(f"{folder}/{name}.mdto.xml", mdto.describe_stuk(dossier, stuk), stuk.gemaakt_op)
    for content, form, kind in _files(stuk):
        path = f"{folder}/{base_name(dossier, stuk)}.{kind}"
        described = mdto.describe_file(dossier, stuk, content, form, kind)
        yield Entry(path, content, stuk.gemaakt_op)
        yield Entry(f"{path}.bestand.mdto.xml", described, stuk.gemaakt_op)


def _files(stuk: Stuk) -> Iterator[tuple[bytes, Format, Kind]]:
    """Every file of a paper: its bytes, what they are, and what its name ends in."""
    yield stuk.inhoud, pdf_format(stuk.inhoud), Kind.PAPER
    if stuk.besluit:
        yield canonical(stuk.document, stuk.gegevens), JSON, Kind.DATA
    if stuk.bewijs is not None:
        yield stuk.bewijs, JSON, Kind.EVIDENCE


def _info(entry: Entry) -> zipfile.ZipInfo:
    """A ZIP knows no zone: its times are UTC here, as in the metadata."""
    at = entry.at.astimezone(UTC)
    info = zipfile.ZipInfo(entry.path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.create_system = 3  # Unix, whichever system made it
    info.external_attr = 0o640 << 16
    return info
