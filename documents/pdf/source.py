"""The text of a letter before it was laid out, to compare with the text of the PDF."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr"}
#: What is in these is no text of the letter.
_MUTE = {"head", "script", "style", "svg", "template"}
_RUNNING = re.compile(r"\.([\w-]+)\s*\{[^}]*\bposition:\s*running\(")


def text_of_html(html: str, style: str) -> str:
    """All that a reader should hear, in its order.

    Args:
        style: the stylesheet: it tells which classes run along in the margins of the pages.
    """
    parser = _Text(frozenset(_RUNNING.findall(style) + _RUNNING.findall(html)))
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Text(HTMLParser):
    def __init__(self, running: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._running = running
        self._muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(" ")
        if tag in _VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        if self._muted or tag in _MUTE or self._running.intersection(classes):
            self._muted += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Within a picture only: HTML itself closes no element in its own tag."""

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(" ")
        if self._muted and tag not in _VOID:
            self._muted -= 1

    def handle_data(self, data: str) -> None:
        if not self._muted:
            self.parts.append(data)
