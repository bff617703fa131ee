"""Screenshots for docs/: the invented municipality at one fixed night, page by page.

`make pictures` runs it. What is seen depends on nothing but the code and the fonts of the machine.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from documents.desk import Desk
from documents.signing.authority import trial_authority
from engine.clock import MovableClock
from engine.law.moments import read_moment
from engine.service.modellen import Models, standard_sources
from engine.store import scope
from tests.browser.conftest import DESKTOP, PHONE, chromium, served
from tests.conftest import ROOT_KEY, HouseUnderTest
from web import demo
from web.app import create_app
from web.bootstrap import build
from web.settings import Settings

#: Three at night, when most of it happens.
NOW = "2026-05-20T03:00"
TABLET: ViewportSize = {"width": 820, "height": 1100}
FOLDER = Path("docs/pictures")
#: Colours a picture keeps, and how large (bytes) it may become.
COLOURS, LARGEST = 256, 150_000
#: No picture is wider (px).
WIDEST = 1400
#: A drawing that is wider than the page is shown whole.
_WIDEN = "e => { e.closest('main').style.maxWidth = 'none' }"
WIDE: ViewportSize = {"width": 2200, "height": 1500}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen.

    Attributes:
        name: of its file.
        login: who sees it.
        path: where it begins.
        size: of the screen.
        then: what is done there first.
        light: by day or by night.
        only: the part that is shown; empty: what is on the screen.
    """

    name: str
    login: str
    path: str
    size: ViewportSize
    then: Callable[[Page], None] | None = None
    light: Literal["light", "dark"] = "light"
    only: str = ""


def _to_case(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("link", name=name).first.click()


def _decide(page: Page) -> None:
    page.get_by_role("link", name="Besluiten over een huisverbod").first.click()
    page.get_by_role("heading", name="Wie en waar").wait_for()


def _report(page: Page) -> None:
    for name, text in (
        ("locatie.postcode", "1234 AB"),
        ("locatie.huisnummer", "12"),
        ("locatie.straat", "Voorbeeldstraat"),
        ("locatie.plaats", "Voorbeeldstad"),
        ("betrokkene.voornamen", "Jan Pieter"),
        ("betrokkene.tussenvoegsel", "de"),
        ("betrokkene.achternaam", "Vries"),
        ("betrokkene.geboortedatum.dag", "2"),
        ("betrokkene.geboortedatum.maand", "april"),
        ("betrokkene.geboortedatum.jaar", "1987"),
        ("huisgenoten.0.voornamen", "Maria"),
        ("huisgenoten.0.achternaam", "Jansen"),
        ("huisgenoten.0.geboortedatum.dag", "12"),
        ("huisgenoten.0.geboortedatum.maand", "9"),
        ("huisgenoten.0.geboortedatum.jaar", "1989"),
    ):
        page.locator(f"[id='{name}']").fill(text)
    page.locator("#woont_in_woning-1").check()
    page.locator("[id='huisgenoten.0.relatie-1']").check()
    page.get_by_role("heading", name="Om wie het gaat").evaluate("e => e.scrollIntoView()")


def _assess(page: Page) -> None:
    page.get_by_role("link", name="Risico taxeren").first.click()
    for item in ("2.a.2", "2.a.3"):
        page.locator(f"input[name='signalen'][value='{item}']").check()
    page.locator("[id='signalen.2.a.2.bron']").fill("verklaring van de partner")
    page.locator("[id='oordelen.2.a']").select_option("hoog")
    page.locator("[id='signalen.2.a.2.bron']").blur()


def _search(page: Page) -> None:
    page.get_by_label("Naam").fill("Amrani")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("heading", name="Gevonden").evaluate("e => e.scrollIntoView()")


def _process(page: Page) -> None:
    page.get_by_role("link", name="HV-2026-0005").first.click()
    page.goto(f"{page.url}/proces/huisverbod")


PICTURES = (
    Picture("begin", "burgemeester", "/", PHONE),
    Picture("besluit", "burgemeester", "/", PHONE, _decide),
    Picture("nacht", "burgemeester", "/", PHONE, _decide, "dark"),
    Picture("melding", "hulpofficier", "/melden", TABLET, _report),
    Picture("taxatie", "hulpofficier", "/", TABLET, _assess),
    Picture("zaak", "burgemeester", "/", DESKTOP, _to_case("HV-2026-0005")),
    Picture("proces", "ambtenaar", "/", WIDE, _process, only="svg.bpmn[role=img]"),
    Picture("kalender", "ambtenaar", "/kalender", DESKTOP),
    Picture("cijfers", "ambtenaar", "/cijfers", DESKTOP),
    Picture("zoeken", "ambtenaar", "/zoeken", DESKTOP, _search),
    Picture("instellingen", "beheerder", "/instellingen/0599/mandaten", DESKTOP),
)


def main() -> int:
    """Make every picture anew; says how large each became."""
    with _municipality() as house, sync_playwright() as playwright:
        app = create_app(house.house)
        with served(house, app) as site, chromium(playwright) as browser:
            for each in PICTURES:
                content = small(_taken(browser, site.address, each))
                (FOLDER / f"{each.name}.png").write_bytes(content)
                sys.stdout.write(f"{each.name}.png: {len(content) // 1000} kB\n")
                if len(content) > LARGEST:
                    sys.stderr.write(f"{each.name}.png is too large.\n")
                    return 1
    return 0


def small(content: bytes) -> bytes:
    """The same picture in as few bytes as its colours need."""
    with Image.open(io.BytesIO(content)) as image:
        target = io.BytesIO()
        image.thumbnail((WIDEST, WIDEST))
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(target, "PNG", optimize=True)
        return target.getvalue()


def _taken(browser: Browser, address: str, picture: Picture) -> bytes:
    context = browser.new_context(
        viewport=picture.size,
        locale="nl-NL",
        color_scheme=picture.light,
        # the process is drawn by the server too, whole
        java_script_enabled=not picture.only,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}/aanmelden")
    page.get_by_label("Gebruikersnaam").fill(picture.login)
    page.get_by_label("Wachtwoord").fill(demo.PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.get_by_role("heading", level=1).wait_for()
    page.goto(address + picture.path)
    if picture.then is not None:
        picture.then(page)
    page.get_by_role("heading", level=1).wait_for()
    target = page.locator(picture.only).first if picture.only else page
    if picture.only:
        page.locator(picture.only).first.evaluate(_WIDEN)
    content = target.screenshot(caret="hide", animations="disabled")
    context.close()
    return content


@contextmanager
def _municipality() -> Iterator[HouseUnderTest]:
    """The demo, played up to the fixed night."""
    now = read_moment(NOW)
    clock = MovableClock(now - demo.FIRST_CASE)
    with tempfile.TemporaryDirectory() as folder:
        house = build(
            Settings(
                database=f"sqlite:///{folder}/pictures.db",
                demo=True,
                secure_cookies=False,
                key=ROOT_KEY,
            ),
            clock=clock,
            models=Models(standard_sources()),
            documents=Desk(keyring=trial_authority(None)),
        )
        with scope.everywhere():
            house.migrate()
            for _ in demo.fill(house, until=now):
                continue
        yield HouseUnderTest(house, clock, {})
        house.database.dispose()


if __name__ == "__main__":
    sys.exit(main())
