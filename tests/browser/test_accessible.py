"""Every page, by day and by night, on a phone and on a desk: for who cannot see, or not well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import DESKTOP, Site
from tests.builders import een_zaak
from tests.conftest import PASSWORD

NARROW: ViewportSize = {"width": 320, "height": 640}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


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


def pages_of(page: Page, address: str) -> Iterator[str]:
    """Every page that somebody can reach by links from the start page, each kind once."""
    todo, kinds = ["/"], set[str]()
    while todo:
        path = todo.pop(0)
        yield path
        page.goto(address + path)
        for href in page.eval_on_selector_all(
            "a[href]", "links => links.map(a => a.getAttribute('href'))"
        ):
            kind = "/".join("*" if len(part) > 30 else part for part in href.split("/"))
            if href.startswith("/") and kind not in kinds and not is_file(href):
                kinds.add(kind)
                todo.append(href)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "login", ["hulpofficier", "burgemeester", "ambtenaar", "hulpverlening", "jurist"]
)
def test_no_page_shuts_anybody_out(lived: Site, browser: Browser, login: str, scheme: Any) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="nl-NL", color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{lived.address}/aanmelden")
    page.get_by_label("Gebruikersnaam").fill(login)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()

    found = []
    for path in pages_of(page, lived.address):
        page.set_viewport_size(DESKTOP)
        answer = page.goto(lived.address + path)
        assert answer is not None
        assert answer.status == 200, path
        for each in Axe().run(page, options=RULES).response["violations"]:
            where = [node["target"] for node in each["nodes"]][:3]
            found.append(f"{path}: {each['id']} ({each['help']}) at {where}")
        page.set_viewport_size(NARROW)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            found.append(f"{path}: {width} px wide on a screen of {NARROW['width']}")

    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_everybody_shut_nobody_out(site: Site, browser: Browser, scheme: Any) -> None:
    page = browser.new_context(viewport=NARROW, locale="nl-NL", color_scheme=scheme).new_page()

    for path in ("/aanmelden", "/controle", "/controle?code=x", "/controle?code=7K3M9QXD2F4TB6WZ"):
        page.goto(site.address + path)
        assert Axe().run(page, options=RULES).response["violations"] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path
