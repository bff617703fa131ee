"""One order from the report to its closing, as five people in their browsers."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Site
from tests.conftest import PASSWORD


def test_zaak_van_melding_tot_afsluiting(site: Site, browser: Browser) -> None:
    officer = site.sign_in(browser, "hulpofficier")
    _reports(officer)
    _assesses(officer, site)
    _hears(officer, site)

    mayor = site.sign_in(browser, "burgemeester", PHONE)
    _decides_and_signs(mayor, site)

    # an hour and a half later his session has ended: he signs in again
    site.at("2026-03-21T02:35")
    officer = site.sign_in(browser, "hulpofficier")
    _serves(officer, site)

    site.at("2026-03-21T03:30")
    civil = site.sign_in(browser, "ambtenaar")
    _informs(civil)

    _sees_the_extension_open(site, browser)
    _closes(site, browser)


def _reports(page: Page) -> None:
    page.get_by_role("link", name="Melding vastleggen").click()
    page.get_by_label("Politie", exact=True).check()
    page.get_by_label("Registratienummer").fill("PL1700-2026-000101")
    _moment(page, "Tijdstip van het incident", "2026-03-20", "23:10")
    page.get_by_label("Straat").first.fill("Voorbeeldstraat")
    page.get_by_label("Huisnummer").first.fill("12")
    page.get_by_label("Postcode").first.fill("1234 ab")
    page.get_by_label("Plaats").first.fill("Voorbeeldstad")
    page.get_by_label("Aanleiding").fill("Buren bellen over geschreeuw en brekend glas.")
    _choose(page, "Kindermishandeling is een grond", "Nee")
    _choose(page, "Vermoeden van eergerelateerd geweld", "Nee")
    _person(page, "Betrokkene", "betrokkene.", ("Jan Pieter", "de", "Vries", "2", "4", "1987"))
    _choose(page, "Woont in de woning of verblijft er meer dan incidenteel", "Ja")
    _person(page, "Huisgenoot 1", "huisgenoten.0.", ("Maria", "", "Jansen", "12", "9", "1989"))
    page.locator("[id='huisgenoten.0.relatie']").get_by_label("Partner", exact=True).check()
    page.locator("[id='huisgenoten.0.contactverbod']").get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Nog een huisgenoot", exact=True).click()
    expect(page.locator("[id='huisgenoten.0.voornamen']")).to_have_value("Maria")
    _person(page, "Huisgenoot 2", "huisgenoten.1.", ("Noor", "de", "Vries", "30", "1", "2014"))
    page.locator("[id='huisgenoten.1.relatie']").get_by_label("Kind", exact=True).check()
    page.locator("[id='huisgenoten.1.contactverbod']").get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Verder: controleer uw antwoorden", exact=True).click()
    page.get_by_role("button", name="Melding versturen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak HV-2026-0001")
    expect(page.get_by_text("In beoordeling").first).to_be_visible()


def _assesses(page: Page, site: Site) -> None:
    site.at("2026-03-21T00:40")
    page.get_by_role("link", name="Risico taxeren").click()
    for code in ("2.a.2", "2.c.1"):
        page.locator(f"input[name='signalen'][value='{code}']").check()
    page.get_by_label("Toelichting").fill("Hij bedreigt zijn partner.")
    page.get_by_role("button", name="Risico taxeren", exact=True).click()
    # a ticked item without a source is refused, and what was typed is still there
    expect(page.get_by_role("alert")).to_contain_text("fouten")
    expect(page.get_by_label("Toelichting")).to_have_value("Hij bedreigt zijn partner.")
    for code in ("2.a.2", "2.c.1"):
        page.locator(f"[id='signalen.{code}.bron']").fill("verklaring ter plaatse")
    page.get_by_role("button", name="Risico taxeren", exact=True).click()
    expect(page.get_by_text("Ter besluit").first).to_be_visible()


def _hears(page: Page, site: Site) -> None:
    site.at("2026-03-21T01:00")
    page.get_by_role("link", name="De betrokkene horen").click()
    _choose(page, "Is de betrokkene gehoord?", "Ja")
    _moment(page, "Gehoord op", "2026-03-21", "00:55")
    page.get_by_label("Wat de betrokkene zegt").fill("Ik heb haar niet geslagen.")
    page.get_by_role("button", name="De betrokkene horen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak")


def _decides_and_signs(page: Page, site: Site) -> None:
    site.at("2026-03-21T01:30")
    page.reload()
    page.get_by_role("link", name="Besluiten over een huisverbod").click()
    expect(page.get_by_text("Ik heb haar niet geslagen.")).to_be_visible()
    _fits(page)
    page.get_by_label("Motivering").fill("Ernstig en onmiddellijk gevaar voor haar en haar kind.")
    page.get_by_label("Ernstig en onmiddellijk gevaar", exact=True).check()
    expect(page.locator("input[name='gronden'][value='2.a.2']")).to_be_checked()
    page.get_by_label("Belangenafweging").fill("")
    impose = page.get_by_role("button", name="Huisverbod opleggen", exact=True)
    impose.click()
    # without a weighing of interests the law says no, and says what to do
    expect(page.get_by_role("alert")).to_contain_text("belangenafweging ontbreekt")
    page.get_by_label("Belangenafweging").fill("Hun veiligheid weegt zwaarder.")
    impose.click()
    # the decision leads on to the signature; the paper is still being made
    expect(page.get_by_role("heading", level=1)).to_have_text("Beschikking ondertekenen")

    site.work()
    page.reload()
    expect(page.get_by_role("img", name="Pagina 1 van")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open als PDF").click()
    assert opened.value.url.startswith(site.address)
    _fits(page)
    page.get_by_role("button", name="Beschikking ondertekenen", exact=True).click()
    # she has to say again who she is
    expect(page.get_by_role("alert")).to_contain_text("wachtwoord klopt niet")
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Beschikking ondertekenen", exact=True).click()
    expect(page.get_by_text("Ter uitreiking").first).to_be_visible()


def _serves(page: Page, site: Site) -> None:
    site.work()
    page.get_by_role("link", name="Beschikking uitreiken").click()
    page.get_by_label("In persoon").check()
    _moment(page, "Uitgereikt op", "2026-03-21", "02:30")
    page.get_by_label("Ingenomen sleutels").fill("2")
    page.get_by_label("Bereikbaar op").fill("06-12345678")
    page.get_by_label("Wil geen advocaat").check()
    page.get_by_role("button", name="Beschikking uitreiken", exact=True).click()
    expect(page.get_by_text("Van kracht").first).to_be_visible()
    expect(page.get_by_text("Eindigt dinsdag 31 maart 2026, 02.30 uur")).to_be_visible()
    site.work()
    page.reload()
    expect(page.get_by_role("link", name="Akte van uitreiking")).to_be_visible()


def _informs(page: Page) -> None:
    page.get_by_role("link", name="Huisgenoten inlichten").click()
    _moment(page, "Meegedeeld op", "2026-03-21", "03:15")
    page.get_by_label("Persoonlijk").check()
    page.get_by_role("button", name="Huisgenoten inlichten", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak")


def _sees_the_extension_open(site: Site, browser: Browser) -> None:
    site.at("2026-03-26T02:31")
    page = site.sign_in(browser, "hulpverlening")
    expect(page.get_by_role("link", name="Adviseren over verlenging")).to_be_visible()
    page.get_by_role("link", name="HV-2026-0001").click()
    # help workers see no police facts
    expect(page.get_by_text("Buren bellen")).to_have_count(0)
    expect(page.get_by_text("Hij bedreigt zijn partner")).to_have_count(0)


def _closes(site: Site, browser: Browser) -> None:
    site.at("2026-03-31T02:30")
    page = site.sign_in(browser, "hulpverlening")
    page.get_by_role("link", name="Zaak afsluiten").click()
    expect(page.get_by_text("Wat nog in de weg staat")).to_be_visible()
    page.goto(site.address)
    for who in ("achterblijvers", "uithuisgeplaatste"):
        page.get_by_role("link", name=f"Hulp aanbieden aan de {who}").click()
        _moment(page, "Hulp aangeboden op", "2026-03-23", "10:00")
        _choose(page, "Aanbod aanvaard", "Nee")
        page.get_by_role(
            "button", name=re.compile("^Hulp aanbieden(?!.*(oppakken|loslaten))")
        ).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak")
        page.goto(site.address)
    page.get_by_role("link", name="Zaak afsluiten").click()
    page.get_by_label("Overdracht").fill("Overgedragen aan het wijkteam.")
    page.get_by_role("button", name="Zaak afsluiten", exact=True).click()
    expect(page.get_by_text("Gesloten").first).to_be_visible()
    expect(page.get_by_text("Er staat niets open.")).to_be_visible()


def _choose(page: Page, question: str, choice: str) -> None:
    page.get_by_role("group", name=question).get_by_label(choice, exact=True).check()


def _moment(page: Page, question: str, day: str, time: str) -> None:
    group = page.get_by_role("group", name=question)
    group.get_by_label("Datum").fill(day)
    group.get_by_label("Tijd").fill(time)


def _person(page: Page, group: str, prefix: str, values: tuple[str, ...]) -> None:
    names = ("voornamen", "tussenvoegsel", "achternaam")
    birth = ("geboortedatum.dag", "geboortedatum.maand", "geboortedatum.jaar")
    for name, value in zip((*names, *birth), values, strict=True):
        page.locator(f"[id='{prefix}{name}']").fill(value)


def _fits(page: Page) -> None:
    """Nothing sticks out of a phone's screen."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], width
