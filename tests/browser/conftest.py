"""A real browser in front of a real server."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
from waitress.server import create_server

from documents.desk import Desk
from documents.signing.authority import trial_authority
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app
from web.cli.draining import serve_until

PHONE: ViewportSize = {"width": 390, "height": 844}
#: Where Debian and others put it; without one of these Playwright looks for its own.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP: ViewportSize = {"width": 1280, "height": 900}

# a page that is slow because the machine is busy is no fault of the page
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of a module's own: while one is driven, its event loop runs in this thread, and
    nothing that signs, in whatever order tests come, could run another.
    """
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser of this machine, as long as the block lasts."""
    found = next(
        (path for name in BROWSERS if (path := shutil.which(name))),
        None,
    )
    # Chromium refuses to start as root inside its own sandbox
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.getuid() == 0 else [])]
    browser = playwright.chromium.launch(executable_path=found, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def site(make_house: Callable[..., HouseUnderTest], tmp_path: Any) -> Iterator[Site]:
    tested = make_house(
        f"sqlite:///{tmp_path / 'site.db'}", documents=Desk(keyring=trial_authority(None))
    )
    with served(tested, create_app(tested.house)) as site:
        yield site


@contextmanager
def served(
    tested: HouseUnderTest, app: Flask, listening: socket.socket | None = None
) -> Iterator[Site]:
    """These pages at an address, as long as the block lasts; then it stops as the product does:
    a page that still asks something is answered first.
    """
    listening = listening or bound()
    server = create_server(app, sockets=[listening], threads=4)
    stop = Event()
    thread = Thread(target=serve_until, args=(server, stop), daemon=True)
    thread.start()
    try:
        yield Site(tested, f"http://127.0.0.1:{listening.getsockname()[1]}", app)
    finally:
        stop.set()
        thread.join(timeout=30)


def bound() -> socket.socket:
    """A place to listen at that nobody else has."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening


class Site:
    """The product as its users meet it, on a clock that the test moves."""

    def __init__(self, tested: HouseUnderTest, address: str, app: Flask | None = None) -> None:
        self.tested = tested
        self.address = address
        self.app = app

    def at(self, moment: str) -> None:
        """Time passes; papers that were asked for are made."""
        self.tested.at(moment)
        self.work()

    def work(self) -> None:
        """What the worker beside the pages would do by itself."""
        self.tested.house.worker.run()

    def sign_in(self, browser: Browser, gebruiker: str, size: Any = DESKTOP) -> Page:
        """Somebody signs in, in a browser of his own."""
        page = browser.new_context(viewport=size, locale="nl-NL").new_page()
        page.goto(f"{self.address}/aanmelden")
        page.get_by_label("Gebruikersnaam").fill(gebruiker)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Aanmelden").click()
        page.get_by_role("heading", name="Mijn taken").wait_for()
        return page
