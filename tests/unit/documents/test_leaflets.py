"""The leaflets: every language says all of it, and the paper can be read back."""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from documents.catalogue import CATALOGUE
from documents.desk import Desk, Paper
from documents.errors import UndrawableText, UnfitFacts, UnfitTexts
from documents.facts.common import Informatieblad
from documents.languages import LANGUAGES, Taal
from documents.leaflets import Leaflets, Texts, blanks, sentences, shipped
from tests.unit.documents.test_desk import GEMEENTE, MELDING

BLADEN = ("informatieblad_uithuisgeplaatste", "informatieblad_achterblijver")
COMMON = {
    name: MELDING[name]
    for name in (
        "kenmerk",
        "opgesteld_op",
        "aan",
        "betrokkene",
        "woning",
        "geldt_van",
        "geldt_tot",
    )
}
HELP = {
    **GEMEENTE,
    "hulpinstantie": "Hulp in Voorbeeldland",
    "hulpinstantie_telefoon": "088 123 45 67",
}
#: Said with the same word in two languages.
ALIKE = {"woorden.telefoon"}


def facts(blad: str, taal: Taal, gemeente: dict[str, Any] = HELP) -> dict[str, Any]:
    huisgenoot = {"naam": "Anna O’Neill-Çelik", "geboortedatum": "1990-05-04"}
    extra = {"huisgenoot": huisgenoot, "huisgenoten": ()} if blad == BLADEN[1] else {}
    return {**COMMON, "gemeente": gemeente, "taal": taal, **extra}


def brief(blad: str, taal: Taal) -> Informatieblad:
    read = CATALOGUE[blad].facts.model_validate(facts(blad, taal))
    assert isinstance(read, Informatieblad)
    return read


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def leaflets() -> Leaflets:
    return Leaflets()


@pytest.fixture(scope="module")
def made(desk: Desk) -> Callable[[str, Taal], Paper]:
    """Makes the usual paper, once for all tests."""
    return cache(lambda blad, taal: desk.render(blad, facts(blad, taal)))


# -- the texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_every_sentence_with_the_same_blanks(code: Taal) -> None:
    dutch, found = dict(sentences(shipped("nl"))), dict(sentences(shipped(code)))

    assert list(found) == list(dutch)
    assert {path: blanks(text) for path, text in found.items()} == {
        path: blanks(text) for path, text in dutch.items()
    }


def test_no_sentence_was_left_in_another_language() -> None:
    said: dict[tuple[str, str], str] = {}
    for code in LANGUAGES:
        for path, text in sentences(shipped(code)):
            if path not in ALIKE:
                assert (path, text) not in said, (path, code, said[path, text])
                said[path, text] = code


@pytest.mark.parametrize("code", ["ar", "uk", "ti"])
def test_nothing_latin_stands_loose_in_another_script(code: Taal) -> None:
    for path, text in sentences(shipped(code)):
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text)), path


@pytest.mark.parametrize("code", ["en", "tr", "pl", "pap"])
def test_nothing_dutch_stands_in_another_latin_language(code: Taal) -> None:
    for path, text in sentences(shipped(code)):
        loose = words(re.sub(r"\{\w+\}", "", text).lower())
        assert not loose.keys() & {"het", "een", "niet", "wij", "uw", "naar", "of"} - (
            {"of"} if code == "en" else set()
        ), path


@pytest.mark.parametrize(
    ("code", "weight"), [("nl", (206.84, 0.93, 77)), ("en", (206.84, 1.015, 84.6))]
)
def test_sentences_are_short_and_words_plain(
    code: Taal, weight: tuple[float, float, float]
) -> None:
    text = " ".join(re.sub(r"\{\w+\}", "x", each) for _, each in sentences(shipped(code)))
    found = [each.split() for each in re.split(r"[.?!:](?:\s|$)", text) if each.strip()]
    said = [word for each in found for word in each]
    syllables = sum(max(1, len(re.findall("[aeiouyáéíóúë]+", word.lower()))) for word in said)
    per_sentence = len(said) / len(found)
    base, of_length, of_words = weight

    assert max(map(len, found)) <= 30
    assert per_sentence <= 12
    # Flesch's measure (Douma's for Dutch); 60 and up is what most people of fifteen read with ease
    assert base - of_length * per_sentence - of_words * syllables / len(said) >= 65


# -- the paper ----------------------------------------------------------------------------------


@pytest.mark.parametrize("blad", BLADEN)
@pytest.mark.parametrize("taal", LANGUAGES)
def test_the_paper_reads_back_as_it_was_written(
    made: Callable[[str, Taal], Paper], leaflets: Leaflets, blad: str, taal: Taal
) -> None:
    paper = made(blad, taal)
    parts = leaflets.parts(brief(blad, taal))
    pages = pages_of(paper.content)
    per_part = len(pages) // len(parts)

    assert len(pages) == paper.pages == 2 * len(parts)
    for number, part in enumerate(parts):
        text = "\n".join(pages[number * per_part : (number + 1) * per_part])
        expected = _printed(part.t, part.woorden, alone=len(parts) == 1)
        moments = [
            part.moment(brief(blad, taal).geldt_van),
            part.moment(brief(blad, taal).geldt_tot),
        ]
        for sentence in (*expected, *moments, "HV-2026-0001"):
            if part.language.direction == "ltr":
                assert squeezed(sentence) in squeezed(text), sentence
        # from right to left the reader gives the words of a line in another order, not other words
        missing = sum(map(words, (*expected, *moments)), Counter()) - words(text)
        assert not missing, missing


def _printed(t: Texts, woorden: Texts, *, alone: bool) -> list[str]:
    """The sentences that this leaflet shows: with a help body's name those that name it."""
    unseen = {"hulp.aanbod", "hulp.contact"} | ({"vertaling"} if alone else set())
    return [
        html.unescape(re.sub("<[^>]*>", "", text))
        for texts in (t, woorden)
        for path, text in sentences(texts)
        if path not in unseen | {"pagina"}
    ]


@pytest.mark.parametrize("taal", LANGUAGES)
def test_the_file_says_its_language_and_title(
    made: Callable[[str, Taal], Paper], taal: Taal
) -> None:
    paper = made(BLADEN[0], taal)

    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert str(pdf.Root.Lang) == taal
        title = str(pdf.docinfo["/Title"])
    assert title == f"{shipped(taal)['uithuisgeplaatste']['titel']}, HV-2026-0001"


def test_the_case_page_reads_a_dutch_title_with_the_language_behind_it(
    made: Callable[[str, Taal], Paper],
) -> None:
    assert made(BLADEN[1], "nl").title == "Thuis na een huisverbod"
    assert made(BLADEN[1], "ti").title == ("Thuis na een huisverbod (Tigrinya)")


def test_the_catalogue_has_the_dutch_titles_of_the_texts() -> None:
    for blad in BLADEN:
        assert shipped("nl")[blad.partition("_")[2]]["titel"] == CATALOGUE[blad].title


def test_a_page_number_is_told_in_the_language_of_its_page(
    made: Callable[[str, Taal], Paper],
) -> None:
    pages = pages_of(made(BLADEN[0], "uk").content)

    assert ["Сторінка 1 з 4" in pages[0], "Pagina 3 van 4" in pages[2]] == [True, True]
    assert "Pagina" not in pages[0] + pages[1]


def test_arabic_runs_from_right_to_left_and_dutch_names_in_it_do_not(
    made: Callable[[str, Taal], Paper],
) -> None:
    page = pypdfium2.PdfDocument(made(BLADEN[0], "ar").content)[0]
    text = page.get_textpage()
    left, right = (_left_of(text, word) for word in ("صفحة", "بلدية"))

    assert left < page.get_width() / 2 < right
    assert "Voorbeeldstraat 12, 1234 AB Voorbeeldstad" in text.get_text_range()


def _left_of(text: Any, word: str) -> float:
    index, _ = text.search(word).get_next()
    return float(text.get_charbox(index)[0])


@pytest.mark.parametrize("taal", LANGUAGES)
def test_the_longest_names_still_fit_on_two_pages(desk: Desk, taal: Taal) -> None:
    gemeente = {
        **HELP,
        "naam": "Noardeast-Fryslân en Zuid-Limburgse Heuvelgemeenten",
        "hulpinstantie": "Stichting Maatschappelijke Dienstverlening en Opvang Voorbeeldland",
        "rechtbank": "rechtbank Zeeland-West-Brabant, zittingsplaats Bergen op Zoom",
        "rechtbank_adres": "Team bestuursrecht, Postbus 90006, 4800 PA Breda",
    }
    paper = desk.render(BLADEN[1], facts(BLADEN[1], taal, gemeente))

    assert paper.pages == (2 if taal == "nl" else 4)


@pytest.mark.parametrize(("blad", "unnamed"), [(BLADEN[0], "aanbod"), (BLADEN[1], "contact")])
def test_without_a_help_body_no_blank_stays_empty(desk: Desk, blad: str, unnamed: str) -> None:
    paper = desk.render(blad, facts(blad, "tr", GEMEENTE))
    sentence = shipped("tr")[blad.partition("_")[2]]["hulp"][unnamed]

    assert squeezed(sentence) in squeezed("\n".join(pages_of(paper.content)))


def test_no_letter_is_emboldened_by_smearing(made: Callable[[str, Taal], Paper]) -> None:
    for taal in ("ar", "ti"):
        content = made(BLADEN[0], taal).content
        with pikepdf.open(io.BytesIO(content)) as pdf:
            drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        # smeared letters are stroked as well as filled
        assert not re.search(rb"\b[12] Tr\b", drawn)


def test_a_language_that_we_do_not_have_is_no_fact_of_a_leaflet(desk: Desk) -> None:
    with pytest.raises(UnfitFacts):
        desk.render(BLADEN[0], {**facts(BLADEN[0], "en"), "taal": "so"})


def test_markup_in_a_name_is_only_text(desk: Desk) -> None:
    gemeente = {**HELP, "hulpinstantie": "<b>Hulp</b> {telefoon} & Co"}

    text = "\n".join(pages_of(desk.render(BLADEN[0], facts(BLADEN[0], "tr", gemeente)).content))

    assert "<b>Hulp</b> {telefoon} & Co" in text


# -- a municipality's own sentences ---------------------------------------------------------------


def corrected(folder: Path, code: str, lines: str) -> Path:
    (folder / f"{code}.yaml").write_text(lines, encoding="utf-8")
    return folder


def test_a_municipality_puts_one_sentence_right(tmp_path: Path) -> None:
    folder = corrected(
        tmp_path, "pl", "uithuisgeplaatste:\n  hulp:\n    kop: 'Wsparcie dla Ciebie'\n"
    )

    polish, dutch = Leaflets(folder).parts(brief(BLADEN[0], "pl"))

    assert polish.t["hulp"]["kop"] == "Wsparcie dla Ciebie"
    assert polish.t["doen"] == Leaflets().parts(brief(BLADEN[0], "pl"))[0].t["doen"]
    assert dutch.t["hulp"]["kop"] == "Hulp voor u"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("uithuisgeplaatste:\n  hulpp:\n    kop: 'x'\n", "uithuisgeplaatste.hulpp"),
        ("uithuisgeplaatste:\n  hulp: 'x'\n", "uithuisgeplaatste.hulp"),
        ("uithuisgeplaatste:\n  hulp:\n    kop: 112\n", "uithuisgeplaatste.hulp.kop"),
        ("uithuisgeplaatste: 'geen eind", "niet te lezen"),
        ("- een lijst", "niet te lezen"),
        ("uithuisgeplaatste:\n  hulp:\n    kop: ''\n", "ontbreekt"),
        ("uithuisgeplaatste:\n  doen:\n    bereikbaar: 'Zadzwoń.'\n", "accolades"),
        ("uithuisgeplaatste:\n  hulp:\n    kop: '{naam.__class__}'\n", "accolades"),
        ("uithuisgeplaatste:\n  hulp:\n    kop: 'half {'\n", "accolades"),
        ("uithuisgeplaatste:\n  doen:\n    bereikbaar: '{telefoon:>9}'\n", "accolades"),
        ("uithuisgeplaatste:\n  hulp:\n    kop: '帮助'\n", "afgedrukt"),
        ("uithuisgeplaatste:\n  hulp:\n    kop: 'شيئًا'\n", "afgedrukt"),
    ],
)
def test_a_correction_that_does_not_fit_is_told_at_the_start(
    tmp_path: Path, lines: str, told: str
) -> None:
    with pytest.raises(UnfitTexts, match=told) as caught:
        Leaflets(corrected(tmp_path, "pl", lines))

    assert caught.value.language == "pl"


def test_a_name_that_no_font_draws_is_told(desk: Desk) -> None:
    with pytest.raises(UndrawableText):
        desk.render(BLADEN[0], facts(BLADEN[0], "ar", {**HELP, "hulpinstantie": "助け"}))
