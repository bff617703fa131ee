"""The bar of a training, on a phone: moving the clock without scripts, seen and heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from documents.desk import Desk
from engine.clock import RunningClock, SystemClock
from engine.service.modellen import Models
from tests.browser.conftest import Site, served
from tests.browser.looking import violations
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from web.app import create_app
from web.bootstrap import build
from web.train import Training

NARROW = {"width": 320, "height": 700}


@pytest.fixture
def practice(
    make_house: Callable[..., HouseUnderTest], tmp_path: Path, models: Models
) -> Iterator[Site]:
    """A training that began at 02.40 on 21 March 2026, with one order in force."""
    filled = make_house(f"sqlite:///{tmp_path / 'oefening.db'}")
    een_zaak(filled).van_kracht().op("2026-03-21T02:40")
    real = SystemClock()
    clock = RunningClock(filled.clock.now(), real)
    house = build(
        filled.house.settings, clock=clock, sessions=real, models=models, documents=Desk()
    )
    training = Training(house, clock)
    with served(filled, create_app(house, training)) as site:
        yield site
    training.close()


def test_an_order_runs_out_under_a_thumb(practice: Site, browser: Browser) -> None:
    page = practice.sign_in(browser, "ambtenaar", NARROW)
    bar = page.get_by_role("region", name="Oefening: de klok verzetten")
    expect(bar).to_contain_text("de klok staat op zaterdag 21 maart 2026, 02.4")
    page.get_by_role("link", name="HV-2026-0001").click()
    expect(page.get_by_text("Van kracht").first).to_be_visible()
    _fits_and_is_accessible(page)

    bar.get_by_role("button", name="De klok 1 dag vooruit").click()
    expect(bar).to_contain_text("zondag 22 maart 2026, 02.4")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak HV-2026-0001")
    bar.get_by_role("button", name="Naar het einde van het huisverbod").click()

    expect(bar).to_contain_text("dinsdag 31 maart 2026, 02.30 uur")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zaak HV-2026-0001")
    expect(page.get_by_text("Geëindigd").first).to_be_visible()
    expect(page.get_by_role("link", name="Kennisgeving over het einde").first).to_be_visible()


def test_a_moment_in_the_past_is_refused_where_one_is(practice: Site, browser: Browser) -> None:
    page = practice.sign_in(browser, "burgemeester", NARROW)
    bar = page.get_by_role("region", name="Oefening: de klok verzetten")
    bar.get_by_label("Datum").fill("2026-03-20")
    bar.get_by_label("Tijd").fill("12:00")

    bar.get_by_role("button", name="Naar dit tijdstip").click()

    expect(page.get_by_role("alert")).to_contain_text("gaat alleen vooruit")
    _fits_and_is_accessible(page)
    expect(bar.get_by_label("Tijd")).to_have_value("12:00")
    page.get_by_role("link", name="Terug naar de pagina waar u was").click()
    expect(page.get_by_role("heading", name="Mijn taken")).to_be_visible()


def _fits_and_is_accessible(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    bar = page.get_by_role("region", name="Oefening: de klok verzetten")
    for control in bar.locator("button, input:not([type=hidden])").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["width"] >= 24
        assert box["x"] + box["width"] <= NARROW["width"]
    assert violations(page, ".oefening") == []
