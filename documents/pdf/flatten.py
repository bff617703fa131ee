"""Signatures as pictures: in a file that was joined of others they can be shown, not checked."""

from __future__ import annotations

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from documents.pdf.tags import Tree, kids


def fields(pdf: Pdf, page: Page, tree: Tree) -> None:
    """Draw the fields of a page as they look, tagged as pictures, and take the fields away.

    A field that looks like nothing, such as one not signed yet, leaves nothing behind.
    """
    annotations = page.obj.get(Name.Annots, Array()).as_list()
    widgets = [each for each in annotations if each.Subtype == Name.Widget]
    if not widgets:
        return
    for number, widget in enumerate(widgets):
        form = tree.parents[int(widget.StructParent)] if Name.StructParent in widget else None
        look = widget.get(Name.AP, Dictionary()).get(Name.N)
        if isinstance(look, Stream) and form is not None and _area(widget) and _draws(look):
            _untag(look)
            _draw(pdf, page, tree, Name(f"/HvVeld{number}"), widget, look, form)
        elif form is not None:
            form.P.K = Array([kid for kid in kids(form.P) if kid != form])
        if form is not None:
            del tree.parents[int(widget.StructParent)]
    page.obj.Annots = Array([each for each in annotations if each.Subtype != Name.Widget])


def _draw(
    pdf: Pdf, page: Page, tree: Tree, name: Name, widget: Object, look: Stream, form: Object
) -> None:
    owners = tree.owners(page.obj)
    number = len(owners)
    owners.append(form)
    left, bottom, right, top = box(widget)
    form.S = Name.Figure
    form.K = number
    form.Pg = page.obj
    form.Alt = String(_told(widget))
    form.A = Dictionary(O=Name.Layout, BBox=Array([left, bottom, right, top]), Placement=Name.Block)
    page.add_resource(look, Name.XObject, name)
    a, b, c, d, e, f = _placing(look, (left, bottom, right, top))
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(
        f"Q /Figure <</MCID {number}>> BDC q {a:.5f} {b:.5f} {c:.5f} {d:.5f} {e:.3f} {f:.3f} cm "
        f"{name} Do Q EMC".encode()
    )


def box(widget: Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top."""
    x1, y1, x2, y2 = (float(each) for each in widget.Rect.as_list())
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _area(widget: Object) -> float:
    left, bottom, right, top = box(widget)
    return (right - left) * (top - bottom)


def _draws(look: Stream) -> bool:
    return any(str(each.operator) not in {"q", "Q", "cm"} for each in parse_content_stream(look))


def _told(widget: Object) -> str:
    """What a reader hears in place of the picture."""
    label = str(widget.get(Name.TU, widget.get(Name.T, "")))
    if Name.V not in widget:
        return label
    return f"{label}: digitaal ondertekend in het oorspronkelijke stuk"


def _placing(
    look: Stream, target: tuple[float, float, float, float]
) -> tuple[float, float, float, float, float, float]:
    """What puts the picture into its box (ISO 32000-1, 12.5.5)."""
    matrix = [float(each) for each in look.get(Name.Matrix, Array([1, 0, 0, 1, 0, 0])).as_list()]
    x1, y1, x2, y2 = (float(each) for each in look.BBox.as_list())
    corners = [
        (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
        for x in (x1, x2)
        for y in (y1, y2)
    ]
    low_x, low_y = (min(each) for each in zip(*corners, strict=True))
    high_x, high_y = (max(each) for each in zip(*corners, strict=True))
    left, bottom, right, top = target
    wide = (right - left) / (high_x - low_x) if high_x > low_x else 1
    high = (top - bottom) / (high_y - low_y) if high_y > low_y else 1
    return wide, 0, 0, high, left - low_x * wide, bottom - low_y * high


def _untag(look: Stream) -> None:
    """Take out tags that lead nowhere: a picture is one thing to the reader."""
    for inner in look.get(Name.Resources, Dictionary()).get(Name.XObject, Dictionary()).values():
        if isinstance(inner, Stream) and inner.get(Name.Subtype) == Name.Form:
            _untag(inner)
    for key in (Name.StructParents, Name.StructParent):
        if key in look:
            del look[key]
    plain = [
        each
        for each in parse_content_stream(look)
        if each.operator not in {Operator("BDC"), Operator("BMC"), Operator("EMC")}
    ]
    look.write(unparse_content_stream(plain))
