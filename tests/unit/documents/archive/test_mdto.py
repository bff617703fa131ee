"""Metadata that an archive takes, in which nobody is named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from documents.archive import mdto
from documents.archive.dossier import Kind
from documents.archive.formats import JSON
from documents.errors import WrongMetadata
from engine.service.archief import Dossier
from web.stage import example_dossier

DOSSIER = example_dossier()
DECISION, LETTER = DOSSIER.stukken
OFFICIAL = os.environ.get("HUISVERBOD_MDTO_XSD", "")


def told(content: bytes, path: str) -> list[str]:
    """The texts at a path of element names."""
    steps = "/".join(f"m:{name}" for name in path.split("/"))
    found = etree.fromstring(content).findall(steps, {"m": mdto.NAMESPACE})
    return [each.text or "" for each in found]


def every() -> Iterator[bytes]:
    for dossier in (DOSSIER, _bare()):
        yield mdto.describe_dossier(dossier)
        for stuk in dossier.stukken:
            yield mdto.describe_stuk(dossier, stuk)
            yield mdto.describe_file(dossier, stuk, b'{"a":1}', JSON, Kind.DATA)


def _bare() -> Dossier:
    """A file of which little is known yet."""
    stuk = replace(DECISION, geldt_van=None, geldt_tot=None, ondertekend_op=None)
    return replace(
        DOSSIER,
        geldt_van=None,
        geldt_tot=None,
        bewaren_vanaf=None,
        bewaren_tot=None,
        stukken=[replace(stuk, uitgereikt_op=None)],
    )


def test_a_dossier_says_what_it_is_how_long_it_is_kept_and_what_is_in_it() -> None:
    found = mdto.describe_dossier(DOSSIER)

    assert told(found, "informatieobject/naam") == ["Tijdelijk huisverbod HV-2026-0001"]
    assert told(found, "informatieobject/aggregatieniveau/begripLabel") == ["Dossier"]
    assert told(found, "informatieobject/waardering/begripCode") == ["V"]
    term = "informatieobject/bewaartermijn"
    assert told(found, f"{term}/termijnStartdatumLooptijd") == ["2026-03-21"]
    assert told(found, f"{term}/termijnLooptijd") == ["P5Y"]
    assert told(found, f"{term}/termijnEinddatum") == ["2031-03-21"]
    assert told(found, "informatieobject/dekkingInTijd/dekkingInTijdEinddatum") == ["2026-03-31"]
    parts = "informatieobject/bevatOnderdeel/verwijzingIdentificatie/identificatieKenmerk"
    assert told(found, parts) == [DECISION.id, LETTER.id]
    maker = "informatieobject/archiefvormer/verwijzingIdentificatie/identificatieKenmerk"
    assert told(found, maker) == ["gm0599"]


def test_a_decision_tells_when_it_was_made_signed_and_served() -> None:
    found = mdto.describe_stuk(DOSSIER, DECISION)

    event = "informatieobject/event"
    assert told(found, f"{event}/eventType/begripLabel") == [
        "Creatie",
        "Ondertekening",
        "Uitreiking",
    ]
    assert told(found, f"{event}/eventTijd") == [
        "2026-03-21T01:30:00Z",
        "2026-03-21T01:10:00Z",
        "2026-03-21T01:30:00Z",
    ]
    assert told(found, "informatieobject/heeftRepresentatie/verwijzingNaam") == [
        "HV-2026-0001-beschikking_huisverbod-2.pdf",
        "HV-2026-0001-beschikking_huisverbod-2.json",
    ]
    above = "informatieobject/isOnderdeelVan/verwijzingIdentificatie/identificatieKenmerk"
    assert told(found, above) == ["HV-2026-0001"]


def test_evidence_of_a_signature_is_named_as_what_it_is() -> None:
    found = mdto.describe_stuk(DOSSIER, DECISION)
    without = mdto.describe_stuk(DOSSIER, replace(DECISION, bewijs=None))

    beside = "informatieobject/aanvullendeMetagegevens/verwijzingNaam"
    assert told(found, beside) == ["HV-2026-0001-beschikking_huisverbod-2.bewijs.json"]
    assert told(without, beside) == []


def test_a_letter_has_no_data_file_and_says_what_kind_of_recipient_it_has() -> None:
    found = mdto.describe_stuk(DOSSIER, LETTER)

    assert len(told(found, "informatieobject/heeftRepresentatie/verwijzingNaam")) == 1
    assert told(found, "informatieobject/omschrijving") == ["Exemplaar voor: huisgenoot"]


def test_a_file_is_described_by_its_very_bytes() -> None:
    content = b'{"a":1}'
    found = mdto.describe_file(DOSSIER, DECISION, content, JSON, Kind.DATA)

    assert told(found, "bestand/omvang") == ["7"]
    assert told(found, "bestand/bestandsformaat/begripCode") == ["fmt/817"]
    assert told(found, "bestand/checksum/checksumWaarde") == [hashlib.sha256(content).hexdigest()]
    assert told(found, "bestand/isRepresentatieVan/verwijzingNaam") == [
        "Beschikking tijdelijk huisverbod, versie 2 (HV-2026-0001)"
    ]


def test_what_is_not_known_is_left_out_and_not_invented() -> None:
    found = mdto.describe_dossier(_bare())

    assert told(found, "informatieobject/dekkingInTijd") == []
    assert told(found, "informatieobject/bewaartermijn/termijnLooptijd") == ["P5Y"]
    assert told(found, "informatieobject/bewaartermijn/termijnEinddatum") == []


def test_all_of_it_fits_the_official_schema_where_that_is_at_hand() -> None:
    for content in every():
        mdto.check(content, Path(OFFICIAL) if OFFICIAL else None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<taal>nl</taal>", "<taal>nl</taal><trefwoord>Jan de Vries</trefwoord>"),
        ("Exemplaar voor: uithuisgeplaatste", "Jan de Vries moet weg"),
        ("<begripCode>V</begripCode>", "<begripCode>B</begripCode>"),
        ("2026-03-21T01:30:00Z", "2026-03-21T02:30:00"),
        ("gm0599", "Voorbeeldstad"),
        ("<naam>", "<naam> "),
        ("P5Y", "P5D"),
        (
            "<beperkingGebruik>",
            "<betrokkene>Jan de Vries</betrokkene><beperkingGebruik>",
        ),
    ],
)
def test_what_does_not_fit_the_grammar_leaves_with_nobody(old: str, new: str) -> None:
    content = mdto.describe_stuk(DOSSIER, DECISION).decode()
    assert old in content

    with pytest.raises(WrongMetadata):
        mdto.check(content.replace(old, new, 1).encode())


def test_metadata_that_cannot_be_right_are_not_made() -> None:
    with pytest.raises(WrongMetadata):
        mdto.describe_dossier(replace(DOSSIER, gemeente_code="59"))
    with pytest.raises(WrongMetadata):
        mdto.describe_stuk(DOSSIER, replace(DECISION, titel=" "))
    with pytest.raises(WrongMetadata):
        mdto.describe_file(DOSSIER, DECISION, b"", JSON, Kind.DATA)


def test_a_file_that_is_no_schema_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mdto.xsd"
    path.write_text("<geen-schema/>", encoding="utf-8")

    with pytest.raises(WrongMetadata, match=r"mdto\.xsd"):
        mdto.check(mdto.describe_dossier(DOSSIER), path)


def test_the_day_a_term_ends_is_a_day_and_no_moment() -> None:
    later = replace(DOSSIER, bewaren_vanaf=date(2024, 2, 29), bewaren_tot=date(2029, 2, 28))

    found = told(mdto.describe_dossier(later), "informatieobject/bewaartermijn/termijnEinddatum")
    assert found == ["2029-02-28"]
