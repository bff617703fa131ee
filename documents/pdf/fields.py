"""Signature fields: empty, tagged, and where the template wants them.

A template writes `<a class="sig" href="sig:NAME?LABEL">…</a>`; WeasyPrint makes a tagged link of
it at its exact place, and here that becomes the field NAME.
"""

from __future__ import annotations

from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from documents.pdf.tags import Tree, is_element, kids, kind

_SCHEME = "sig:"
#: To be printed, and not to be moved or removed.
_FLAGS = 4 + 128
#: Within these, text has an inline element; elsewhere it needs a paragraph of its own.
_HOLD_TEXT = {"P", "Span", "LBody", "TD", "TH", "Lbl", "Caption", "H1", "H2", "H3", "H4"}


def make(pdf: Pdf, tree: Tree) -> None:
    """Turn links to signature fields into signature fields."""
    fields = [
        _field(pdf, tree, page.obj, annotation, target)
        for page in pdf.pages
        for annotation in page.obj.get(Name.Annots, Array()).as_list()
        if (target := _target(annotation)) is not None
    ]
    if fields:
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DA=String(""))


def _target(annotation: Object) -> str | None:
    action = annotation.get(Name.A)
    if action is None or Name.URI not in action:
        return None
    uri = str(action.URI)
    return uri.removeprefix(_SCHEME) if uri.startswith(_SCHEME) else None


def _field(pdf: Pdf, tree: Tree, page: Object, annotation: Object, target: str) -> Object:
    name, _, label = target.partition("?")
    label = unquote(label) or name
    left, top, right, bottom = (float(each) for each in annotation.Rect.as_list())
    box = [round(each, 3) for each in (*sorted((left, right)), *sorted((top, bottom)))]
    left, right, bottom, top = box
    empty = pdf.make_stream(
        b"q Q",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(right - left, 3), round(top - bottom, 3)]),
    )
    number = annotation.StructParent
    for key in list(annotation.keys()):
        del annotation[key]
    annotation.Type = Name.Annot
    annotation.Subtype = Name.Widget
    annotation.FT = Name.Sig
    annotation.T = String(name)
    annotation.TU = String(label)
    annotation.Contents = String(label)
    annotation.Rect = Array([left, bottom, right, top])
    annotation.F = _FLAGS
    annotation.AP = Dictionary(N=empty)
    annotation.P = page
    annotation.StructParent = number
    _tag(pdf, tree, int(number))
    return annotation


def _tag(pdf: Pdf, tree: Tree, number: int) -> None:
    """Take the annotation out of its link element into a form element behind the text."""
    link = tree.parents[number]
    reference = next(
        kid
        for kid in kids(link)
        if isinstance(kid, Dictionary) and not is_element(kid) and Name.Obj in kid
    )
    # Its only kid is the annotation itself, in no array: with one, the check of what changed
    # after a first signature takes a second signature for tampering.
    form = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, P=link, Pg=link.Pg, K=reference)
    )
    link.S = Name.Span if kind(link.P) in _HOLD_TEXT else Name.P
    link.K = Array([*(kid for kid in kids(link) if kid != reference), form])
    tree.parents[number] = form
