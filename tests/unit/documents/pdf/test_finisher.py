"""What WeasyPrint leaves, put right: lists, heads of tables, headers and footers, languages."""

from __future__ import annotations

from collections import Counter

import pytest
from pikepdf import Name, Pdf

from documents.pdf import check
from documents.pdf.content import UnknownLayout, places
from documents.pdf.reading import read
from documents.pdf.tags import Tree, kids, kind
from tests.unit.documents.pdf.letters import letter, made, opened, text


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    return opened(made())


def said(pdf: Pdf) -> str:
    return "".join(piece.said for piece in read(pdf).pieces)


def test_items_hold_a_label_and_a_body(pdf: Pdf) -> None:
    items = [each for each in Tree(pdf).elements() if kind(each) == "LI"]

    assert len(items) == 5
    for item in items:
        assert [kind(each) for each in kids(item)] == ["Lbl", "LBody"]
        assert all(item == each.P for each in kids(item))


def test_a_list_within_a_list_belongs_to_its_item(pdf: Pdf) -> None:
    outer, inner, letters = [each for each in Tree(pdf).elements() if kind(each) == "L"]

    assert {kind(each) for each in kids(outer)} == {"LI"}
    assert kind(inner.P) == "LBody"
    assert str(outer.A.ListNumbering) == str(inner.A.ListNumbering) == "/Disc"
    assert str(letters.A.ListNumbering) == "/LowerAlpha"


def test_headers_of_tables_say_what_they_head(pdf: Pdf) -> None:
    heads = [each for each in Tree(pdf).elements() if kind(each) == "TH"]

    assert [str(each.A.Scope) for each in heads] == ["/Column", "/Column", "/Row"]


def test_what_runs_along_in_the_margin_is_no_text_of_the_letter() -> None:
    pages = opened(made(letter("<p>Lang verhaal.</p>" * 120)))

    assert len(pages.pages) > 2
    assert said(pages).count("Lang verhaal.") == 120
    assert "Pagina" not in said(pages)
    for page in pages.pages:
        stream = page.obj.Contents.read_bytes()
        assert b"/Type /Pagination/Subtype /Footer/Attached [/Bottom]" in stream
        reached = {each.objgen for each in Tree(pages).elements()}
        owners = Tree(pages).owners(page.obj).as_list()
        assert {each.objgen for each in filter(None, owners)} <= reached


def test_each_passage_says_its_language(pdf: Pdf) -> None:
    told = {str(each.Lang) for each in Tree(pdf).elements() if Name.Lang in each}

    assert told == {"uk", "ti", "ar"}


def test_text_that_runs_leftward_is_told_in_the_order_it_is_read(pdf: Pdf) -> None:
    assert "لقد تلقيت أمرًا (بالإبعاد) في يوم 12 مارس" in said(pdf)


def test_a_bracket_is_a_bracket_also_beside_its_mirror_image() -> None:
    html = letter('<p lang="ar" dir="rtl">(بأفراد) أسرتك [خلال]</p><p>Zie (bijlage) [1].</p>')

    assert "Zie(bijlage)[1]." in said(opened(made(html))).replace(" ", "")


def test_a_link_is_told_by_its_text(pdf: Pdf) -> None:
    links = [
        each
        for page in pdf.pages
        for each in page.obj.Annots.as_list()
        if each.Subtype == Name.Link
    ]

    assert [str(each.Contents) for each in links] == ["de uitleg"]
    assert str(links[0].A.URI) == "https://example.org/uitleg"


def test_a_page_that_is_written_otherwise_is_not_guessed_at() -> None:
    with pytest.raises(UnknownLayout):
        places(b"/Span <</MCID 0>> BDC BT ET EMC")


def test_what_goes_on_overleaf_is_one_thing_still() -> None:
    paragraph = "Een zin die in een lange alinea staat. " * 120
    rows = "".join(f"<tr><td>rij {number}</td><td>bron</td></tr>" for number in range(90))
    items = "".join(f"<li>punt {number}<ul><li>daarbinnen</li></ul></li>" for number in range(60))
    html = letter(
        f"<section><p>{paragraph}</p><p>{paragraph}</p></section><ul>{items}</ul>"
        f"<table><thead><tr><th>Wat</th><th>Bron</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    content = made(html)

    assert check.faults(content, source=text(html)) == []
    with opened(content) as pdf:
        assert len(pdf.pages) > 4
        found = Counter(kind(each) for each in Tree(pdf).elements())
        wanted = {"Part": 1, "Sect": 1, "P": 2, "L": 61, "LI": 120, "Table": 1, "THead": 1}
        assert {each: found[each] for each in wanted} == wanted
        assert (found["TBody"], found["TR"], found["LBody"]) == (1, 91, 120)
        assert said(pdf).count("Wat") == 1


def test_things_that_are_alike_stay_apart() -> None:
    page = '<section style="break-after: page"><p>Gelijk.</p></section>'
    with opened(made(letter(page * 3))) as pdf:
        found = Counter(kind(each) for each in Tree(pdf).elements())

    assert (found["Sect"], found["P"]) == (3, 3)
