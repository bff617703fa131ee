"""Looking at a page as everybody may meet it: by day and night, near and far, with any rule."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import DESKTOP, PHONE

Light = Literal["light", "dark"]
#: 1280 px, enlarged to 400 %.
NARROW: ViewportSize = {"width": 320, "height": 640}
SIZES: tuple[ViewportSize, ViewportSize] = (DESKTOP, PHONE)
LIGHTS: tuple[Light, Light] = ("light", "dark")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
#: What axe does not see: boxes too narrow to type in, and words that are cut off.
_CRAMPED = """() => {
  const found = [];
  const seen = (e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.closest('.unseen, .enter, .skip');
  const look = (selector, what, is) => {
    for (const e of document.querySelectorAll(selector))
      if (seen(e) && is(e)) found.push(`${what}: ${e.tagName} ${e.id} ${e.textContent.trim()}`);
  };
  look('button, .button, .status, .tag, h1, h2, legend, label', 'cut off', (e) =>
    e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline');
  look('input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea', 'too narrow',
    (e) => e.clientWidth < 48);
  look('[type=radio], [type=checkbox], button, summary, select', 'too small to touch', (e) =>
    Math.min(e.offsetWidth, e.offsetHeight) < 24);
  return found;
}"""


def views(language: str) -> list[tuple[ViewportSize, Light]]:
    """In which sizes and lights a page in this language is looked at.

    Each pair of language, light and size comes by, and with `HUISVERBOD_ALL_VIEWS` all three.
    """
    if os.environ.get("HUISVERBOD_ALL_VIEWS"):
        return list(product(SIZES, LIGHTS))
    return list(zip(SIZES, LIGHTS if language == "nl" else reversed(LIGHTS), strict=True))


def troubles(page: Page, language: str) -> list[str]:
    """What shuts anybody out of the page one is on, which is in this language."""
    found: list[str] = []
    for size, light in views(language):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=light)
        found += [f"{size['width']} {light}: {each}" for each in violations(page)]
    page.set_viewport_size(PHONE)
    found += [f"at {PHONE['width']}: {each}" for each in page.evaluate(_CRAMPED)]
    return found + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """Whether one must scroll sideways where a page is enlarged to 400 %."""
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    fits = width <= NARROW["width"]
    return [] if fits else [f"{width} px wide on a screen of {NARROW['width']}"]


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds wrong with the page one is on, as it stands now.

    Args:
        within: a selector of the part that is looked at.
    """
    page.wait_for_load_state()  # with its style, or nothing stands where it will
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    answer = page.evaluate(_ASK_AXE, [within, RULES])
    return [
        f"{each['id']} ({each['help']}) at {[node['target'] for node in each['nodes']][:3]}"
        for each in answer["violations"]
    ]


_ASK_AXE = """([within, rules]) =>
  axe.run(within, {runOnly: rules, resultTypes: ['violations'], preload: false})"""
