"""Facts in, paper out: the same for the same facts, and text is only ever text."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from typing import Any

import pytest
from pikepdf import Pdf

from documents.catalogue import CATALOGUE
from documents.desk import Desk
from documents.errors import Nonconforming, UndrawableText, UnfitFacts, UnknownDocument
from documents.pdf import finisher, render
from documents.pdf.xmp import Properties

GEMEENTE = {
    "code": "0599",
    "naam": "Voorbeeldstad",
    "burgemeester": "B. Meester",
    "adres": "Raadhuisplein 1",
    "postcode_plaats": "1234 AA Voorbeeldstad",
    "telefoon": "14 0599",
    "rechtbank": "rechtbank Voorbeeldland",
    "rechtbank_adres": "Postbus 1, 1200 AA Voorbeeldstad",
    "hulpinstantie": None,
    "hulpinstantie_telefoon": None,
    "veilig_thuis_telefoon": "0800 2000",
    "kleur": "#154273",
}
MELDING: dict[str, Any] = {
    "gemeente": GEMEENTE,
    "kenmerk": "HV-2026-0001",
    "opgesteld_op": "2026-03-22T10:00:00+00:00",
    "aan": "politie",
    "betrokkene": {"naam": "Jan Pieter de Vries", "geboortedatum": "1987-04-02"},
    "woning": {
        "straat": "Voorbeeldstraat",
        "huisnummer": 12,
        "toevoeging": None,
        "postcode": "1234AB",
        "plaats": "Voorbeeldstad",
    },
    "gepleegd_op": "2026-03-22T09:00:00+00:00",
    "omschrijving": "Hij stond in de straat.",
    "aangehouden": False,
    "geldt_van": "2026-03-21T01:30:00+00:00",
    "geldt_tot": "2026-03-31T00:30:00+00:00",
}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def test_a_letter_reads_back_as_it_was_written(desk: Desk) -> None:
    paper = desk.render("melding_overtreding", MELDING)

    text = desk.text(paper.content)
    for part in (
        "HV-2026-0001",
        "Jan Pieter de Vries",
        "Voorbeeldstraat 12, 1234 AB Voorbeeldstad",
        "dinsdag 31 maart 2026, 02.30 uur",
        "Hij stond in de straat.",
        "artikel 11",
    ):
        assert part in text


def test_the_same_facts_give_the_same_bytes_in_another_process(desk: Desk) -> None:
    here = desk.render("melding_overtreding", MELDING)
    program = (
        "import json, sys; from documents.desk import Desk; "
        "print(Desk().render('melding_overtreding', json.load(sys.stdin)).sha256)"
    )

    there = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(MELDING),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ".", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )

    assert there.stdout.strip() == here.sha256
    assert desk.render("melding_overtreding", MELDING).sha256 == here.sha256


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src='https://example.org/x.png'><script>alert(1)</script>",
        "{{ 7*7 }} {% include '/etc/passwd' %}",
        "<style>* { display: none }</style>",
        "<a href='file:///etc/passwd'>klik</a>",
        "\x07belletje \u202eomgekeerd",
        "x" * 3000,
        "woord " * 1500,
    ],
)
def test_what_people_type_is_printed_and_never_obeyed(desk: Desk, hostile: str) -> None:
    paper = desk.render("melding_overtreding", {**MELDING, "omschrijving": hostile})

    text = desk.text(paper.content).replace("\n", "")
    assert "HV-2026-0001" in text
    assert "49" not in text.replace("1490", "")
    for mark in ("<script>", "{{ 7*7 }}", "<style>"):
        if mark in hostile:
            assert mark.replace(" ", "") in text.replace(" ", "")


def test_a_letter_fetches_nothing() -> None:
    with pytest.raises(BaseException, match=r"(?i)fetch|protocol|allowed"):
        render.to_pdf(
            "<img src='https://example.org/x.png' alt='x'>",
            properties=Properties("proef", "0" * 64, "proef"),
        )


def test_a_paper_with_a_fault_is_never_handed_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finisher, "_mend_pages", lambda *_: {})

    with pytest.raises(Nonconforming) as caught:
        desk.render("melding_overtreding", MELDING)

    assert caught.value.faults
    assert "Vries" not in str(caught.value)


def test_a_paper_tells_of_which_facts_it_was_made(desk: Desk) -> None:
    paper = desk.render("melding_overtreding", MELDING)

    handed_over = {"document": paper.document, "gegevens": MELDING, "versie_schema": 1}
    expected = hashlib.sha256(
        json.dumps(handed_over, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()
    with Pdf.open(io.BytesIO(paper.content)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert f"<hv:feitenSha256>{expected}</hv:feitenSha256>" in packet
    assert "<hv:document>melding_overtreding</hv:document>" in packet
    assert "Vries" not in packet


def test_characters_that_no_font_draws_are_told(desk: Desk) -> None:
    with pytest.raises(UndrawableText) as caught:
        desk.render("melding_overtreding", {**MELDING, "omschrijving": "Hij 😡 riep."})

    assert caught.value.field == "omschrijving"
    assert caught.value.characters == ("😡",)


def test_a_text_that_is_too_long_is_refused(desk: Desk) -> None:
    with pytest.raises(UndrawableText):
        desk.render("melding_overtreding", {**MELDING, "omschrijving": "x " * 7000})


def test_missing_and_unknown_facts_are_named(desk: Desk) -> None:
    facts = {**MELDING, "schuiladres": "geheim"}
    del facts["gepleegd_op"]

    with pytest.raises(UnfitFacts) as caught:
        desk.render("melding_overtreding", facts)

    assert set(caught.value.fields) == {"gepleegd_op", "schuiladres"}


def test_a_document_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(UnknownDocument):
        desk.render("liefdesbrief", {})


def test_no_fact_of_any_letter_has_room_for_a_secret_address() -> None:
    for entry in CATALOGUE.values():
        schema = str(entry.facts.model_json_schema())
        assert "elders" not in schema, entry.id
