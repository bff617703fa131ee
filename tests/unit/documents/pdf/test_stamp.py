"""What is seen of a signature: as large as its place, everything on it, nothing that betrays."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest

from documents.pdf import stamp
from documents.pdf.stamp import StampFacts

FACTS = StampFacts(
    naam="B. Meester",
    rol="burgemeester van Voorbeeldstad",
    moment=datetime(2026, 3, 21, 1, 5, tzinfo=UTC),
    test=False,
    width=209.76,
    height=73.7,
)


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == 1
        return " ".join(pdf[0].get_textpage().get_text_bounded().split())


def test_it_names_the_person_the_role_and_the_moment() -> None:
    text = text_of(stamp.draw(FACTS))

    assert text == (
        "Digitaal ondertekend door B. Meester burgemeester van Voorbeeldstad "
        "zaterdag 21 maart 2026, 02.05 uur"
    )


def test_a_test_is_marked() -> None:
    assert text_of(stamp.draw(replace(FACTS, test=True))).startswith("TEST, zonder rechtskracht")


@pytest.mark.parametrize(("width", "height"), [(209.76, 73.7), (150.0, 60.0), (300.5, 90.25)])
def test_it_is_as_large_as_its_place(width: float, height: float) -> None:
    with pikepdf.open(io.BytesIO(stamp.draw(replace(FACTS, width=width, height=height)))) as pdf:
        box = [float(each) for each in pdf.pages[0].MediaBox]

    assert box == pytest.approx([0, 0, width, height], abs=0.01)


def test_a_long_name_still_has_its_moment_below_it() -> None:
    naam = "Anna-Maria Wilhelmina van der Heijden-van den Bergh tot Lageweide en Omstreken"
    rol = "hulpofficier van justitie, voor de burgemeester van Voorbeeldstad-aan-de-Rivier"
    content = stamp.draw(replace(FACTS, naam=naam, rol=rol, test=True))

    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0].get_textpage()
        last = page.search("02.05").get_next()
        assert last is not None
        _, bottom, _, _ = page.get_charbox(last[0])
    assert bottom > 0


def test_text_is_only_ever_text() -> None:
    text = text_of(stamp.draw(replace(FACTS, naam="<b>B</b> {{ 7*7 }}")))

    assert "<b>B</b> {{ 7*7 }}" in text


def test_what_cannot_be_drawn_leaves_a_question_mark() -> None:
    assert "B. Me?ster" in text_of(stamp.draw(replace(FACTS, naam="B. Me\U0001f600ster")))


def test_threads_draw_their_own() -> None:
    names = [f"Naam {number}" for number in range(8)]

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda naam: stamp.draw(replace(FACTS, naam=naam)), names))

    for naam, content in zip(names, drawn, strict=True):
        assert naam in text_of(content)


def test_every_font_is_in_it() -> None:
    with pikepdf.open(io.BytesIO(stamp.draw(FACTS))) as pdf:
        fonts = [
            font.DescendantFonts[0].FontDescriptor for font in pdf.pages[0].Resources.Font.values()
        ]
        assert fonts
        assert all("/FontFile2" in each for each in fonts)
