"""The mayor's night: from the address in a notification to a signed order, on a phone."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, ViewportSize, expect

from engine.store.reading.zaak import case
from tests.browser.conftest import PHONE, Site
from tests.browser.looking import NARROW, violations
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD

#: What may come over the line before the first page can be used (bytes, compressed, no fonts).
LIGHT = 50 * 1024


@pytest.fixture
def zaak(site: Site) -> Zaak:
    """A child was there; everybody was heard; the mayor is asked."""
    zaak = een_zaak(site.tested, kindermishandeling=True).doet(
        "hulpofficier",
        "risicotaxatie",
        signalen=[
            {"item": "1.c.1", "bron": "buren"},
            {"item": "2.a.2", "bron": "Maria Jansen"},
            {"item": "2.c.1", "bron": "Maria Jansen"},
            {"item": "2.i.1", "bron": "Noor de Vries"},
            {"item": "2.g.1", "bron": "buren", "betwist": True},
        ],
        oordelen={"1.c": "laag", "2.a": "hoog", "2.c": "hoog", "2.i": "midden"},
        toelichting="Hij gooit met spullen terwijl Noor erbij is.",
    )
    zaak.doet(
        "hulpofficier",
        "zienswijze",
        gehoord=True,
        gehoord_op="2026-03-21T00:05",
        verklaring="Ik heb haar niet geslagen.",
    )
    return zaak.doet(
        "hulpofficier",
        "overleg_veilig_thuis",
        overlegd_op="2026-03-21T00:08",
        contactpersoon="V. Thuis",
        advies="Leg het huisverbod op: Noor is vaker getuige geweest.",
    )


def task(zaak: Zaak, taak: str) -> str:
    """The path that a notification holds."""
    with zaak.tested.house.database.reading() as connection:
        found = case(connection, zaak.id).tasks.values()
    return f"/zaken/{zaak.id}/taken/{next(each.id for each in found if each.taak == taak)}"


def signed_in(
    site: Site, browser: Browser, login: str, path: str, size: ViewportSize = PHONE, **context: Any
) -> Page:
    """Somebody follows an address, if there is one, with a session of his own."""
    secret = site.tested.house.toegang.sign_in(login, PASSWORD)
    assert secret is not None
    own = browser.new_context(viewport=size, locale="nl-NL", **context)
    own.add_cookies([{"name": "huisverbod", "value": secret, "url": site.address}])
    page = own.new_page()
    if path:
        page.goto(site.address + path)
    return page


class Thumb:
    """Counts what a thumb does."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1


def opposes_nobody(page: Page) -> None:
    assert violations(page) == []
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (NARROW, "dark")])
def test_four_taps_to_a_signed_order(
    site: Site, zaak: Zaak, browser: Browser, size: ViewportSize, scheme: Any
) -> None:
    page = signed_in(
        site,
        browser,
        "burgemeester",
        task(zaak, "besluit"),
        size,
        has_touch=True,
        color_scheme=scheme,
    )
    thumb = Thumb()
    for told in ("Jan Pieter de Vries", "Noor de Vries, 12 jaar", "Ik heb haar niet geslagen."):
        expect(page.get_by_text(told).first).to_be_visible()
    expect(page.get_by_text("Noor is vaker getuige geweest")).to_be_visible()
    expect(page.get_by_text("Er staat niets in de weg")).to_be_visible()
    ticked = page.locator(".ticked > li > strong").all_text_contents()
    assert ticked == ["Hoog", "Hoog", "Midden", "Laag", "Niet gewogen"]
    assert page.get_by_role("radio", checked=True).count() == 0
    opposes_nobody(page)

    thumb.tap(page.get_by_label("Ernstig en onmiddellijk gevaar", exact=True))
    thumb.tap(page.get_by_role("button", name="Huisverbod opleggen", exact=True))
    expect(page.get_by_role("heading", name="Het document wordt nog gemaakt")).to_be_visible()
    opposes_nobody(page)
    site.work()
    expect(page.get_by_role("img", name="Pagina 1 van")).to_be_visible(timeout=20_000)
    opposes_nobody(page)
    thumb.tap(page.get_by_label("Uw wachtwoord"))
    page.keyboard.type(PASSWORD)
    thumb.tap(page.get_by_role("button", name="Beschikking ondertekenen", exact=True))

    expect(page.get_by_text("Ter uitreiking").first).to_be_visible()
    expect(page.get_by_text("Nu aan zet: hulpofficier")).to_be_visible()
    assert thumb.taps <= 4
    assert zaak.state.status == "ter_uitreiking"
    opposes_nobody(page)


def test_without_scripts_the_night_goes_on(site: Site, zaak: Zaak, browser: Browser) -> None:
    page = signed_in(
        site, browser, "burgemeester", task(zaak, "besluit"), java_script_enabled=False
    )
    expect(page.get_by_text("nog 1 uur", exact=True).first).to_be_visible()

    page.get_by_label("Ernstig en onmiddellijk gevaar", exact=True).check()
    page.get_by_role("button", name="Huisverbod opleggen", exact=True).click()
    expect(page.get_by_role("heading", name="Het document wordt nog gemaakt")).to_be_visible()
    site.work()
    # the page renews itself
    expect(page.get_by_role("img", name="Pagina 1 van")).to_be_visible(timeout=20_000)
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Beschikking ondertekenen", exact=True).click()

    expect(page.get_by_text("Ter uitreiking").first).to_be_visible()


def test_not_imposing_asks_for_reasons_of_its_own(site: Site, zaak: Zaak, browser: Browser) -> None:
    page = signed_in(site, browser, "burgemeester", task(zaak, "besluit"))
    proposal = page.get_by_label("Motivering").input_value()
    assert "Maria Jansen en Noor de Vries" in proposal

    page.get_by_role("button", name="Geen huisverbod opleggen").click()
    expect(page.get_by_role("alert")).to_contain_text("Hier staat nog het voorstel om op te leggen")
    assert zaak.state.status == "ter_besluit"
    page.get_by_label("Motivering").fill("Hij is vrijwillig vertrokken.")
    page.get_by_role("button", name="Geen huisverbod opleggen").click()

    expect(page.get_by_text("Niet opgelegd").first).to_be_visible()


def test_the_bar_covers_nothing_and_enter_decides_nothing(
    site: Site, zaak: Zaak, browser: Browser
) -> None:
    page = signed_in(site, browser, "burgemeester", task(zaak, "besluit"), NARROW)
    page.get_by_label("Motivering").focus()

    for place in focused(page):
        assert place["under"] is False, place
    page.get_by_label("Ernstig en onmiddellijk gevaar", exact=True).check()
    page.get_by_label("Tijd").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Besluiten over een huisverbod")
    assert zaak.state.status == "ter_besluit"


def focused(page: Page) -> Iterator[dict[str, Any]]:
    """Whatever has the focus, one after the other, and whether the bar lies over it."""
    for _ in range(30):
        page.keyboard.press("Tab")
        yield page.evaluate("""() => {
            const [at, bar] = [document.activeElement, document.querySelector(".deciding")];
            const [a, b] = [at.getBoundingClientRect(), bar.getBoundingClientRect()];
            const visible = Math.min(a.bottom, innerHeight) - Math.max(a.top, 0);
            const over = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            return {what: at.id || at.textContent, under: !bar.contains(at) && over >= visible};
        }""")


@pytest.mark.parametrize("where", ["start", "besluit"])
def test_the_first_page_is_light(site: Site, zaak: Zaak, browser: Browser, where: str) -> None:
    answers: list[Response] = []
    page = signed_in(site, browser, "burgemeester", "")

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)

    page.goto(site.address + ("/" if where == "start" else task(zaak, "besluit")))
    page.wait_for_load_state("networkidle")

    counted = {
        each.url: len(gzip.compress(each.body()))
        for each in answers
        if each.status == HTTPStatus.OK and not each.url.endswith((".woff2", ".svg"))
    }
    assert any(url.endswith(".css") for url in counted), counted
    assert any(url.endswith(".js") for url in counted), counted
    assert sum(counted.values()) <= LIGHT, counted


def stand_still(page: Page, moment: str) -> None:
    """The phone's clock shows a moment and stays there until the test moves it."""
    page.clock.install(time=moment)
    page.clock.pause_at(moment.replace(":00:00", ":00:01"))


def test_a_countdown_says_when_it_gets_pressing(site: Site, zaak: Zaak, browser: Browser) -> None:
    """The server says 00.10; the phone believes it is 1999, and that makes no difference."""
    site.tested.at("2026-03-21T00:10:30")
    page = signed_in(site, browser, "burgemeester", "")
    stand_still(page, "1999-12-31T23:00:00")
    page.goto(site.address + "/")
    block = page.locator(".tasks .countdown").first
    timer, said = block.get_by_role("timer"), page.locator("#klok")
    expect(timer).to_have_text("nog 59 minuten")
    expect(block).to_contain_text("zaterdag 21 maart 2026, 01.10 uur")
    expect(block).to_have_attribute("data-stand", "nu")
    expect(said).to_be_empty()

    page.clock.fast_forward("00:59:00")
    expect(timer).to_have_text("nog minder dan 1 minuut")
    expect(said).to_be_empty()
    page.clock.fast_forward("00:01:00")

    expect(timer).to_have_text("minder dan 1 minuut geleden")
    expect(block).to_have_attribute("data-stand", "voorbij")
    expect(block).to_contain_text("Te laat")
    expect(said).to_contain_text(
        "Besluiten over een huisverbod, HV-2026-0001: Het moment is voorbij"
    )


def test_an_order_that_ends_is_told_at_each_threshold(site: Site, browser: Browser) -> None:
    zaak = een_zaak(site.tested).van_kracht()
    site.tested.at("2026-03-30T01:59:30")
    page = signed_in(site, browser, "ambtenaar", "")
    stand_still(page, "2026-03-30T02:00:00")
    page.goto(f"{site.address}/zaken/{zaak.id}")
    block, said = page.locator(".period .countdown"), page.locator("#klok")
    expect(block).to_have_attribute("data-stand", "ruim")

    for jump, stand, told in (
        ("01:00:00", "dag", "Het huisverbod: nog 23 uur en 30 minuten."),
        ("18:00:00", "uren", "Het huisverbod: nog 5 uur en 30 minuten."),
        ("05:00:00", "nu", "Het huisverbod: nog 30 minuten."),
        ("00:31:00", "voorbij", "Het huisverbod: Het moment is voorbij."),
    ):
        page.clock.fast_forward(jump)
        expect(block).to_have_attribute("data-stand", stand)
        expect(said).to_contain_text(told)
