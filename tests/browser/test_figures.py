"""Calendar, diary and figures on a phone and on a desk, in light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.looking import violations
from tests.builders import een_zaak
from tests.conftest import PASSWORD
from tests.integration.web.test_cijfers import happened

OWN = {"uitkomst": "opgelegd", "bevoegdheid": "eigen"}


@pytest.fixture
def lived(site: Site) -> Site:
    """A site with an order in force, and a half-year of others that are gone."""
    een_zaak(site.tested).van_kracht()
    happened(site.tested, 30, **OWN, kinderen="ja", verlengd="ja")
    happened(site.tested, 12, "2025-2", **OWN, taal="tr")
    happened(site.tested, 8, uitkomst="niet_opgelegd")
    happened(site.tested, 12, uitkomst="opgelegd", bevoegdheid="mandaat")
    happened(site.tested, 2, uitkomst="opgelegd", bevoegdheid="telefonisch")
    return site


def visit(site: Site, browser: Browser, scheme: Any, size: Any) -> Page:
    page = browser.new_context(viewport=size, locale="nl-NL", color_scheme=scheme).new_page()
    page.goto(f"{site.address}/aanmelden")
    page.get_by_label("Gebruikersnaam").fill("ambtenaar")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("heading", name="Mijn taken").wait_for()
    return page


def shuts_out(page: Page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return violations(page) + ["too wide"] * (width > 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_pages_shut_nobody_out(lived: Site, browser: Browser, scheme: Any, size: Any) -> None:
    page = visit(lived, browser, scheme, size)
    for path in ("/kalender", "/cijfers", "/cijfers?half=2026-1", "/mijn-agenda"):
        page.goto(lived.address + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert shuts_out(page) == [], path
    page.get_by_role("button", name="Geheim adres maken").click()
    expect(page.get_by_role("heading", name="Uw geheime adres")).to_be_visible()
    assert shuts_out(page) == []


def test_days_on_a_phone_and_weeks_on_a_desk(lived: Site, browser: Browser) -> None:
    page = visit(lived, browser, "light", PHONE)
    page.get_by_role("link", name="Kalender").click()

    expect(page.get_by_role("heading", name="Zaterdag 21 maart 2026 vandaag")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    page.set_viewport_size(DESKTOP)
    expect(page.get_by_role("columnheader", name="Maandag")).to_be_visible()
    expect(page.get_by_role("heading", name="Zaterdag 21 maart 2026 vandaag")).to_be_hidden()
    link = page.get_by_role("cell").get_by_role("link", name="Einde huisverbod HV-2026-0001").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="HV-2026-0001")).to_be_visible()


def test_a_chart_has_a_name_and_its_table_says_the_same(lived: Site, browser: Browser) -> None:
    page = visit(lived, browser, "light", DESKTOP)
    page.get_by_role("link", name="Cijfers").click()

    expect(page.get_by_role("img", name="Wat er van de meldingen werd")).to_be_visible()
    page.locator("summary", has_text="Tabel: Verloop").click()
    row = page.get_by_role("row", name="Verlengd")
    expect(row.get_by_role("cell").last).to_have_text("30 (67%)")
    page.get_by_role("link", name="2026, 1e helft").click()
    expect(page.get_by_text("Per maand, 2026, 1e helft.")).to_be_visible()
