"""With keys alone: one sees where one is, gets everywhere, and is never stuck."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, Site
from tests.browser.test_mayor import signed_in
from tests.builders import een_zaak
from tests.conftest import PASSWORD

#: More keys than any page of ours needs from its top to its end.
ENOUGH = 400
#: What has the focus: what it is called, and how thick the line around it is (px).
_HERE = """() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const label = e.labels?.[0]?.innerText ?? '';
  return {
    tag: e.tagName,
    name: (e.ariaLabel || label || e.innerText || e.name || '').trim(),
    id: e.id,
    line: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    hidden: !e.checkVisibility({ visibilityProperty: true }),
    outside: (({ bottom, top }) => bottom <= 0 || top >= innerHeight)(e.getBoundingClientRect()),
  };
}"""


class Keys:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def tab(self) -> dict[str, str]:
        """One stop on; takes note of one at which nobody could see where he is."""
        self.page.keyboard.press("Tab")
        here: dict[str, str] = self.page.evaluate(_HERE)
        if here["tag"] != "BODY" and (not here["line"] or here["hidden"] or here["outside"]):
            self.unseen.append(f"{self.page.url}: {here}")
        return here

    def to(self, name: str, tag: str = "") -> None:
        """Tab on until something of this name has the focus."""
        for _ in range(ENOUGH):
            here = self.tab()
            if (here["name"] == name or here["id"] == name) and tag in ("", here["tag"]):
                return
        pytest.fail(f"no key leads to {name!r}")

    def types(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)

    def ticks(self, name: str) -> None:
        """To a group of choices by its first box, then with the arrows to the one meant."""
        self.to(name)
        self.page.keyboard.press("Space")

    def presses(self, name: str, tag: str = "") -> None:
        self.to(name, tag)
        self.page.keyboard.press("Enter")


def test_the_first_key_leads_past_the_menu(site: Site, browser: Browser) -> None:
    een_zaak(site.tested)
    page = signed_in(site, browser, "hulpofficier", "/", DESKTOP)
    keys = Keys(page)

    assert keys.tab()["name"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"

    assert keys.tab()["name"] == "Melding vastleggen"
    assert keys.unseen == []


def test_a_mayor_decides_and_signs_with_keys_alone(site: Site, browser: Browser) -> None:
    zaak = een_zaak(site.tested).getaxeerd().gehoord()
    site.work()
    page = signed_in(site, browser, "burgemeester", "/", DESKTOP)
    keys = Keys(page)

    keys.presses("Besluiten over een huisverbod", "A")
    expect(page.get_by_role("heading", level=1)).to_have_text("Besluiten over een huisverbod")
    # nothing was chosen: the summary of what is wrong has the focus, and leads to the question
    keys.presses("Huisverbod opleggen", "BUTTON")
    expect(page.get_by_role("alert")).to_be_focused()
    keys.tab()
    page.keyboard.press("Enter")
    expect(page.locator("[id='grondslag-1']")).to_be_focused()
    page.keyboard.press("Space")
    keys.presses("Huisverbod opleggen", "BUTTON")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beschikking ondertekenen")
    site.work()
    page.reload()
    keys.types("wachtwoord", PASSWORD)
    keys.presses("Beschikking ondertekenen", "BUTTON")

    expect(page.get_by_text("Ter uitreiking").first).to_be_visible()
    assert zaak.state.status == "ter_uitreiking"
    assert keys.unseen == []


def test_an_officer_reports_with_keys_alone(site: Site, browser: Browser) -> None:
    page = signed_in(site, browser, "hulpofficier", "/", DESKTOP)
    keys = Keys(page)
    keys.presses("Melding vastleggen", "A")
    page.wait_for_url("**/melden/*")

    for name, text in (
        ("locatie.postcode", "1234AB"),
        ("locatie.huisnummer", "12"),
        ("locatie.straat", "Voorbeeldstraat"),
        ("locatie.plaats", "Voorbeeldstad"),
    ):
        keys.types(name, text)
    keys.to("incident_op.tijd")
    keys.presses("Nu", "BUTTON")
    keys.types("aanleiding", "Buren bellen over geschreeuw.")
    for question in ("kindermishandeling", "eergerelateerd"):
        keys.ticks(f"{question}-1")
        page.keyboard.press("ArrowRight")
    _person(keys, "betrokkene.", ("Jan", "Vries"), ("2", "4", "1987"))
    keys.ticks("woont_in_woning-1")
    _person(keys, "huisgenoten.0.", ("Maria", "Jansen"), ("12", "9", "1989"))
    keys.ticks("huisgenoten.0.relatie-1")
    keys.ticks("huisgenoten.0.contactverbod-1")
    keys.presses("Verder: controleer uw antwoorden", "BUTTON")
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw antwoorden")
    keys.presses("Melding versturen", "BUTTON")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak HV-2026-0001")
    assert keys.unseen == []


def _person(keys: Keys, start: str, name: tuple[str, str], born: tuple[str, str, str]) -> None:
    keys.types(f"{start}voornamen", name[0])
    keys.types(f"{start}achternaam", name[1])
    for part, text in zip(("dag", "maand", "jaar"), born, strict=True):
        keys.types(f"{start}geboortedatum.{part}", text)


def test_nobody_is_caught_in_the_diagram(site: Site, browser: Browser) -> None:
    zaak = een_zaak(site.tested).van_kracht()
    page = signed_in(site, browser, "ambtenaar", f"/zaken/{zaak.id}/proces/huisverbod", DESKTOP)
    page.locator("#kijker").wait_for()
    keys = Keys(page)

    keys.presses("Inzoomen", "BUTTON")
    keys.to("Toegankelijkheid", "A")
    page.keyboard.press("Shift+Tab")

    assert page.evaluate(_HERE)["name"].startswith("Weergave en taal")
    assert keys.unseen == []
