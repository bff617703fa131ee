"""A decision with its data inside: archivable, accessible, and the data as they were."""

from __future__ import annotations

import io
from typing import Any

import page
import pikepdf
import pytest

from documents.archive import exchange
from documents.archive.canonical import canonical, facts_hash
from documents.archive.formats import pdf_format
from documents.desk import Desk
from documents.errors import UnfitFacts
from tests.unit.documents.test_desk import GEMEENTE

METADATA = b'<?xml version="1.0" encoding="UTF-8"?>\n<MDTO/>\n'
DECISION: dict[str, Any] = {
    "gemeente": GEMEENTE,
    "kenmerk": "HV-2026-0001",
    "opgesteld_op": "2026-03-25T10:00:00+00:00",
    "aan": "uithuisgeplaatste",
    "betrokkene": {
        "naam": "Zoë Jan Pieter de Vries",
        "geboortedatum": "1987-04-02",
        "geslacht": None,
        "taal": "nl",
    },
    "woning": {
        "straat": "Voorbeeldstraat",
        "huisnummer": 12,
        "toevoeging": None,
        "postcode": "1234AB",
        "plaats": "Voorbeeldstad",
    },
    "opgelegd_op": "2026-03-21T01:30:00+00:00",
    "besloten_op": "2026-03-25T09:30:00+00:00",
    "grond": "hulp_aanvaard",
    "motivering": "De hulp is aanvaard; de dreiging is voorbij.",
    "aanleiding": "advies",
    "ondertekening": None,
    "laatste_beroepsdag": None,
}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def copy(desk: Desk) -> bytes:
    return desk.exchange("beschikking_intrekking", DECISION, METADATA).content


def inside(content: bytes) -> dict[str, tuple[bytes, str, str, str]]:
    """Name → bytes, what it is to the letter, its media type, and when it was made."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = {}
        for specification in pdf.Root.AF:
            stream = specification.EF.F
            found[str(specification.UF)] = (
                stream.read_bytes(),
                str(specification.AFRelationship),
                str(stream.Subtype),
                str(stream.Params.ModDate),
            )
        return found


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_judge_finds_nothing(copy: bytes, profile: str) -> None:
    result = page.validate_pdf_bytes(copy, profile=profile)

    assert result.is_compliant, result.failures


def test_the_data_inside_are_the_data_it_was_made_of(copy: bytes) -> None:
    data, relation, media_type, moment = inside(copy)[exchange.DATA]

    assert data == canonical("beschikking_intrekking", DECISION)
    assert (relation, media_type) == ("/Source", "/application/json")
    assert moment.startswith("D:20260325100000")


def test_the_metadata_go_along_unchanged(copy: bytes) -> None:
    metadata, relation, _, _ = inside(copy)[exchange.METADATA]

    assert metadata == METADATA
    assert relation == "/Supplement"


def test_it_names_the_hash_of_its_data_as_the_signed_paper_does(desk: Desk, copy: bytes) -> None:
    digest = facts_hash("beschikking_intrekking", DECISION)
    record = desk.render("beschikking_intrekking", DECISION).content

    for content in (copy, record):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert f">{digest}</hv:feitenSha256>".encode() in pdf.Root.Metadata.read_bytes()


def test_the_record_holds_no_files_and_the_copy_is_known_for_what_it_is(
    desk: Desk, copy: bytes
) -> None:
    record = desk.render("beschikking_intrekking", DECISION).content

    with pikepdf.open(io.BytesIO(record)) as pdf:
        assert "/AF" not in pdf.Root
    assert (pdf_format(record).puid, pdf_format(copy).puid) == ("fmt/476", "fmt/479")
    assert desk.text(copy) == desk.text(record)


def test_the_same_facts_give_the_same_copy(desk: Desk, copy: bytes) -> None:
    again = desk.exchange("beschikking_intrekking", DECISION, METADATA).content

    assert again == copy


def test_facts_that_do_not_fit_make_no_copy(desk: Desk) -> None:
    with pytest.raises(UnfitFacts):
        desk.exchange("beschikking_intrekking", {**DECISION, "schuiladres": "x"}, METADATA)
