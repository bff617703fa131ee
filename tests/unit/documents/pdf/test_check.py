"""The judge: lets good files pass, and finds what is wrong with bad ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from documents.pdf import check
from documents.pdf.tags import Tree, kind, marked
from tests.unit.documents.pdf.letters import FULL, letter, made, opened, text, written


@pytest.fixture(scope="module")
def good() -> bytes:
    return made()


def rules(content: bytes, source: str | None = None) -> set[str]:
    return {each.rule for each in check.faults(content, source=source)}


def test_a_good_letter_passes(good: bytes) -> None:
    assert check.faults(good, source=text()) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p lang='ar' dir='rtl'>لا يُسمح لك (بالاتصال) بأفراد أسرتك 12,50.</p>", "أسرتك"),
        ("<p lang='fa' dir='rtl'>شما می‌توانید به دادگاه بروید.</p>", "دادگاه"),
        ("<p lang='ti'>ሰላም ዓለም፡ ትእዛዝ።</p>", "ትእዛዝ።"),
        ("<p lang='uk'>Заборона: ї, є, ґ — «так».</p>", "Заборона"),
        ("<p lang='pl'>Zażółć gęślą jaźń; tr: İıĞğŞş.</p>", "jaźń"),
        ("<p>Q\u0301uq en g\u0303ag, \u1eb9\u0301; dus q, g, ẹ.</p>", "dus"),
        ("<p dir='rtl' lang='ar'>(عربي) أ</p><p>Zie (bijlage) «1» {2} q.</p>", "bijlage"),
        ("<p>Tiếng Việt: Nguyễn Thị Ắng, ở đường phố.</p>", "Nguyễn"),
    ],
    ids=["arabic", "persian", "ethiopic", "cyrillic", "latin", "marks", "brackets", "vietnamese"],
)
def test_every_script_reads_back_as_it_was_written(body: str, said: str) -> None:
    html = letter(body)
    content = made(html)

    assert check.faults(content, source=text(html)) == []
    assert rules(content, text(html).replace(said, said[::-1])) == {"differs"}


def untag(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def forget_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def forget_title(pdf: Pdf) -> None:
    del pdf.docinfo[Name.Title]


def take_font_out(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and Name.FontFile2 in each:
            del each[Name.FontFile2]


def forget_scope(pdf: Pdf) -> None:
    for each in Tree(pdf).elements():
        if kind(each) == "TH":
            del each.A


def loosen_item(pdf: Pdf) -> None:
    for each in Tree(pdf).elements():
        if kind(each) == "LBody":
            each.S = Name.P


def misname_glyphs(pdf: Pdf) -> None:
    """Let every glyph for an e say that it is an o."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and Name.ToUnicode in each:
            cmap = each.ToUnicode
            cmap.write(cmap.read_bytes().replace(b"<0065>", b"<006f>"))


def misread_arabic(pdf: Pdf) -> None:
    for each in Tree(pdf).elements():
        if Name.ActualText in each:
            each.ActualText = String("لقد ربحت جائزة")


def swap_paragraphs(pdf: Pdf) -> None:
    part = next(each for each in Tree(pdf).elements() if len(each.K.as_list()) > 2)
    part.K = Array(list(reversed(part.K.as_list())))


def let_a_word_go(pdf: Pdf) -> None:
    leaf = next(each for each in Tree(pdf).elements() if marked(each))
    leaf.K = Array([])


def lock(pdf: Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(b"<x/>", Type=Name.Metadata, Subtype=Name.XML)


@pytest.mark.parametrize(
    "harm",
    [
        untag,
        forget_language,
        forget_title,
        take_font_out,
        forget_scope,
        loosen_item,
        misname_glyphs,
        misread_arabic,
        swap_paragraphs,
        let_a_word_go,
        lock,
    ],
    ids=lambda each: each.__name__,
)
def test_harm_is_found(good: bytes, harm: Callable[[Pdf], None]) -> None:
    html = FULL.replace('<th scope="row">', '<th rowspan="2" scope="row">').replace(
        "<td>politie</td></tr>", "<td>politie</td></tr><tr><td>buren</td></tr>"
    )
    content = made(html)
    assert rules(content, text(html)) == set()
    with opened(content) as pdf:
        harm(pdf)
        harmed = written(pdf)

    assert rules(harmed, text(html)) != set()


def test_a_word_that_was_changed_is_found(good: bytes) -> None:
    assert rules(good, text(FULL.replace("efficiënte", "inefficiënte"))) == {"differs"}
    assert rules(good, text() + "!") == {"differs"}
    assert rules(good, text().replace("bijlage", "", 1)) == {"differs"}


def test_a_picture_without_a_description_is_found() -> None:
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}<path d="M0 0h9v9"/></svg>'
    )

    assert rules(made(letter(picture.format("<title>Wapen</title>")))) == set()
    assert rules(made(letter(picture.format("")))) != set()


def test_a_file_that_is_damaged_or_none_is_found(good: bytes) -> None:
    assert rules(b"") == {"unreadable"}
    assert rules(b"<html></html>") == {"unreadable"}
    assert rules(good[:-400]) == {"unreadable"}
    middle = len(good) // 2
    assert rules(good[:middle] + bytes(200) + good[middle + 200 :]) != set()


def test_the_record_is_not_the_exchange_copy(good: bytes) -> None:
    assert {each.standard for each in check.faults(good, profile="a-3a")} == {"3a"}


def test_no_fault_tells_what_the_letter_says(good: bytes) -> None:
    with opened(good) as pdf:
        misname_glyphs(pdf)
        told = " ".join(map(str, check.faults(written(pdf), source=text())))

    assert "text" in told
    for word in text().split():
        assert len(word) < 6 or word not in told


@pytest.mark.parametrize(("code", "found"), [(0, False), (1, True)])
def test_verapdf_is_asked_when_it_is_there(
    good: bytes, code: int, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    program = tmp_path / "verapdf"
    program.write_text(f'#!/bin/sh\necho "$2" >> {asked}\nexit {code}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    faults = check.faults(good, source=text())

    assert asked.read_text(encoding="utf-8").split() == ["2a", "ua1"]
    assert ({each.rule for each in faults} == {"verapdf"}) is found
