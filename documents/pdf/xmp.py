"""What a PDF says about itself: which standards it keeps, what made it, of which facts."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

#: Our own properties. Nothing in them is about a person.
NAMESPACE = "urn:huisverbod:papier:1.0:"
_UA = "http://www.aiim.org/pdfua/ns/id/"

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="{ua}"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{tool}</xmp:CreatorTool>{dates}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:hv="{namespace}">
{own}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
{schemas}
</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_SCHEMA = """\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}\
</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{fields}</rdf:Seq></pdfaSchema:property></rdf:li>"""

_FIELD = """\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>\
<pdfaProperty:valueType>{type}</pdfaProperty:valueType><pdfaProperty:category>{category}\
</pdfaProperty:category><pdfaProperty:description>{about}</pdfaProperty:description></rdf:li>"""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a paper says of its own making.

    Attributes:
        document: id of the document in the catalogue.
        facts_sha256: of the canonical JSON of the facts it was made of.
        renderer: what the bytes depend on besides the facts.
    """

    document: str
    facts_sha256: str
    renderer: str


@dataclass(frozen=True, slots=True)
class Description:
    """What any PDF says of itself.

    Attributes:
        created, modified: as ISO 8601; from the facts, never from a clock.
    """

    title: str
    author: str
    language: str
    tool: str
    producer: str
    created: str | None
    modified: str | None


def packet(part: int, about: Description, own: Properties) -> bytes:
    """The XMP packet of a file that is PDF/A of this part, level A, and PDF/UA-1.

    Args:
        part: 2, or 3 with attachments.
    """
    dates = "".join(
        f"<xmp:{name}>{escape(value)}</xmp:{name}>"
        for name, value in (("CreateDate", about.created), ("ModifyDate", about.modified))
        if value
    )
    fields = {
        "document": (own.document, "Kind of document"),
        "feitenSha256": (own.facts_sha256, "SHA-256 of the canonical JSON of the facts"),
        "renderer": (own.renderer, "What the bytes depend on besides the facts"),
    }
    return _PACKET.format(
        part=part,
        ua=_UA,
        title=escape(about.title),
        author=escape(about.author),
        language=escape(about.language),
        tool=escape(about.tool),
        dates=dates,
        producer=escape(about.producer),
        namespace=NAMESPACE,
        own="".join(
            f"<hv:{name}>{escape(value)}</hv:{name}>" for name, (value, _) in fields.items()
        ),
        schemas="\n".join(
            (
                _schema(
                    "PDF/UA identification schema",
                    _UA,
                    "pdfuaid",
                    _field("part", "Integer", "internal", "Part of ISO 14289"),
                ),
                _schema(
                    "Huisverbod",
                    NAMESPACE,
                    "hv",
                    "".join(
                        _field(name, "Text", "external", text) for name, (_, text) in fields.items()
                    ),
                ),
            )
        ),
    ).encode()


def _schema(title: str, uri: str, prefix: str, fields: str) -> str:
    return _SCHEMA.format(title=title, uri=uri, prefix=prefix, fields=fields)


def _field(name: str, kind: str, category: str, about: str) -> str:
    return _FIELD.format(name=name, type=kind, category=category, about=about)
