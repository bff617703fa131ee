"""HTML to PDF: tagged, archivable, and the same bytes for the same letter."""

from __future__ import annotations

import logging
from functools import cache
from importlib import resources
from typing import Any

from documents.pdf import fonts

PROFILE = "pdf/a-2a"


def version() -> str:
    """What the bytes depend on besides the facts."""
    from importlib.metadata import version as installed

    return f"weasyprint {installed('weasyprint')}, {PROFILE}"


def to_pdf(html: str) -> tuple[bytes, int]:
    """The letter as PDF, and its number of pages."""
    engine = _engine()
    fetcher = engine.fetcher()
    document = engine.weasyprint.HTML(string=html, url_fetcher=fetcher).render(
        font_config=engine.font_config,
        stylesheets=engine.stylesheets,
        pdf_variant=PROFILE,
        pdf_tags=True,
    )
    content: bytes = document.write_pdf(pdf_variant=PROFILE, pdf_tags=True)
    return content, len(document.pages)


class _Engine:
    """WeasyPrint, loaded once, with our fonts and styles."""

    def __init__(self) -> None:
        fonts.use_only_ours()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        # at the level INFO it tells what it lays out: people's names
        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self.weasyprint = weasyprint
        self._fetcher = URLFetcher
        self.font_config = FontConfiguration()
        self.stylesheets = [
            weasyprint.CSS(
                string=_style(), font_config=self.font_config, url_fetcher=self.fetcher()
            )
        ]

    def fetcher(self) -> Any:
        """Fetches nothing: what people type can never make a letter look anything up."""
        return self._fetcher(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)


def _style() -> str:
    return (
        resources.files("documents").joinpath("templates", "styles", "print.css").read_text("utf-8")
    )


@cache
def _engine() -> _Engine:
    return _Engine()
