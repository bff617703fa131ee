"""Puts the tags of a rendered letter right: what WeasyPrint leaves for PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from documents.pdf import content, fields, meaning, overleaf
from documents.pdf.glyphs import Reader
from documents.pdf.lines import Line, Point
from documents.pdf.tags import Key, Tree, inside, is_element, kids, kind, marked, new_element
from documents.pdf.writing import save

#: Of which line a marked content is: page, number → line.
_Lines = dict[tuple[Key, int], Line]
_NUMBERINGS = (
    (re.compile(r"\d"), Name.Decimal),
    (re.compile("[a-z]"), Name.LowerAlpha),
    (re.compile("[A-Z]"), Name.UpperAlpha),
    (re.compile("•"), Name.Disc),
)


def finish(rendered: bytes, lines: Sequence[Mapping[Point, Line]], packet: bytes) -> bytes:
    """The letter with its tags put right.

    Args:
        rendered: by WeasyPrint, tagged and uncompressed.
        lines: the lines of each page.
        packet: the XMP packet.
    """
    with Pdf.open(io.BytesIO(rendered)) as pdf:
        tree = Tree(pdf)
        meaning.correct(pdf)
        found = _mend_pages(pdf, tree, lines)
        overleaf.join(tree, found)
        for element in tree.elements():
            _mend(pdf, element, found)
        fields.make(pdf, tree)
        _name_links(pdf, tree, found)
        _attachments_once(pdf)
        return save(pdf, packet)


def _mend_pages(pdf: Pdf, tree: Tree, lines: Sequence[Mapping[Point, Line]]) -> _Lines:
    """Headers and footers become artifacts, and their elements, which hang loose, go.

    So do the heads of tables that are drawn again overleaf.
    """
    reader = Reader()
    pages = [page.obj for page in pdf.pages]
    on_pages = [content.lines_on(*each) for each in zip(pages, lines, strict=True)]
    found = {
        (page.objgen, number): line
        for page, on_page in zip(pages, on_pages, strict=True)
        for number, line in on_page.items()
    }
    heads = overleaf.repeated_heads(tree, found)
    repeated = {
        (each.Pg.objgen, number)
        for head in heads
        for each in inside(head)
        for number in marked(each)
    }
    for head in heads:
        head.P.K = Array([kid for kid in kids(head.P) if kid != head])
    reached = {element.objgen for element in tree.elements()}
    for page, on_page in zip(pages, on_pages, strict=True):
        owners = tree.owners(page)
        loose = {n for n, owner in enumerate(owners.as_list()) if owner.objgen not in reached}
        again = {number for number in loose if (page.objgen, number) in repeated}
        content.mend(pdf, page, on_page, reader.marked(page), loose=loose, repeated=again)
        for number in loose:
            owners[number] = None
    return found


def _mend(pdf: Pdf, element: Object, lines: _Lines) -> None:
    match kind(element):
        case "LI":
            _wrap_body(pdf, element)
        case "L":
            _nest_lists(element)
            element.A = Dictionary(O=Name.List, ListNumbering=_numbering(element, lines))
        case "TR":
            _scope_headers(element)
    _tell_passages(pdf, element, lines)


def _wrap_body(pdf: Pdf, item: Object) -> None:
    """What an item holds beside its label is its body."""
    held = kids(item)
    loose = [kid for kid in held if not (is_element(kid) and kind(kid) in {"Lbl", "LBody"})]
    if loose:
        body = new_element(pdf, "LBody", item, loose)
        item.K = Array([*(kid for kid in held if kid not in loose), body])


def _nest_lists(element: Object) -> None:
    """A list within a list belongs to the item before it, as it does in HTML."""
    items: list[Object] = []
    for kid in kids(element):
        bodies = [each for each in kids(items[-1]) if kind(each) == "LBody"] if items else []
        if kind(kid) == "L" and bodies:
            kid.P = bodies[-1]
            bodies[-1].K = Array([*kids(bodies[-1]), kid])
        else:
            items.append(kid)
    element.K = Array(items)


def _numbering(element: Object, lines: _Lines) -> Object:
    """How the labels of a list count."""
    labels = (each for each in inside(element) if kind(each) == "Lbl")
    label = _text(next(labels, None), lines).strip()
    return next((name for pattern, name in _NUMBERINGS if pattern.match(label)), Name("/None"))


def _scope_headers(row: Object) -> None:
    """A header beside data heads its row; in a row of headers, its column.

    That makes the names superfluous by which cells refer to their headers, and the tree of names
    that they ask for and WeasyPrint does not make.
    """
    cells = [kid for kid in kids(row) if is_element(kid)]
    scope = Name.Row if any(kind(cell) == "TD" for cell in cells) else Name.Column
    for cell in cells:
        if kind(cell) == "TH":
            cell.A.Scope = scope
        for holder, name in ((cell, Name.ID), (cell.get(Name.A, Dictionary()), Name.Headers)):
            if name in holder:
                del holder[name]


def _tell_passages(pdf: Pdf, element: Object, lines: _Lines) -> None:
    """Tell the language of a passage that has its own, and the text of what runs leftward."""
    told = [(n, line) for n in marked(element) if (line := lines.get((element.Pg.objgen, n)))]
    if len(kids(element)) > 1:
        for number, line in told:
            if _is_told(pdf, line):
                _tell(pdf, _apart(pdf, element, number), line)
    else:
        for _, line in told:
            _tell(pdf, element, line)


def _is_told(pdf: Pdf, line: Line) -> bool:
    return _foreign(pdf, line) or content.leftward(line.text)


def _foreign(pdf: Pdf, line: Line) -> bool:
    return bool(line.lang) and line.lang != str(pdf.Root.get(Name.Lang, ""))


def _tell(pdf: Pdf, element: Object, line: Line) -> None:
    if _foreign(pdf, line):
        element.Lang = String(line.lang or "")
    if content.leftward(line.text):
        element.ActualText = String(line.text)


def _apart(pdf: Pdf, element: Object, number: int) -> Object:
    """An element for one of the marked contents that a link holds."""
    span = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Span, P=element, Pg=element.Pg, K=number)
    )
    element.K = Array([span if kid == number else kid for kid in kids(element)])
    Tree(pdf).parents[int(element.Pg.StructParents)][number] = span
    return span


def _name_links(pdf: Pdf, tree: Tree, lines: _Lines) -> None:
    """A link is told by its text, not by its address."""
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, Array()).as_list():
            if annotation.Subtype == Name.Link and Name.StructParent in annotation:
                text = _text(tree.parents[int(annotation.StructParent)], lines)
                annotation.Contents = String(" ".join(text.split()) or str(annotation.Contents))


def _text(element: Object | None, lines: _Lines) -> str:
    if element is None:
        return ""
    return " ".join(
        line.text
        for each in inside(element)
        for number in marked(each)
        if (line := lines.get((each.Pg.objgen, number))) is not None
    )


def _attachments_once(pdf: Pdf) -> None:
    """WeasyPrint lists every attachment twice."""
    if Name.AF in pdf.Root:
        once = {each.objgen: each for each in pdf.Root.AF.as_list()}
        pdf.Root.AF = Array(list(once.values()))
