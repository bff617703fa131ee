"""An officer's night on a tablet and a phone, on a line that drops, with and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from sqlalchemy import select

from engine.store.audit import BEHEER
from engine.store.kluis import opened
from engine.store.schema.concepten import ConceptRow
from tests.browser.conftest import PHONE, Site
from tests.browser.looking import violations
from tests.builders import een_zaak
from tests.conftest import PASSWORD
from tests.integration.web.test_adres import KEY, Register, listening
from web.adresboek import Adresboek

TABLET: ViewportSize = {"width": 810, "height": 1080}
NIGHT, DAY = "dark", "light"


@pytest.fixture
def addressed(site: Site) -> Iterator[Site]:
    """A site that looks addresses up."""
    with listening(Register()) as url:
        book = Adresboek(url, KEY)
        house = replace(site.tested.house, adresboek=book)
        assert site.app is not None
        site.app.extensions["huisverbod"] = house
        yield site
        book.close()


def signed_in(
    site: Site, browser: Browser, size: Any, *, scheme: Any = DAY, scripts: bool = True
) -> Page:
    context = browser.new_context(
        viewport=size, locale="nl-NL", color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(f"{site.address}/aanmelden")
    page.get_by_label("Gebruikersnaam").fill("hulpofficier")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("heading", name="Mijn taken").wait_for()
    return page


def is_fine(page: Page) -> None:
    """Everybody can use it, and nothing sticks out of the screen."""
    assert violations(page) == []
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for choice in page.locator("main .choice:visible").all()[:30]:
        box, control = choice.bounding_box(), choice.locator("input").bounding_box()
        assert box is not None
        assert control is not None
        assert box["height"] >= 44
        assert (control["width"], control["height"]) == (24, 24)


def person(page: Page, start: str, first: str, last: str, born: tuple[str, str, str]) -> None:
    for name, value in (("voornamen", first), ("achternaam", last)):
        page.locator(f"[id='{start}{name}']").fill(value)
    for part, value in zip(("dag", "maand", "jaar"), born, strict=True):
        page.locator(f"[id='{start}geboortedatum.{part}']").fill(value)


def choose(page: Page, question: str, choice: str) -> None:
    page.get_by_role("group", name=question).get_by_label(choice, exact=True).check()


def what_happened(page: Page) -> None:
    group = page.get_by_role("group", name="Tijdstip van het incident")
    group.get_by_label("Datum").fill("2026-03-20")
    group.get_by_label("Tijd").fill("23:10")
    page.get_by_label("Aanleiding").fill("Buren bellen over geschreeuw en brekend glas.")
    choose(page, "Kindermishandeling is een grond", "Nee")
    choose(page, "Vermoeden van eergerelateerd geweld", "Nee")
    choose(page, "Woont in de woning of verblijft er meer dan incidenteel", "Ja")


def kept(site: Site) -> str:
    with site.tested.house.database.reading() as connection:
        rows = connection.execute(select(ConceptRow.zaak_id, ConceptRow.inhoud)).all()
        drafts = [
            opened(connection, row.zaak_id or BEHEER, "concepten", row._mapping) for row in rows
        ]
    return b"".join(each["inhoud"] for each in drafts).decode()


@pytest.mark.parametrize(("size", "scheme"), [(TABLET, NIGHT), (PHONE, DAY)])
def test_report_from_the_first_word_to_the_case(
    addressed: Site, browser: Browser, size: Any, scheme: Any
) -> None:
    page = signed_in(addressed, browser, size, scheme=scheme)
    page.get_by_role("link", name="Melding vastleggen").click()
    is_fine(page)
    page.get_by_label("Postcode").first.fill("1234 ab")
    page.get_by_label("Huisnummer").first.fill("12")
    page.get_by_role("button", name="Zoek adres").click()
    expect(page.get_by_text("Gevonden: Voorbeeldstraat in Voorbeeldstad.")).to_be_visible()
    expect(page.get_by_label("Straat").first).to_have_value("Voorbeeldstraat")
    what_happened(page)
    expect(page.get_by_text("vrijdag 20 maart 2026, 23.10 uur")).to_be_visible()
    person(page, "betrokkene.", "Jan Pieter", "Vries", ("2", "april", "1987"))
    person(page, "huisgenoten.0.", "Maria", "Jansen", ("12", "9", "1989"))
    page.locator("[id='huisgenoten.0.relatie']").get_by_label("Partner", exact=True).check()
    choose_contact(page, 0)
    page.get_by_role("button", name="Nog een huisgenoot").click()
    expect(page.locator("[id='huisgenoten.1.voornamen']")).to_be_focused()
    person(page, "huisgenoten.1.", "Noor", "Vries", ("30", "1", "2014"))
    expect(page.get_by_text("12 jaar, minderjarig")).to_be_visible()
    is_fine(page)

    # a forgotten answer is told above the form, with a way to it
    page.get_by_role("button", name="Verder: controleer uw antwoorden").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(page).to_have_title(re.compile("^2 fouten: "))
    is_fine(page)
    alert.get_by_role("link", name="Huisgenoot 2: Relatie tot de betrokkene").click()
    page.locator("[id='huisgenoten.1.relatie']").get_by_label("Kind", exact=True).check()
    choose_contact(page, 1)
    page.get_by_role("button", name="Verder: controleer uw antwoorden").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw antwoorden")
    is_fine(page)
    page.get_by_role("link", name="Wijzig aanleiding").click()
    page.get_by_label("Aanleiding").fill("Buren bellen over geschreeuw.")
    page.get_by_role("button", name="Verder: controleer uw antwoorden").click()
    expect(page.get_by_text("Buren bellen over geschreeuw.")).to_be_visible()
    page.get_by_role("button", name="Melding versturen").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak HV-2026-0001")
    assert kept(addressed) == ""


def choose_contact(page: Page, row: int) -> None:
    group = page.locator(f"[id='huisgenoten.{row}.contactverbod']")
    group.get_by_label("Ja", exact=True).check()


def test_report_without_a_script_in_two_goes(site: Site, browser: Browser) -> None:
    page = signed_in(site, browser, TABLET, scripts=False)
    page.get_by_role("link", name="Melding vastleggen").click()
    page.get_by_label("Postcode").first.fill("1234 ab")
    page.get_by_label("Huisnummer").first.fill("12")
    page.get_by_label("Straat").first.fill("Voorbeeldstraat")
    page.get_by_label("Plaats").first.fill("Voorbeeldstad")
    what_happened(page)
    person(page, "betrokkene.", "Jan Pieter", "Vries", ("2", "april", "1987"))
    person(page, "huisgenoten.0.", "Maria", "Jansen", ("12", "9", "1989"))
    page.get_by_role("button", name="Nog een huisgenoot").click()
    person(page, "huisgenoten.1.", "Noor", "Vries", ("30", "1", "2014"))
    page.get_by_role("button", name="Nog een huisgenoot").click()
    page.get_by_role("button", name="Huisgenoot 3 weghalen").click()
    page.get_by_role("button", name="Bewaar en ga later verder").click()

    page.get_by_role("link", name="Melding: Jan Pieter Vries, Voorbeeldstraat 12").click()
    expect(page.get_by_text("Alleen u ziet het")).to_be_visible()
    expect(page.get_by_text("12 jaar, minderjarig")).to_be_visible()
    for row, relation in ((0, "Partner"), (1, "Kind")):
        page.locator(f"[id='huisgenoten.{row}.relatie']").get_by_label(relation, exact=True).check()
        choose_contact(page, row)
    page.get_by_role("button", name="Verder: controleer uw antwoorden").click()
    page.get_by_role("button", name="Melding versturen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak HV-2026-0001")


def test_what_is_typed_stays_when_the_line_drops(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, TABLET)
    page.get_by_role("link", name="De betrokkene horen").click()
    said = page.get_by_label("Wat de betrokkene zegt")
    status = page.get_by_role("status").and_(page.locator("#concept"))
    said.fill("Eerste zin.")
    expect(status).to_have_text("Concept bewaard om 00.10 uur", timeout=30_000)

    page.context.set_offline(True)
    said.fill("Eerste zin. Tweede zin.")
    expect(status).to_contain_text("Geen verbinding: nog niet bewaard", timeout=30_000)
    page.get_by_role("button", name="De betrokkene horen", exact=True).click()
    expect(said).to_have_value("Eerste zin. Tweede zin.")
    assert "Tweede zin" not in kept(site)
    page.context.set_offline(False)

    expect(status).to_have_text("Concept bewaard om 00.10 uur", timeout=30_000)
    assert "Eerste zin. Tweede zin." in kept(site)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_what_is_typed_before_the_script_has_come_is_kept_too(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, TABLET)
    late: list[Route] = []
    page.route("**/js/concept.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks it
    page.get_by_role("link", name="De betrokkene horen").click(no_wait_after=True)
    page.get_by_label("Wat de betrokkene zegt").fill("Getypt op een trage lijn.")
    while not late:
        page.wait_for_timeout(20)
    late.pop().continue_()

    expect(page.locator("#concept")).to_have_text("Concept bewaard om 00.10 uur")
    assert "Getypt op een trage lijn." in kept(site)


def test_who_only_looks_leaves_no_draft(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, TABLET)
    for task in ("De betrokkene horen", "Risico taxeren"):
        page.goto(site.address)
        page.get_by_role("link", name=task).click()
        page.wait_for_load_state()
        expect(page.locator("#concept")).to_have_text("")
    page.goto(f"{site.address}/melden")
    page.wait_for_load_state()
    expect(page.locator("#concept")).to_have_text("")


def test_who_is_signed_out_signs_in_elsewhere_and_types_on(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, TABLET)
    page.get_by_role("link", name="De betrokkene horen").click()
    site.tested.at("2026-03-21T01:00")
    page.get_by_label("Wat de betrokkene zegt").fill("Nog niet bewaard.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Meld u aan in een nieuw tabblad").click(timeout=30_000)
    other = opened.value
    other.get_by_label("Gebruikersnaam").fill("hulpofficier")
    other.get_by_label("Wachtwoord").fill(PASSWORD)
    other.get_by_role("button", name="Aanmelden").click()
    other.get_by_role("heading", name="Mijn taken").wait_for()

    page.get_by_label("Wat de betrokkene zegt").press_sequentially(" Nu wel.")

    expect(page.locator("#concept")).to_have_text("Concept bewaard om 01.00 uur", timeout=30_000)
    assert "Nog niet bewaard. Nu wel." in kept(site)


def test_two_devices_one_choice(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    tablet, phone = signed_in(site, browser, TABLET), signed_in(site, browser, PHONE)
    for page in (tablet, phone):
        page.get_by_role("link", name="De betrokkene horen").click()
    tablet.get_by_label("Wat de betrokkene zegt").fill("Op de tablet.")
    expect(tablet.locator("#concept")).to_contain_text("Concept bewaard", timeout=30_000)

    phone.get_by_label("Wat de betrokkene zegt").fill("Op de telefoon.")
    expect(phone.locator("#concept")).to_contain_text("ander apparaat", timeout=30_000)
    is_fine(phone)
    assert "Op de tablet." in kept(site)
    phone.get_by_role("button", name="Bewaar wat hier staat").click()

    expect(phone.locator("#concept")).to_contain_text("Concept bewaard", timeout=30_000)
    assert "Op de telefoon." in kept(site)


def test_a_warning_before_signing_out_and_one_button_to_stay(site: Site, browser: Browser) -> None:
    page = signed_in(site, browser, TABLET)
    warning = page.get_by_role("region", name="U wordt zo afgemeld")
    expect(warning).to_be_hidden()
    page.wait_for_load_state()  # or the script that listens may not be there yet
    # the server's own clock says how long is left
    site.tested.clock.move_to(site.tested.clock.now())
    site.tested.at("2026-03-21T00:39")
    page.evaluate("document.dispatchEvent(new CustomEvent('sessie', {detail: {seconden: 60}}))")

    expect(warning).to_be_visible()
    is_fine(page)
    warning.get_by_role("button", name="Aangemeld blijven").click()
    expect(warning).to_be_hidden()
    page.evaluate("document.dispatchEvent(new CustomEvent('sessie', {detail: {seconden: 0}}))")
    expect(page.get_by_role("link", name="Opnieuw aanmelden")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [(TABLET, DAY), (PHONE, NIGHT)])
def test_annex_is_searched_counted_and_sent(
    site: Site, browser: Browser, size: Any, scheme: Any
) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, size, scheme=scheme)
    page.get_by_role("link", name="Risico taxeren").click()
    is_fine(page)
    page.get_by_label("Zoek in de lijst").fill("wapen")
    expect(page.get_by_text(re.compile(r"^\d+ punten gevonden$"))).to_be_visible()
    shown = page.locator("[data-punt]:visible")
    assert 0 < shown.count() < 79
    for item in shown.all():
        expect(item).to_contain_text("wapen", ignore_case=True)
    page.get_by_label("Zoek in de lijst").fill("")
    page.locator("input[name='signalen'][value='2.a.2']").check()
    page.locator("input[name='signalen'][value='2.c.1']").check()
    expect(page.locator("[data-deel]").nth(1).locator("summary")).to_contain_text("2 aangekruist")
    page.locator("[id='signalen.2.a.2.bron']").fill("verklaring partner")
    page.get_by_label("Toelichting").fill("Hij bedreigt zijn partner.")
    is_fine(page)
    page.get_by_role("button", name="Risico taxeren", exact=True).click()
    page.get_by_role("alert").get_by_role("link", name="Bron bij 2.c.1").click()
    expect(page.locator("[id='signalen.2.c.1.bron']")).to_be_focused()
    is_fine(page)
    page.locator("[id='signalen.2.c.1.bron']").fill("wijkagent")
    page.get_by_role("button", name="Risico taxeren", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak")


def test_now_and_yesterday_are_the_servers(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, PHONE)
    page.get_by_role("link", name="De betrokkene horen").click()
    group = page.get_by_role("group", name="Gehoord op")
    group.get_by_role("button", name="Nu").click()
    expect(group.get_by_label("Datum")).to_have_value("2026-03-21")
    expect(group.get_by_label("Tijd")).to_have_value(re.compile("00:1[0-9]"))
    group.get_by_role("button", name="Gisteren").click()

    expect(group.get_by_label("Datum")).to_have_value("2026-03-20")
    expect(group.get_by_text(re.compile(r"^vrijdag 20 maart 2026, 00.1\d uur$"))).to_be_visible()
