"""The visible part of a signature, as a small page of its own."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from documents import dutch, text
from documents.pdf import fonts

_DRAWING = threading.Lock()
# White, so that it hides what the page says as long as nobody has signed.
_STYLE = """
@page { size: %.3fpt %.3fpt; margin: 0; background: white }
html { font: 7.5pt/1.3 "Noto Sans", "Noto Naskh Arabic", "Noto Sans Ethiopic", sans-serif }
body { margin: 0; box-sizing: border-box; height: %.3fpt; padding: 4pt 6pt; color: #1a1a1a;
  border: .6pt solid #4a545c; border-left: 2.5pt solid #154273 }
p { margin: 0; overflow-wrap: break-word }
.naam { font-size: 120%% ; font-weight: 700 }
.test { border-color: #b00020 }
.mark { color: #b00020; font-weight: 700 }
.klein { font-size: 5.5pt; line-height: 1.2 }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampFacts:
    """What is seen of a signature.

    Attributes:
        rol: as it is written, as burgemeester van Voorbeeldstad.
        moment: aware.
        test: whether it was made with a key that binds nobody.
        width: of the place for it, in points.
        height: the same.
    """

    naam: str
    rol: str
    moment: datetime
    test: bool
    width: float
    height: float


def draw(facts: StampFacts) -> bytes:
    """A PDF of one page, as large as the place for it, its fonts in it."""
    html = _template().render(s=facts, klein=_is_tight(facts))
    engine = _engine()
    with _DRAWING:  # Pango's fonts are not for two threads at once
        document = engine.weasyprint.HTML(string=html, url_fetcher=engine.fetcher()).render(
            font_config=engine.font_config, stylesheets=[engine.style(facts.width, facts.height)]
        )
        content: bytes = document.write_pdf()
    return content


def _is_tight(facts: StampFacts) -> bool:
    """Whether the text needs the small size: measured on 74 by 26 mm, where 70 characters fit."""
    room = facts.width * facts.height / (210 * 74)
    return len(facts.naam) + len(facts.rol) > 70 * room


class _Engine:
    """WeasyPrint with our fonts and the few styles of a stamp."""

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
        self._styles: dict[tuple[float, float], Any] = {}

    def style(self, width: float, height: float) -> Any:
        """The styles for a page of this size; letters have few sizes."""
        if (width, height) not in self._styles:
            self._styles[width, height] = self.weasyprint.CSS(
                string=_STYLE % (width, height, height),
                font_config=self.font_config,
                url_fetcher=self.fetcher(),
            )
        return self._styles[width, height]

    def fetcher(self) -> Any:
        """Fetches nothing."""
        return self._fetcher(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)


@cache
def _engine() -> _Engine:
    return _Engine()


@cache
def _template() -> Any:
    templates = Environment(
        loader=PackageLoader("documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _drawable(value) if type(value) is str else value,
    )
    templates.filters["moment"] = dutch.moment_text
    return templates.get_template("parts/stempel.html")


def _drawable(value: str) -> str:
    """What our fonts cannot draw leaves a question mark: a file with a hole in it is no archive."""
    clean = text.clean(value)
    missing = set(text.undrawable(clean, fonts.coverage()))
    return "".join("?" if each in missing else each for each in clean)
