"""Somebody looks for a case: with a keyboard, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.looking import violations
from tests.builders import een_zaak

#: Where pictures are left for somebody to look at.
PICTURES = Path("test-results/zoeken")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_case_is_found_by_a_name_with_a_slip(
    site: Site, browser: Browser, size: Any, scheme: Any
) -> None:
    for _ in range(22):
        een_zaak(site.tested)
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = f"{size['width']}-{scheme}"
    page = site.sign_in(browser, "ambtenaar", size)
    page.emulate_media(color_scheme=scheme)

    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Zoeken").click()
    page.screenshot(path=PICTURES / f"{name}-vraag.png", full_page=True)
    assert violations(page) == []
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("alert").wait_for()
    page.screenshot(path=PICTURES / f"{name}-fout.png", full_page=True)
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").click()
    page.keyboard.type("Maria Janssn")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Gevonden").wait_for()
    page.screenshot(path=PICTURES / f"{name}-gevonden.png", full_page=True)

    assert violations(page) == []
    assert page.get_by_text("huisgenoot: Maria Jansen").count() == 20
    assert page.url == f"{site.address}/zoeken"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("button", name="Volgende pagina").click()
    page.get_by_text("Pagina 2 van 2").wait_for()
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("heading", name="Zaak HV-2026-").wait_for()
    page.context.close()
