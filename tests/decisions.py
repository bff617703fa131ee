"""A small decision with empty fields for signatures, as archivable and accessible as a real one."""

from __future__ import annotations

from documents.pdf import check, render
from documents.pdf.xmp import Properties

_LETTER = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Beschikking tijdelijk huisverbod</title>
<meta name="author" content="Gemeente Voorbeeldstad"><meta name="generator" content="Huisverbod">
<meta name="dcterms.created" content="2026-03-21T01:00:00+00:00">
<meta name="dcterms.modified" content="2026-03-21T01:00:00+00:00">
</head><body><main><h1>Beschikking tijdelijk huisverbod</h1>
<p>De burgemeester van Voorbeeldstad legt een huisverbod op.</p>
{fields}</main></body></html>"""
_FIELD = (
    '<p><a class="sig" style="display: block; width: 74mm; height: 26mm"'
    ' href="sig:{name}?{name}%20van%20het%20besluit">Plaats van de {name}</a></p>\n'
)


def decision(*fields: str) -> bytes:
    """A decision with these fields, each empty."""
    links = "".join(_FIELD.format(name=name) for name in fields)
    properties = Properties(
        document="beschikking_huisverbod", facts_sha256="0" * 64, renderer=render.version()
    )
    content, _ = render.to_pdf(_LETTER.format(fields=links), properties=properties)
    return content


def refusals(content: bytes) -> list[str]:
    """What the judge of archivable and accessible files says against it."""
    return [str(fault) for fault in check.faults(content)]
