"""A small decision with empty fields for signatures, as archivable and accessible as a real one."""

from __future__ import annotations

import io
from urllib.parse import unquote

import page
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.pdf import render

_LETTER = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Beschikking tijdelijk huisverbod</title>
<meta name="author" content="Gemeente Voorbeeldstad"><meta name="generator" content="Huisverbod">
<meta name="dcterms.created" content="2026-03-21T01:00:00+00:00">
<meta name="dcterms.modified" content="2026-03-21T01:00:00+00:00">
</head><body><main><h1>Beschikking tijdelijk huisverbod</h1>
<p>De burgemeester van Voorbeeldstad legt een huisverbod op.</p>
{fields}</main></body></html>"""
_FIELD = (
    '<p><a class="sig" style="display: block; width: 74mm; height: {height}mm"'
    ' href="sig:{name}?{name}%20van%20het%20besluit">Nog niet ondertekend</a></p>\n'
)
_IDENTIFIED = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description><rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq>\
</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def decision(*fields: str) -> bytes:
    """A decision with these fields, each empty."""
    links = "".join(_FIELD.format(name=name, height=26) for name in fields)
    content, _ = render.to_pdf(_LETTER.format(fields=links))
    return _finished(content)


def _finished(content: bytes) -> bytes:
    """The least that makes a field of a link and lets the file say what it is.

    Changes nothing in a file in which the renderer has already done so.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/AcroForm" in pdf.Root:
            return content
        widgets = Array()
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", Array()):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith("sig:"):
                    _to_field(pdf, page.obj, annotation, address.removeprefix("sig:"))
                    widgets.append(annotation)
        pdf.Root.AcroForm = Dictionary(Fields=widgets, SigFlags=0, DA=String(""))
        packet = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata = pdf.make_stream(
            packet.replace(b"</rdf:RDF>", _IDENTIFIED.encode() + b"</rdf:RDF>"),
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, deterministic_id=True)
        return out.getvalue()


def _to_field(
    pdf: pikepdf.Pdf, page: pikepdf.Object, annotation: pikepdf.Object, address: str
) -> None:
    name, _, label = address.partition("?")
    first, second, third, fourth = (float(each) for each in annotation.Rect)
    box = [min(first, third), min(second, fourth), max(first, third), max(second, fourth)]
    for key in ("/A", "/BS"):
        del annotation[key]
    annotation.Type, annotation.Subtype, annotation.FT = Name.Annot, Name.Widget, Name.Sig
    annotation.T, annotation.TU, annotation.Contents = (
        String(name),
        String(unquote(label)),
        String(unquote(label)),
    )
    annotation.Rect, annotation.F, annotation.P = Array(box), 132, page
    empty = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
    empty.BBox = Array([0, 0, box[2] - box[0], box[3] - box[1]])
    annotation.AP = Dictionary(N=empty)
    _tag(pdf, page, annotation)


def _tag(pdf: pikepdf.Pdf, page: pikepdf.Object, annotation: pikepdf.Object) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = next(
        at for at in range(0, len(numbers), 2) if int(numbers[at]) == int(annotation.StructParent)
    )
    link = numbers[place + 1]
    marks, references = (
        [kid for kid in link.K.as_list() if isinstance(kid, int) is text] for text in (True, False)
    )
    (reference,) = references
    # no list of one: pyHanko takes that for a suspicious change of the first signature
    form = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, K=reference, P=link, Pg=page)
    )
    link.S = Name.P
    link.K = Array([*marks, form])
    numbers[place + 1] = form


def refusals(content: bytes) -> list[str]:
    """What the judge of PDF/A-2a and PDF/UA-1 says against it, but for one false alarm.

    A signature in an earlier revision cannot cover a later one; the judge wants every signature
    to cover the whole file.
    """
    signatures = content.count(b"/ByteRange")
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in ("2a", "ua1")
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
        if not (signatures > 1 and failure.rule_id == "PDFA2A-SIGNATURE-BYTERANGE-001")
    ]
