"""What each role comes by on its way through the pages, by day or by night, near and far.

In which light and language each page there is can be met, `test_everybody` looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, Site
from tests.browser.looking import NARROW, Light, too_wide, violations
from tests.builders import een_zaak


@pytest.fixture
def lived(site: Site) -> Site:
    """A site with a case in force and one that waits for a signature."""
    een_zaak(site.tested).van_kracht()
    een_zaak(site.tested).getaxeerd().gehoord().besloten()
    een_zaak(site.tested).getaxeerd()
    site.work()
    return site


def is_file(href: str) -> bool:
    """A paper or a download: no page."""
    return "/papieren/" in href or href.partition("?")[0].endswith((".zip", ".csv", ".ods"))


def opened(page: Page, address: str) -> Iterator[str]:
    """Every page that somebody can reach by links from the start page, each kind once; open."""
    todo, kinds = ["/"], set[str]()
    while todo:
        path = todo.pop(0)
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        for href in page.eval_on_selector_all(
            "a[href]", "links => links.map(a => a.getAttribute('href'))"
        ):
            kind = "/".join("*" if len(part) > 30 else part for part in href.split("/"))
            if href.startswith("/") and kind not in kinds and not is_file(href):
                kinds.add(kind)
                todo.append(href)
        yield path


@pytest.mark.parametrize(
    ("login", "light"),
    [
        ("hulpofficier", "dark"),
        ("burgemeester", "dark"),
        ("ambtenaar", "light"),
        ("hulpverlening", "light"),
        ("jurist", "light"),
    ],
)
def test_no_page_shuts_anybody_out(lived: Site, browser: Browser, login: str, light: Light) -> None:
    page = lived.sign_in(browser, login)
    page.emulate_media(color_scheme=light)

    found = []
    for path in opened(page, lived.address):
        found += [f"{path}: {each}" for each in violations(page)]
        found += [f"{path}: {each}" for each in too_wide(page)]
        page.set_viewport_size(DESKTOP)

    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_everybody_shut_nobody_out(site: Site, browser: Browser, scheme: Any) -> None:
    page = browser.new_context(viewport=NARROW, locale="nl-NL", color_scheme=scheme).new_page()

    for path in ("/aanmelden", "/controle", "/controle?code=x", "/controle?code=7K3M9QXD2F4TB6WZ"):
        page.goto(site.address + path)
        assert violations(page) + too_wide(page) == [], path
