"""English in a real browser: chosen on the page for it, on a phone and on a desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.looking import violations
from tests.builders import een_zaak
from web.aftellen import time_left
from web.taal import COOKIE


def choose_english(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/weergave?verder=/")
    page.get_by_label("English").check()
    page.get_by_role("button", name="Bewaren").click()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_english_shuts_nobody_out(site: Site, browser: Browser, size: Any) -> None:
    zaak = een_zaak(site.tested).van_kracht()
    een_zaak(site.tested).getaxeerd().gehoord()
    site.work()
    page = site.sign_in(browser, "burgemeester", size)
    choose_english(page, site)
    page.get_by_role("heading", name="My tasks").wait_for()
    decide = page.get_by_role("link", name="Decide on an exclusion order").get_attribute("href")

    found = []
    for path in ("/", str(decide), f"/zaken/{zaak.id}", "/kalender", "/cijfers", "/weergave"):
        page.goto(site.address + path)
        assert page.locator("html").get_attribute("lang") == "en"
        found += [f"{path}: {each}" for each in violations(page)]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            found.append(f"{path}: {width} px wide on a screen of {size['width']}")

    assert found == []


def test_the_countdown_goes_on_in_english(site: Site, browser: Browser) -> None:
    zaak = een_zaak(site.tested).van_kracht()
    page = site.sign_in(browser, "burgemeester")
    choose_english(page, site)
    page.goto(f"{site.address}/zaken/{zaak.id}")

    # the script has run: what it writes is what the server would
    page.wait_for_function("document.querySelector('#klok') !== null")
    text = page.locator(".countdown").first.inner_text()

    assert "left" in text
    assert "nog" not in text


def test_the_script_tells_any_length_as_the_server_does(site: Site, browser: Browser) -> None:
    page = site.sign_in(browser, "burgemeester")
    choose_english(page, site)
    minutes = [0, 1, 59, 60, 61, 1439, 1440, 1501, 99 * 1440 + 70, 100 * 1440 + 70, 364 * 1440]
    minutes += [days * 1440 for days in (365, 394, 395, 729, 730, 1818, 1826)]

    said = page.evaluate(
        """async (minutes) => {
            const { duration } = await import("/static/js/aftellen.js");
            const words = JSON.parse(document.getElementById("klok").dataset.woorden);
            const said = (each) => words.nog.replace("{duur}", duration(each * 60_000, words));
            return minutes.map(said);
        }""",
        minutes,
    )

    english = {"Cookie": f"{COOKIE}=en"}
    with site.app.test_request_context(headers=english):  # type: ignore[union-attr]
        now = datetime(2026, 3, 21, tzinfo=UTC)
        told = [time_left(now + timedelta(minutes=each, seconds=1), now) for each in minutes]
    assert said == told
