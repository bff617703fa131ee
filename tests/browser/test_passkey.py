"""A passkey from first sign-in to a signed decision, in a real browser, by day and by night."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from documents.desk import Desk
from documents.signing.authority import trial_authority
from tests.browser.conftest import PHONE, Site, bound, served
from tests.browser.looking import too_wide, violations
from tests.builders import een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app


@pytest.fixture
def strict(make_house: Callable[..., HouseUnderTest], tmp_path: Any) -> Iterator[Site]:
    """A site as in production, under a name, for that is what passkeys are tied to."""
    listening = bound()
    address = f"http://localhost:{listening.getsockname()[1]}"
    tested = make_house(
        f"sqlite:///{tmp_path / 'site.db'}",
        documents=Desk(keyring=trial_authority(None)),
        demo=False,
        address=address,
    )
    with served(tested, create_app(tested.house), listening):
        yield Site(tested, address)


def visitor(browser: Browser, scheme: Any) -> Page:
    """Somebody on a phone whose finger it knows."""
    page = browser.new_context(viewport=PHONE, locale="nl-NL", color_scheme=scheme).new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def knock(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.address}/aanmelden")
    page.get_by_label("Gebruikersnaam").fill(login)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.get_by_role("heading", name="Tweede stap instellen").wait_for()


def look(page: Page, found: list[str]) -> None:
    """What shuts anybody out of the page one is on."""
    found += [f"{page.url}: {each}" for each in violations(page) + too_wide(page)]
    page.set_viewport_size(PHONE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_passkey_enrols_signs_in_and_signs(strict: Site, browser: Browser, scheme: Any) -> None:
    zaak = een_zaak(strict.tested).getaxeerd().gehoord().besloten()
    strict.work()
    page, found = visitor(browser, scheme), list[str]()

    knock(page, strict, "burgemeester")
    look(page, found)
    page.get_by_role("button", name="Passkey maken").click()
    page.get_by_role("heading", name="Uw herstelcodes").wait_for()
    look(page, found)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.get_by_role("heading", name="Mijn taken").wait_for()
    page.get_by_role("button", name="Afmelden").click()

    page.get_by_role("button", name="Aanmelden met passkey").wait_for()
    look(page, found)
    page.get_by_role("button", name="Aanmelden met passkey").click()
    page.get_by_role("heading", name="Mijn taken").wait_for()
    page.goto(f"{strict.address}/ik/beveiliging")
    look(page, found)
    page.goto(f"{strict.address}/ik/bevestigen")
    look(page, found)

    # from the link in a message: the page itself, and one tap with a finger
    page.goto(strict.address)
    page.get_by_role("link", name="ondertekenen").first.click()
    look(page, found)
    page.get_by_role("button", name="met passkey").click()
    page.get_by_role("heading", name=zaak.outcome.nummer).wait_for()

    assert zaak.state.status == "ter_uitreiking"
    assert found == []


def test_app_is_set_up_and_asked_for(strict: Site, browser: Browser) -> None:
    page, found = visitor(browser, "light"), list[str]()
    knock(page, strict, "ambtenaar")
    secret = page.locator("code.print").inner_text().replace(" ", "")

    page.get_by_label("Code uit de app").fill("000000")
    page.get_by_role("button", name="App toevoegen").click()
    page.get_by_role("alert").wait_for()
    look(page, found)
    assert page.locator("code.print").inner_text().replace(" ", "") == secret
    page.get_by_label("Code uit de app").fill(pyotp.TOTP(secret).at(strict.tested.clock.now()))
    page.get_by_role("button", name="App toevoegen").click()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.get_by_role("button", name="Afmelden").click()

    page.get_by_label("Gebruikersnaam").fill("ambtenaar")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.get_by_role("heading", name="Tweede stap").wait_for()
    look(page, found)
    page.get_by_label("Code uit uw app").fill("123456")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("alert").wait_for()
    look(page, found)

    assert found == []


def test_who_breaks_it_off_is_told_and_tries_again(strict: Site, browser: Browser) -> None:
    page = browser.new_context(viewport=PHONE, locale="nl-NL").new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")  # and no finger anywhere
    knock(page, strict, "jurist")
    # the browser's own question is not waited for: it fails as one that was broken off
    page.evaluate(
        "() => { navigator.credentials.create = () =>"
        " Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )

    page.get_by_role("button", name="Passkey maken").click()

    page.get_by_text("U heeft het afgebroken").wait_for()
    assert page.get_by_role("button", name="Passkey maken").is_enabled()
