"""HTML to PDF: tagged, archivable, and the same bytes for the same letter."""

from __future__ import annotations

import io
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Literal

from documents.errors import Incapable
from documents.pdf import assets, finisher, fonts, lines, xmp
from documents.pdf.xmp import Description, Properties

#: Archivable and accessible; a-3a may hold attachments.
Profile = Literal["a-2a", "a-3a"]
_PARTS = {"a-2a": 2, "a-3a": 3}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF.

    Attributes:
        relationship: what it is to the letter; Source is what the letter was made of.
        moment: when it was made, from the facts.
    """

    name: str
    content: bytes
    description: str
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]
    media_type: str
    moment: datetime


def version() -> str:
    """What the bytes depend on besides the facts."""
    from importlib.metadata import version as installed

    return f"weasyprint {installed('weasyprint')}, pikepdf {installed('pikepdf')}"


def assert_able() -> None:
    """See that this machine makes the letters that every machine makes.

    Raises:
        Incapable: a library is missing, or other fonts than ours are seen.
    """
    _engine()
    from weasyprint.text.ffi import harfbuzz_subset

    if not harfbuzz_subset:
        raise Incapable(
            "libharfbuzz-subset is missing: letters would take four times as long and be other "
            "bytes (Debian: apt-get install libharfbuzz-subset0)"
        )
    seen, ours = fonts.visible(), frozenset(fonts.folder().glob("*.ttf"))
    if seen != ours:
        raise Incapable(
            f"letters need our own fonts and no others: {len(seen - ours)} others are seen and "
            f"{len(ours - seen)} of ours are not (is FONTCONFIG_FILE set before WeasyPrint loads?)"
        )


def to_pdf(
    html: str,
    *,
    properties: Properties,
    attachments: Sequence[Attachment] = (),
    pictures: Collection[str] = (),
    profile: Profile = "a-2a",
) -> tuple[bytes, int]:
    """The letter as PDF/A of this profile and PDF/UA-1, and its number of pages.

    Args:
        pictures: the `data:` addresses of its own pictures, all that it may look up.

    Raises:
        ValueError: attachments with a profile that forbids them.
    """
    if attachments and profile != "a-3a":
        raise ValueError("only a-3a may hold attachments")
    engine = _engine()
    options = {"pdf_variant": f"pdf/{profile}", "pdf_tags": True}
    document = engine.lay_out(html, options, pictures)
    # the finisher compresses, once
    rendered: bytes = document.write_pdf(
        uncompressed_pdf=True,
        attachments=[engine.attachment(each) for each in attachments] or None,
        **options,
    )
    packet = xmp.packet(_PARTS[profile], _describe(document.metadata), properties)
    laid_out = [lines.lines_of(page) for page in document.pages]
    return finisher.finish(rendered, laid_out, packet), len(document.pages)


def plain(html: str) -> bytes:
    """The letter as WeasyPrint makes it by itself: what our own work is measured against."""
    options = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}
    content: bytes = _engine().lay_out(html, options).write_pdf(**options)
    return content


def pages_of(html: str, pictures: Collection[str] = ()) -> int:
    """How many pages the letter takes."""
    return len(_engine().lay_out(html, {}, pictures).pages)


def _describe(metadata: Any) -> Description:
    return Description(
        title=metadata.title or "",
        author=", ".join(metadata.authors),
        language=metadata.lang or "",
        tool=metadata.generator or "",
        producer=_producer(),
        created=metadata.created,
        modified=metadata.modified,
    )


def _producer() -> str:
    from weasyprint import VERSION

    return f"WeasyPrint {VERSION}"


class _Engine:
    """WeasyPrint, loaded once, with our fonts and styles."""

    def __init__(self) -> None:
        fonts.use_only_ours()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        # at the level INFO it tells what it lays out: people's names
        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self._html = weasyprint.HTML
        self._attachment = weasyprint.Attachment
        self._font_config = FontConfiguration()
        self._stylesheets = [
            weasyprint.CSS(
                string=style(), font_config=self._font_config, url_fetcher=assets.fetcher()
            )
        ]

    def lay_out(
        self, html: str, options: Mapping[str, object], pictures: Collection[str] = ()
    ) -> Any:
        """The letter on pages, not yet drawn."""
        return self._html(string=html, url_fetcher=assets.fetcher(pictures)).render(
            font_config=self._font_config, stylesheets=self._stylesheets, **options
        )

    def attachment(self, file: Attachment) -> Any:
        """As WeasyPrint takes it; without moments it would take the clock's."""
        return self._attachment(
            file_obj=io.BytesIO(file.content),
            name=file.name,
            description=file.description,
            relationship=file.relationship,
            created=file.moment,
            modified=file.moment,
            url_fetcher=assets.fetcher(),
        )


def style() -> str:
    """The stylesheet of all letters."""
    return (
        resources.files("documents").joinpath("templates", "styles", "print.css").read_text("utf-8")
    )


@cache
def _engine() -> _Engine:
    return _Engine()
