"""A case at a desk: what a lawyer and an officer see of it, and its process to move about in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect

from tests.browser.conftest import DESKTOP, Site
from tests.browser.looking import NARROW
from tests.browser.test_mayor import opposes_nobody, signed_in
from tests.builders import Zaak, een_zaak


@pytest.fixture
def zaak(site: Site) -> Zaak:
    zaak = een_zaak(site.tested).van_kracht()
    zaak.op("2026-03-22T10:00").meldt(
        "politie",
        "overtreding",
        gepleegd_op="2026-03-22T09:00",
        omschrijving="Hij stond voor de deur.",
        aangehouden=False,
    )
    return zaak.hulp_aangeboden()


@pytest.mark.parametrize(("login", "scheme"), [("jurist", "light"), ("ambtenaar", "dark")])
def test_a_case_is_read_from_the_top(
    site: Site, zaak: Zaak, browser: Browser, login: str, scheme: Any
) -> None:
    page = signed_in(site, browser, login, f"/zaken/{zaak.id}", DESKTOP, color_scheme=scheme)
    expect(page.get_by_text("Van kracht").first).to_be_visible()
    expect(page.locator(".period").get_by_role("timer")).to_contain_text("nog 8 dagen")

    row = page.get_by_role("row", name="Noor de Vries")
    expect(row).to_contain_text("12 jaar")
    expect(row).to_contain_text("Verboden tot dinsdag 31 maart 2026, 02.30 uur")
    within = page.get_by_role("navigation", name="Op deze pagina")
    for link in within.get_by_role("link").all():
        target = page.locator(link.get_attribute("href") or "")
        expect(target).to_have_text(link.text_content() or "")
    within.get_by_role("link", name="Sinds de oplegging").click()
    expect(page.get_by_text("Hij stond voor de deur.")).to_be_in_viewport()
    opposes_nobody(page)
    page.set_viewport_size(NARROW)
    opposes_nobody(page)


def test_what_stands_in_the_way_is_told_before_the_task(site: Site, browser: Browser) -> None:
    zaak = een_zaak(site.tested, kindermishandeling=True).getaxeerd()
    page = signed_in(site, browser, "ambtenaar", f"/zaken/{zaak.id}", DESKTOP)

    notice = page.get_by_role("region", name="Wat nog in de weg staat: besluiten")
    expect(notice).to_contain_text("Veilig Thuis")
    expect(notice).to_contain_text("niet gehoord")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_process_can_be_moved_about_in(
    site: Site, zaak: Zaak, browser: Browser, scheme: Any
) -> None:
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        said.append(message.text)

    page = signed_in(
        site, browser, "jurist", f"/zaken/{zaak.id}/proces", DESKTOP, color_scheme=scheme
    )
    page.on("console", listen)
    page.get_by_role("link", name="Vergroten en verschuiven (Uitvoering)").click()
    drawing = page.locator("#kijker")
    served = drawing.locator("[data-element-id=uitreiking]").first
    expect(served).to_be_visible(timeout=20_000)
    expect(page.locator("#plaatje")).to_be_hidden()
    # the mark of its makers stays in sight, with nothing over it
    mark = drawing.locator(".bjs-powered-by")
    expect(mark).to_be_visible()
    mark.scroll_into_view_if_needed()
    assert mark.evaluate(
        "e => { const b = e.getBoundingClientRect();"
        " return e.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)) }"
    )
    opposes_nobody(page)

    before = served.bounding_box()
    page.get_by_role("button", name="Inzoomen").click()
    after = served.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]
    page.get_by_role("button", name="Alles").click()
    served.click()
    chosen = drawing.get_by_role("status")
    expect(chosen).to_contain_text("H. Officier, zaterdag 21 maart 2026, 02.35 uur")
    chosen.get_by_role("link", name="Beschikking uitreiken").click()
    assert page.evaluate("location.hash") == "#stap-uitreiking"
    assert [each for each in said if "Content Security Policy" in each or "Trusted" in each] == []


def test_without_scripts_the_picture_stands(site: Site, zaak: Zaak, browser: Browser) -> None:
    page = signed_in(
        site,
        browser,
        "jurist",
        f"/zaken/{zaak.id}/proces/uitvoering",
        DESKTOP,
        java_script_enabled=False,
    )

    expect(page.locator("#plaatje svg")).to_be_visible()
    expect(page.locator("#kijker")).to_be_hidden()
    expect(page.locator("#stap-uitreiking")).to_contain_text("H. Officier")
