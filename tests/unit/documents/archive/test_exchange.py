"""A decision with its data inside: archivable, accessible, and the data as they were."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime

import page
import pikepdf
import pytest

from documents import samples
from documents.archive import exchange
from documents.archive.canonical import canonical, facts_hash
from documents.archive.formats import pdf_format
from documents.desk import Desk
from documents.errors import UnfitFacts
from documents.samples import Sample
from engine.service.archief import BESLUITEN

METADATA = b'<?xml version="1.0" encoding="UTF-8"?>\n<MDTO/>\n'
DECISIONS = [each for each in samples.read() if each.document in BESLUITEN]
DECISION = next(each for each in DECISIONS if each.name == "beschikking_intrekking").facts


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


@pytest.mark.parametrize("sample", DECISIONS, ids=lambda each: each.name)
def test_the_judge_finds_nothing_in_any_decision(desk: Desk, sample: Sample) -> None:
    made = desk.exchange(sample.document, sample.facts, METADATA, samples.images()).content

    for profile in ("3a", "ua1"):
        report = page.validate_pdf_bytes(made, profile=profile)
        assert report.is_compliant, report.failures
    assert inside(made)[exchange.DATA][0] == canonical(sample.document, sample.facts)


def test_the_data_inside_are_the_data_it_was_made_of(copy: bytes) -> None:
    data, relation, media_type, moment = inside(copy)[exchange.DATA]

    assert data == canonical("beschikking_intrekking", DECISION)
    assert (relation, media_type) == ("/Source", "/application/json")
    drawn_up = datetime.fromisoformat(DECISION["opgesteld_op"]).astimezone(UTC)
    assert moment == f"D:{drawn_up:%Y%m%d%H%M%S}Z"


def test_the_metadata_go_along_unchanged(copy: bytes) -> None:
    metadata, relation, _, _ = inside(copy)[exchange.METADATA]

    assert metadata == METADATA
    assert relation == "/Supplement"


def test_no_byte_is_added_whatever_a_file_ends_in(desk: Desk) -> None:
    # compressed, this ends with a carriage return, after which a PDF needs another end of line
    awkward = next(
        content
        for content in (b"<MDTO>" + b"!" * number + b"</MDTO>" for number in range(256))
        if zlib.adler32(content) & 0xFF == ord("\r")
    )

    made = desk.exchange("beschikking_intrekking", DECISION, awkward).content
    assert inside(made)[exchange.METADATA][0] == awkward
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(made, profile=profile).is_compliant


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
