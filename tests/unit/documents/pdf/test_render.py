"""The same letter, the same bytes; attachments only where they may be."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from documents.errors import Incapable
from documents.pdf import check, fonts, render
from documents.pdf.render import Attachment
from tests.unit.documents.pdf.letters import FULL, MADE, letter, made, opened, text

FEITEN = Attachment(
    name="feiten.json",
    content=b'{"kenmerk":"HV-2026-0001"}',
    description="De feiten waarvan deze brief is gemaakt",
    relationship="Source",
    media_type="application/json",
    moment=datetime(2026, 3, 21, 1, 30, tzinfo=UTC),
)
XML = Attachment("feiten.xml", b"<feiten/>", "Idem", "Data", "text/xml", FEITEN.moment)

_ELSEWHERE = """
import hashlib, sys
from tests.unit.documents.pdf.test_render import both
print(*(hashlib.sha256(each).hexdigest() for each in both()))
"""


def both() -> tuple[bytes, bytes]:
    exchanged, _ = render.to_pdf(FULL, properties=MADE, attachments=(FEITEN, XML), profile="a-3a")
    return made(), exchanged


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=lambda each: each["TZ"],
)
def test_the_same_letter_is_the_same_bytes_in_another_process(
    surroundings: dict[str, str],
) -> None:
    here = [hashlib.sha256(each).hexdigest() for each in both()]

    there = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        env={"PYTHONPATH": ".", **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )

    assert there.stdout.split() == here
    assert [hashlib.sha256(each).hexdigest() for each in both()] == here


def test_an_exchange_copy_holds_each_attachment_once() -> None:
    _, content = both()

    pdf = opened(content)
    assert check.faults(content, profile="a-3a", source=text()) == []
    assert {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments} == {
        FEITEN.name: FEITEN.content,
        XML.name: XML.content,
    }
    first, second = sorted(pdf.Root.AF.as_list(), key=lambda each: str(each.UF))
    assert (str(first.AFRelationship), str(second.AFRelationship)) == ("/Source", "/Data")
    assert str(first.Desc) == FEITEN.description
    assert str(first.EF.F.Subtype) == "/application/json"
    assert str(second.EF.F.Subtype) == "/text/xml"
    assert str(first.EF.F.Params.ModDate) == "D:20260321013000Z"


def test_the_record_itself_may_hold_no_attachment() -> None:
    with pytest.raises(ValueError, match="a-3a"):
        render.to_pdf(letter(""), properties=MADE, attachments=(FEITEN,))


def test_a_machine_that_sees_other_fonts_makes_no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = fonts.visible() | {fonts.folder() / "Comic.ttf"}
    monkeypatch.setattr(fonts, "visible", lambda: seen)

    with pytest.raises(Incapable, match="1 others are seen"):
        render.assert_able()


def test_a_machine_without_the_library_that_subsets_fonts_makes_no_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("weasyprint.text.ffi.harfbuzz_subset", None)

    with pytest.raises(Incapable, match="libharfbuzz-subset0"):
        render.assert_able()


def test_properties_say_how_the_letter_was_made_and_nothing_of_whom() -> None:
    with opened(made()) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()

    assert "<hv:document>proefbrief</hv:document>" in packet
    assert json.dumps("0" * 64).strip('"') in packet
    assert "Proefbrief &amp; bijlage" in packet
