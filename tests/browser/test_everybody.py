"""Every page and every state of it, for who cannot see, or not well, or has little room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import abort
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, Site, served
from tests.browser.looking import troubles
from tests.browser.stops import AT_THE_DOOR, NO_PAGES, NOBODY, Stop, every_page, every_state
from tests.browser.world import World, populate
from tests.conftest import PASSWORD, HouseUnderTest
from tests.security.walk import ReadableDesk
from web.app import create_app
from web.door import access

LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])


@pytest.fixture
def lived(make_house: Callable[..., HouseUnderTest], tmp_path: Any) -> Iterator[tuple[Site, World]]:
    """A site with something on every page."""
    tested = make_house(
        f"sqlite:///{tmp_path / 'site.db'}", start="2026-03-20T00:10", documents=ReadableDesk()
    )
    world = populate(tested)
    app = create_app(tested.house)
    for path, status in (("/te-vaak", 429), ("/weg", 410), ("/nog-niet", 503), ("/kapot", None)):
        app.add_url_rule(path, path[1:], _answers(status))
    with served(tested, app) as site:
        yield site, world


def _answers(status: int | None) -> Callable[[], str]:
    @access(everybody=True)
    def view() -> str:
        if status is None:
            raise RuntimeError
        abort(status)

    return view


def visitor(site: Site, browser: Browser, login: str, language: str) -> Page:
    """Somebody with a browser of his own, in a language."""
    context = browser.new_context(viewport=DESKTOP, locale="nl-NL")
    context.add_cookies([{"name": "taal", "value": language, "url": site.address}])
    if login != NOBODY:
        secret = site.tested.house.toegang.sign_in(login, PASSWORD)
        assert secret is not None, login
        context.add_cookies([{"name": "huisverbod", "value": secret, "url": site.address}])
    page = context.new_page()
    page.goto(site.address + ("/" if login else "/aanmelden"))
    return page


def opened(page: Page, site: Site, stop: Stop) -> int:
    """Go where a stop is; gives the status of what came back."""
    if stop.posted is None:
        answer = page.goto(site.address + stop.path)
    else:
        # an answer to a form: sent from a page of ours, as a browser sends it
        page.goto(site.address + ("/" if stop.login else "/aanmelden"))
        with page.expect_navigation() as navigation:
            page.evaluate(_SEND, [stop.path, dict(stop.posted)])
        answer = navigation.value
    assert answer is not None
    if stop.then is not None:
        stop.then(page)
    return answer.status


_SEND = """([path, fields]) => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = path;
  const csrf = document.querySelector('[name=csrf]');
  const all = {...(csrf ? {csrf: csrf.value} : {}), ...fields};
  for (const [name, value] of Object.entries(all)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    [input.name, input.value] = [name, value];
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


def test_every_route_is_walked_or_is_no_page(lived: tuple[Site, World]) -> None:
    site, world = lived
    app = create_app(site.tested.house)
    walked = {stop.rule for stop in every_page(app, world)} | AT_THE_DOOR | set(NO_PAGES)

    routes = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert routes - walked == set()
    assert set(NO_PAGES) | AT_THE_DOOR <= routes


@LANGUAGES
def test_no_page_and_no_state_of_it_shuts_anybody_out(
    lived: tuple[Site, World], browser: Browser, language: str
) -> None:
    site, world = lived
    by_login: dict[str, list[Stop]] = defaultdict(list)
    for stop in (*every_page(create_app(site.tested.house), world), *every_state(world)):
        by_login[stop.login].append(stop)

    found: list[str] = []
    for login, stops in by_login.items():
        page = visitor(site, browser, login, language)
        for stop in stops:
            page.set_viewport_size(DESKTOP)
            status = opened(page, site, stop)
            where = f"{stop.what} ({login} {stop.path})"
            if status not in stop.status:
                found.append(f"{where}: {status}")
            if page.locator("html").get_attribute("lang") != language:
                found.append(f"{where}: in another language")
            found += [f"{where}: {each}" for each in troubles(page, language)]
        page.context.close()

    assert not found, "\n".join(found)


@LANGUAGES
def test_who_must_say_again_who_he_is_is_shut_out_of_nothing_else(
    lived: tuple[Site, World], browser: Browser, language: str
) -> None:
    site, _ = lived
    page = visitor(site, browser, "jurist", language)
    site.tested.clock.move_to(site.tested.clock.now() + timedelta(minutes=20))

    page.goto(f"{site.address}/berichten/instellen")

    assert page.locator("a[href^='/ik/bevestigen']").count() > 0
    assert troubles(page, language) == []
    page.context.close()
