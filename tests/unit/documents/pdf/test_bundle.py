"""Papers joined are one paper: archivable, accessible, numbered, and nothing of them is lost."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, Page, String

from documents.pdf import check, readback
from documents.pdf.bundle import Bundle, Part, join
from documents.pdf.tags import Tree, inside, kids, kind, marked
from tests.unit.documents.pdf.letters import letter, made, opened, text, written
from tests.unit.documents.pdf.signing import signed

NUMBER = "Dossier HV-2026-0001, pagina {page} van {pages}"
LONG = letter("<h2>Eerst</h2><p>Lang verhaal.</p>" * 40)


@cache
def specimen() -> bytes:
    characters = sorted({*NUMBER, *"0123456789"} - {*" {}"})
    return made(f'<html lang="nl"><title>x</title><p>{" ".join(characters)}</p></html>')


def cover(parts: int) -> str:
    lines = (f'<li><a href="stuk:{n}">Stuk {n}</a></li>' for n in range(1, parts + 1))
    return letter(f"<h2>Stukken</h2><ol>{''.join(lines)}</ol>")


def joined(*parts: bytes) -> Bundle:
    return join(
        Part("Procesdossier", made(cover(len(parts)))),
        [Part(f"Stuk {number}", each) for number, each in enumerate(parts, start=1)],
        NUMBER,
        specimen(),
    )


def faults(bundle: Bundle, parts: int) -> list[check.Fault]:
    return check.faults(bundle.content, source=text(cover(parts)) + bundle.text)


def three() -> Bundle:
    return joined(made(), made(LONG), made())


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return three()


def test_papers_joined_conform_and_say_all_that_the_papers_said(bundle: Bundle) -> None:
    assert faults(bundle, 3) == []
    assert bundle.text.count("Lang verhaal.") == 40


def test_every_page_has_its_number(bundle: Bundle) -> None:
    pages = readback.pages_of(bundle.content)

    assert bundle.pages == len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert f"Dossier HV-2026-0001, pagina {number} van {len(pages)}" in page


def test_there_is_one_tag_tree_with_a_part_for_each_paper(bundle: Bundle) -> None:
    with opened(bundle.content) as pdf:
        tree = Tree(pdf)
        (whole,) = kids(tree.root)
        parts = kids(whole)
        assert kind(whole) == "Document"
        assert [kind(each) for each in parts] == ["Part"] * 4
        assert [str(each.T) for each in parts][1:] == ["Stuk 1", "Stuk 2", "Stuk 3"]
        numbers = [number for number, _ in tree.parents.items()]
        assert sorted(numbers) == list(range(int(tree.root.ParentTreeNextKey)))
        for page in pdf.pages:
            owners = enumerate(tree.owners(page.obj).as_list())
            assert all(n in marked(each) for n, each in owners if isinstance(each, Dictionary))


def test_signature_fields_that_are_empty_leave_nothing_behind(bundle: Bundle) -> None:
    with opened(bundle.content) as pdf:
        assert Name.AcroForm not in pdf.Root
        assert "Form" not in {kind(each) for each in Tree(pdf).elements()}
        assert {str(each.Subtype) for each in on_pages(pdf.pages)} == {"/Link"}


def on_pages(pages: Iterable[Page]) -> list[Object]:
    return [each for page in pages for each in page.obj.get(Name.Annots, Array()).as_list()]


def test_the_cover_leads_to_the_papers(bundle: Bundle) -> None:
    with opened(bundle.content) as pdf:
        links = [each for each in on_pages([pdf.pages[0]]) if Name.Dest in each]
        targets = [each.Dest[0].objgen for each in links]
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        reached = [numbers[each] for each in targets]

        assert [str(each.Contents) for each in links] == ["Stuk 1", "Stuk 2", "Stuk 3"]
        assert all(Name.A not in each for each in links)
        assert reached == [1, 2, len(pdf.pages) - 1]
        assert all(kind(Tree(pdf).parents[int(each.StructParent)]) == "Link" for each in links)


def test_bookmarks_hold_the_papers_and_below_them_their_own_headings(bundle: Bundle) -> None:
    with opened(bundle.content) as pdf, pdf.open_outline() as outline:
        assert [each.title for each in outline.root] == [
            "Procesdossier",
            "Stuk 1",
            "Stuk 2",
            "Stuk 3",
        ]
        headings = list(itertools.chain(*(each.children for each in outline.root[2].children)))
        assert len(headings) == 40
        assert {each.title for each in headings} == {"Eerst"}


def test_the_same_papers_are_the_same_bundle_in_another_process(bundle: Bundle) -> None:
    program = (
        "import hashlib; from tests.unit.documents.pdf.test_bundle import three; "
        "print(hashlib.sha256(three().content).hexdigest())"
    )

    there = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": ".", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert there.stdout.strip() == hashlib.sha256(bundle.content).hexdigest()


def test_a_signed_paper_is_shown_with_its_signature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = signed(made(), tmp_path, monkeypatch)
    assert check.faults(paper, source=text()) == []

    bundle = joined(paper, made())

    assert faults(bundle, 2) == []
    assert "Digitaal ondertekend (proef)." in readback.text_of(bundle.content)
    with opened(bundle.content) as pdf:
        (figure,) = [each for each in Tree(pdf).elements() if kind(each) == "Figure"]
        assert str(figure.Alt) == (
            "Handtekening van de burgemeester: digitaal ondertekend in het oorspronkelijke stuk"
        )
        assert Name.AcroForm not in pdf.Root


def test_names_of_elements_stay_apart() -> None:
    paper = made()
    with opened(paper) as pdf:
        head = next(each for each in Tree(pdf).elements() if kind(each) == "TH")
        cell = next(each for each in Tree(pdf).elements() if kind(each) == "TD")
        head.ID = String("kop")
        cell.A = Dictionary(O=Name.Table, Headers=Array([String("kop")]))
        pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array([String("kop"), head]))
        paper = written(pdf)

    with opened(joined(paper, paper).content) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Names.as_list()
        assert [str(each) for each in names[::2]] == ["2-kop", "3-kop"]
        for part, name in zip(kids(Tree(pdf).elements()[0])[1:], names[::2], strict=True):
            (cell,) = [each for each in inside(part) if kind(each) == "TD"]
            assert cell.A.Headers.as_list()[0] == name


def test_two_hundred_pages_are_joined() -> None:
    long = made(letter('<p style="break-after: page">Lang verhaal.</p>' * 20))
    bundle = joined(*[long] * 10)

    assert bundle.pages > 200
    assert faults(bundle, 10) == []
