"""A file as a ZIP: everything in it, described and hashed, and the same every time."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest

from documents.archive import mdto, package
from documents.archive.canonical import canonical
from documents.errors import UnreadablePaper
from tests.unit.documents.archive.test_formats import pdf
from tests.unit.documents.archive.test_mdto import told
from web.stage import example_dossier

EMPTY = example_dossier()
CONTENT = pdf("2", "A")
DOSSIER = replace(EMPTY, stukken=[replace(stuk, inhoud=CONTENT) for stuk in EMPTY.stukken])
DECISION, LETTER = DOSSIER.stukken
FIRST = "HV-2026-0001/001-beschikking_huisverbod-2"
SECOND = "HV-2026-0001/002-mededeling_huisgenoten-1"


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_paper_has_its_folder_with_its_metadata() -> None:
    assert list(opened(package.pack(DOSSIER))) == [
        "HV-2026-0001/HV-2026-0001.mdto.xml",
        f"{FIRST}/001-beschikking_huisverbod-2.mdto.xml",
        f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.pdf",
        f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.pdf.bestand.mdto.xml",
        f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.json",
        f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.json.bestand.mdto.xml",
        f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.bewijs.json",
        f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.bewijs.json.bestand.mdto.xml",
        f"{SECOND}/002-mededeling_huisgenoten-1.mdto.xml",
        f"{SECOND}/HV-2026-0001-mededeling_huisgenoten-1.pdf",
        f"{SECOND}/HV-2026-0001-mededeling_huisgenoten-1.pdf.bestand.mdto.xml",
        "SHA256SUMS",
    ]


def test_the_list_of_hashes_is_that_of_the_files() -> None:
    files = opened(package.pack(DOSSIER))

    lines = files.pop(package.CHECKSUMS).decode().splitlines()
    assert dict(line.split("  ")[::-1] for line in lines) == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_what_describes_a_file_fits_that_file() -> None:
    files = opened(package.pack(DOSSIER))

    described = [name for name in files if name.endswith(".bestand.mdto.xml")]
    assert len(described) == 4
    for name in described:
        content = files[name.removesuffix(".bestand.mdto.xml")]
        assert told(files[name], "bestand/omvang") == [str(len(content))]
        digest = hashlib.sha256(content).hexdigest()
        assert told(files[name], "bestand/checksum/checksumWaarde") == [digest]
        assert name.endswith(f"/{told(files[name], 'bestand/naam')[0]}.bestand.mdto.xml")


def test_the_data_of_a_decision_go_along_as_they_are_hashed() -> None:
    files = opened(package.pack(DOSSIER))

    assert files[f"{FIRST}/HV-2026-0001-beschikking_huisverbod-2.json"] == canonical(
        DECISION.document, DECISION.gegevens
    )


def test_the_same_file_gives_the_same_bytes() -> None:
    assert package.pack(DOSSIER) == package.pack(replace(DOSSIER))


def test_its_times_are_those_of_the_papers() -> None:
    with zipfile.ZipFile(io.BytesIO(package.pack(DOSSIER))) as archive:
        times = {each.date_time for each in archive.infolist()}

    assert times == {(2026, 3, 21, 1, 30, 0)}


def test_a_file_without_papers_is_still_a_file() -> None:
    assert list(opened(package.pack(replace(DOSSIER, stukken=[])))) == [
        "HV-2026-0001/HV-2026-0001.mdto.xml",
        "SHA256SUMS",
    ]


def test_a_paper_that_is_no_pdf_goes_nowhere() -> None:
    with pytest.raises(UnreadablePaper):
        package.pack(EMPTY)


def test_two_copies_of_one_letter_do_not_lie_on_each_other() -> None:
    other = replace(LETTER, id="anders", aan="huisgenoot:anders")

    files = opened(package.pack(replace(DOSSIER, stukken=[LETTER, other])))
    assert len([name for name in files if name.endswith(".pdf")]) == 2
    for name, content in files.items():
        if name.endswith(".xml"):
            mdto.check(content)
