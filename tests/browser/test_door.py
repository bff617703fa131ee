"""Coming in step by step, and what is left of a case: pages that one meets once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from engine.model.gebruikers import SYSTEEM, Rol
from tests import provider
from tests.browser.conftest import DESKTOP, Site, served
from tests.browser.looking import troubles
from tests.browser.test_everybody import LANGUAGES, visitor
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.doors import strict
from tests.security.test_elsewhere import FILE
from tests.security.walk import ReadableDesk
from web.app import create_app

Make = Callable[..., HouseUnderTest]
NEW = "vier woorden die niet samengaan"


@pytest.fixture
def door(make_house: Make, tmp_path: Path) -> Iterator[Site]:
    """A site that asks for a second step, and at which one may come from elsewhere."""
    (tmp_path / "client.geheim").write_text(f"{provider.SECRET}\n")
    (tmp_path / "aanbieders.toml").write_text(FILE.format(issuer="http://127.0.0.1:9"))
    tested = strict(
        make_house, f"sqlite:///{tmp_path / 'door.db'}", providers=tmp_path / "aanbieders.toml"
    )
    with served(tested, create_app(tested.house)) as site:
        yield site


class Guest:
    """Somebody at the door, who looks at each page he is led to."""

    def __init__(self, site: Site, browser: Browser, language: str) -> None:
        self.site, self.language = site, language
        self.page: Page = browser.new_context(viewport=DESKTOP).new_page()
        self.page.context.add_cookies([{"name": "taal", "value": language, "url": site.address}])
        self.found: list[str] = []

    def opens(self, path: str) -> None:
        self.page.goto(self.site.address + path)
        self.looks()

    def fills(self, **fields: str) -> None:
        """Fill in the form of the page and send it, with the button under its last box."""
        for name, text in fields.items():
            self.page.locator(f"#{name}").fill(text)
        self.page.locator(f"#{list(fields)[-1]}").press("Enter")

    def is_at(self, path: str) -> None:
        self.page.wait_for_url(f"{self.site.address}{path}*")
        self.looks()

    def looks(self) -> None:
        where = f"{self.page.url} ({self.page.locator('h1').inner_text()})"
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.found.append(f"{where}: in another language")
        self.found += [f"{where}: {e}" for e in troubles(self.page, self.language)]
        self.page.set_viewport_size(DESKTOP)


@LANGUAGES
def test_no_step_of_coming_in_shuts_anybody_out(
    door: Site, browser: Browser, language: str
) -> None:
    _, given = door.tested.house.gebruikers.add(SYSTEEM, "nieuw", "N. Ieuw", {(Rol.JURIST, "0599")})
    guest = Guest(door, browser, language)
    guest.opens("/aanmelden")
    guest.opens("/afgemeld?bij=gemeente")

    guest.page.goto(f"{door.address}/aanmelden")
    guest.fills(gebruiker="nieuw", wachtwoord=given)
    guest.is_at("/aanmelden/wachtwoord")
    guest.fills(nieuw=NEW, nogmaals="iets anders")
    guest.is_at("/aanmelden/wachtwoord")
    guest.fills(nieuw=NEW, nogmaals=NEW)
    guest.is_at("/aanmelden/inrichten")
    guest.fills(code="000000")
    guest.is_at("/aanmelden/inrichten/app")
    secret = guest.page.locator("code.print").inner_text().replace(" ", "")
    app = pyotp.TOTP(secret)
    guest.fills(code=app.at(door.tested.clock.now()))
    guest.page.locator("ul.codes").wait_for()
    guest.looks()
    guest.opens("/ik/beveiliging")
    guest.opens("/ik/beveiliging/passkey")
    guest.opens("/ik/bevestigen")

    guest.page.context.clear_cookies(name="huisverbod")
    guest.page.goto(f"{door.address}/aanmelden")
    guest.fills(gebruiker="nieuw", wachtwoord=NEW)
    guest.is_at("/aanmelden/code")
    guest.fills(code="000000")
    guest.is_at("/aanmelden/code")

    assert not guest.found, "\n".join(guest.found)


@LANGUAGES
def test_what_is_left_of_a_destroyed_file_shuts_nobody_out(
    make_house: Make, tmp_path: Path, browser: Browser, language: str
) -> None:
    tested = make_house(f"sqlite:///{tmp_path / 'later.db'}", documents=ReadableDesk())
    zaak = een_zaak(tested).van_kracht().op("2026-03-22T11:00").hulp_aangeboden()
    zaak.op("2026-04-01T12:00").doet("hulpverlening", "afsluiting", overdracht="Overgedragen.")
    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")
    found: list[str] = []
    with served(tested, create_app(tested.house)) as site:
        page = visitor(site, browser, "ambtenaar", language)
        for path in (f"/zaken/{zaak.id}", "/"):
            page.goto(site.address + path)
            found += [f"{path}: {each}" for each in troubles(page, language)]

    assert zaak.state.status == "gewist"
    assert not found, "\n".join(found)
