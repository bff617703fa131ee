"""Letters that show what a real one may hold."""

from __future__ import annotations

import io

from pikepdf import Pdf

from documents.pdf import render, source
from documents.pdf.xmp import Properties

MADE = Properties("proefbrief", "0" * 64, "proef")

FULL = """\
<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Proefbrief & bijlage</title>
<meta name="author" content="Gemeente Voorbeeldstad"><meta name="generator" content="Huisverbod">
<meta name="dcterms.created" content="2026-03-21T01:30:00+00:00">
<meta name="dcterms.modified" content="2026-03-21T01:30:00+00:00"></head>
<body><div class="kop">Gemeente Voorbeeldstad</div><div class="vervolg">Vervolg</div>
<div class="voet">Raadhuisplein 1</div>
<main>
<h1>Proefbrief</h1>
<p>Zie <a href="https://example.org/uitleg">de uitleg</a> (bijlage); een efficiënte aanpak.</p>
<ul><li><p>met een alinea</p><p>en nog een</p></li><li>zonder<ul><li>daarbinnen</li></ul></li></ul>
<ol class="letters"><li>het eerste</li><li>het tweede</li></ol>
<table><caption>Feiten</caption><thead><tr><th>Wat</th><th>Bron</th></tr></thead>
<tbody><tr><th scope="row">Melding</th><td>politie</td></tr></tbody></table>
<p>In andere talen: <span lang="uk">Привіт, світ</span> en <span lang="ti">ሰላም ዓለም</span>.</p>
<p lang="ar" dir="rtl">لقد تلقيت أمرًا (بالإبعاد) في يوم 12 مارس
<span lang="nl" dir="ltr">HV-2026-0001 (kenmerk)</span>.</p>
<section><a class="sig" href="sig:handtekening?Handtekening%20van%20de%20burgemeester">\
Nog niet ondertekend</a></section>
</main></body></html>
"""


def letter(body: str) -> str:
    """A letter with this in it."""
    return (
        '<!doctype html><html lang="nl"><head><title>Proef</title></head>'
        f"<body><main><h1>Proef</h1>{body}</main></body></html>"
    )


def made(html: str = FULL) -> bytes:
    """The letter as PDF."""
    content, _ = render.to_pdf(html, properties=MADE)
    return content


def text(html: str = FULL) -> str:
    """The text that the PDF of the letter must hold."""
    return source.text_of_html(html, render.style())


def opened(content: bytes) -> Pdf:
    """The file, to look into."""
    return Pdf.open(io.BytesIO(content))


def written(pdf: Pdf) -> bytes:
    """The file after something was done to it."""
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
