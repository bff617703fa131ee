"""The bell, handing on and being away, on a phone and on a desk, for who cannot see well too."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.looking import violations
from tests.builders import een_zaak
from tests.colleagues import colleague, open_task, told, with_loco

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])


def shuts_nobody_out(page: Page) -> None:
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, page.url


@SIZES
def test_from_the_bell_to_a_task_in_other_hands(site: Site, browser: Browser, size: Any) -> None:
    second = colleague(site.tested, "T. Weede", "hulpofficier")
    zaak = een_zaak(site.tested)
    told(site.tested, second)
    page = site.sign_in(browser, "tweede", size)

    page.get_by_role("link", name="Berichten 2 nieuw").click()
    shuts_nobody_out(page)
    page.get_by_role("link", name="Nieuwe taak: De betrokkene horen").click()
    page.get_by_role("button", name="De betrokkene horen oppakken").click()
    expect(page.get_by_text("Bij u, sinds")).to_be_visible()
    shuts_nobody_out(page)
    page.get_by_role("link", name="Overdragen aan een collega").click()
    page.get_by_role("button", name="Overdragen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    shuts_nobody_out(page)
    page.get_by_label("H. Officier").check()
    page.get_by_label("Waarom?").fill("Zij is dichterbij")
    page.get_by_role("button", name="Overdragen").click()

    expect(page.get_by_text("(H. Officier): Zij is dichterbij")).to_be_visible()
    assert open_task(zaak, "zienswijze").behandelaar_naam == "H. Officier"


@SIZES
def test_a_mayor_goes_away_and_the_loco_sees_his_tasks(
    site: Site, browser: Browser, size: Any
) -> None:
    with_loco(site.tested)
    een_zaak(site.tested).getaxeerd()
    page = site.sign_in(browser, "burgemeester", size)
    page.goto(f"{site.address}/afwezigheid")
    shuts_nobody_out(page)
    for name, day in (("van", "2026-03-20"), ("tot", "2026-03-24")):
        page.locator(f"[id='{name}.datum']").fill(day)
        page.locator(f"[id='{name}.tijd']").fill("08:00")
    page.get_by_label("L. Waarnemer").check()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("p.notice[role=status]")).to_have_text(
        "Vastgelegd. De vervanger krijgt bericht."
    )
    shuts_nobody_out(page)

    loco = site.sign_in(browser, "lwaarnemer", size)
    expect(loco.get_by_role("link", name="Besluiten over een huisverbod")).to_be_visible()
    page.get_by_role("button", name="De vervanging van B. Meester intrekken").click()
    loco.reload()

    expect(loco.get_by_role("link", name="Besluiten over een huisverbod")).to_have_count(0)


def test_one_chooses_how_to_be_reached(site: Site, browser: Browser) -> None:
    page = site.sign_in(browser, "ambtenaar", PHONE)
    page.goto(f"{site.address}/berichten/instellen")
    shuts_nobody_out(page)
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    shuts_nobody_out(page)
    page.get_by_label("E-mailadres").fill("o.veiligheid@voorbeeld.nl")
    page.get_by_role("group", name="Er komt een taak bij").get_by_label("Niet").check()
    page.get_by_role("button", name="Bewaren").click()

    expect(page.locator("p.notice[role=status]")).to_have_text("Bewaard.")
    expect(page.get_by_label("E-mailadres")).to_have_value("o.veiligheid@voorbeeld.nl")
    chosen = page.get_by_role("group", name="Er komt een taak bij").get_by_label("Niet")
    expect(chosen).to_be_checked()
