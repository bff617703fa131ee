"""Several papers as one that is itself archivable and accessible: one tag tree, one numbering."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from documents.pdf import flatten, outline, reading
from documents.pdf.numbering import Numbers
from documents.pdf.tags import Tree, identified, inside, is_element, kids
from documents.pdf.writing import save

#: On the cover, a link to `stuk:3` leads to the third paper behind it.
_SCHEME = "stuk:"


@dataclass(frozen=True, slots=True)
class Part:
    """A paper in a bundle."""

    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """Papers joined.

    Attributes:
        text: what must be read in it behind the cover: all that was read in the parts.
    """

    content: bytes
    pages: int
    text: str


def join(cover: Part, parts: Sequence[Part], number: str, specimen: bytes) -> Bundle:
    """The cover and the parts behind it.

    The cover's description of itself becomes the bundle's. Signatures become pictures.

    Args:
        number: above each page, as "Dossier 7, pagina {page} van {pages}".
        specimen: a page that holds every character of such a number.
    """
    with ExitStack() as files:
        pdf, letters, *rest = (
            files.enter_context(Pdf.open(io.BytesIO(each)))
            for each in (cover.content, specimen, *(part.content for part in parts))
        )
        text = "".join(_text(each) for each in rest)
        joint = _Joint(pdf, cover.title)
        firsts = [joint.add(part.title, each) for part, each in zip(parts, rest, strict=True)]
        joint.close()
        _link(pdf, firsts)
        numbers = Numbers(pdf, letters.pages[0])
        for at, page in enumerate(pdf.pages, start=1):
            numbers.write(page, number.format(page=at, pages=len(pdf.pages)))
        packet = pdf.Root.Metadata.read_bytes()
        return Bundle(save(pdf, packet), len(pdf.pages), text)


def _text(pdf: Pdf) -> str:
    return "".join(piece.said for piece in reading.read(pdf).pieces)


class _Joint:
    """The file that the papers are added to; the cover is in it from the beginning."""

    def __init__(self, pdf: Pdf, title: str) -> None:
        self.pdf = pdf
        tree = Tree(pdf)
        self._root = tree.root
        self._whole = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=tree.root, K=Array())
        )
        self._parents: list[tuple[int, Object]] = []
        self._ids: list[tuple[str, Object]] = []
        self._bookmarks = [outline.under(title, pdf, 0)]
        self._take(tree, _pages(pdf), title, str(pdf.Root.Lang))
        pdf.Root.StructTreeRoot = self._root
        for name in (Name.AcroForm, Name.Outlines):
            if name in pdf.Root:
                del pdf.Root[name]

    def add(self, title: str, part: Pdf) -> int:
        """Put a paper behind the others; gives its first page, counted from none."""
        first = len(self.pdf.pages)
        self._bookmarks.append(outline.under(title, part, first))
        places = outline.places(part)
        for page in part.pages:
            self.pdf.pages.append(page)
        pages = _pages(self.pdf)[first:]
        root = self.pdf.copy_foreign(part.make_indirect(part.Root.StructTreeRoot))
        for page in pages:
            for each in page.obj.get(Name.Annots, Array()).as_list():
                outline.lead_directly(each, places, pages)
        self._take(Tree(self.pdf, root), pages, title, str(part.Root.Lang))
        return first

    def close(self) -> None:
        """Make one tag tree of all, and one list of bookmarks."""
        self._root.K = Array([self._whole])
        self._root.ParentTree = self.pdf.make_indirect(
            Dictionary(Nums=Array([each for pair in self._parents for each in pair]))
        )
        self._root.ParentTreeNextKey = self._next()
        if self._ids:
            names = [each for pair in sorted(self._ids) for each in (String(pair[0]), pair[1])]
            self._root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        with self.pdf.open_outline() as bookmarks:
            bookmarks.root.extend(self._bookmarks)

    def _take(self, tree: Tree, pages: Sequence[Page], title: str, language: str) -> None:
        """Take a paper's tags into those of the whole."""
        for page in pages:
            flatten.fields(self.pdf, page, tree)
        held = [each for each in kids(tree.root) if is_element(each)]
        part = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Part,
                P=self._whole,
                K=Array(held),
                T=String(title),
                Lang=String(language),
            )
        )
        for each in held:
            each.P = part
            if Name.Document == each.S:
                each.S = Name.Sect
        self._whole.K.append(part)
        self._renumber(tree, pages)
        self._rename(tree, part)
        for name in (Name.RoleMap, Name.ClassMap):
            self._share(name, tree.root)

    def _next(self) -> int:
        return self._parents[-1][0] + 1 if self._parents else 0

    def _renumber(self, tree: Tree, pages: Sequence[Page]) -> None:
        step = self._next()
        for holder, key in _numbered(pages):
            holder[key] = int(holder[key]) + step
        self._parents += [(number + step, owner) for number, owner in sorted(tree.parents.items())]

    def _rename(self, tree: Tree, part: Object) -> None:
        """Names of elements stay apart: each paper gives them anew."""
        if Name.IDTree not in tree.root:
            return
        prefix = f"{len(self._whole.K)}-"
        for element in inside(part):
            self._ids += identified(element, prefix)

    def _share(self, name: Name, root: Object) -> None:
        if name not in root or root.objgen == self._root.objgen:
            return
        shared = self._root.get(name, Dictionary())
        for key, value in root[name].items():
            if key not in shared:
                shared[key] = value
        self._root[name] = shared


def _pages(pdf: Pdf) -> list[Page]:
    return [pdf.pages[number] for number in range(len(pdf.pages))]


def _numbered(pages: Sequence[Page]) -> Iterator[tuple[Object, Name]]:
    """All on these pages that has a number in the tag tree, each once."""
    seen = set()
    for page in pages:
        resources = page.obj.get(Name.Resources, Dictionary())
        for each in (
            page.obj,
            *page.obj.get(Name.Annots, Array()).as_list(),
            *resources.get(Name.XObject, Dictionary()).values(),
        ):
            for key in (Name.StructParents, Name.StructParent):
                if key in each and each.objgen not in seen:
                    yield each, key
            seen.add(each.objgen)


def _link(pdf: Pdf, firsts: Sequence[int]) -> None:
    """Let the links on the cover lead to the papers."""
    pages = _pages(pdf)
    for page in pages[: firsts[0] if firsts else None]:
        for each in page.obj.get(Name.Annots, Array()).as_list():
            uri = str(each.get(Name.A, Dictionary()).get(Name.URI, ""))
            if uri.startswith(_SCHEME):
                del each.A
                target = pages[firsts[int(uri.removeprefix(_SCHEME)) - 1]]
                each.Dest = Array([target.obj, Name.Fit])
