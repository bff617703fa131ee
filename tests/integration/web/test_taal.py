"""English pages: complete in every role, with the words of the case left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from flask.testing import FlaskClient

from engine.errors import Reden
from engine.law.moments import AMSTERDAM
from engine.tasks.registry import TASKS
from tests.builders import een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from web import errors, taal
from web.app import create_app
from web.forms.fields import fields_of

ROOT = Path(__file__).resolve().parents[3]
ROLES = (
    "politie",
    "hulpofficier",
    "burgemeester",
    "ambtenaar",
    "hulpverlening",
    "jurist",
    "beheerder",
    "toezichthouder",
)
#: Words that Dutch cannot do without and English does not have.
DUTCH = re.compile(
    r"\b(de|het|een|niet|geen|wordt|worden|naar|aan|voor|bij|deze|dit|uw|zijn|zaak|taak|termijn|"
    r"besluit|huisgenoot|verlenging|melding|kies|nog|wie|wat|waar|moet|nu|sinds|einde)\b",
    re.IGNORECASE,
)
#: What stands between brackets is the law's own word.
BRACKETS = re.compile(r"\([^()]*\)")
#: Said by the law, by people, or the names of things of the product itself.
NAMES = re.compile(
    r"Besluit tijdelijk huisverbod|Wet tijdelijk huisverbod|Veilig Thuis|Algemene termijnenwet|"
    r"einde_huisverbod[ +\-A-Z0-9]*|`\w+`|Gemeentewet|locoburgemeester|Nederlands"
)
VOID = frozenset({"meta", "link", "input", "img", "br", "path", "circle", "rect", "line", "hr"})
SAID = frozenset({"aria-label", "title", "alt", "placeholder", "data-label", "content"})


class Reader(HTMLParser):
    """What an English reader is told: not what is marked as Dutch, nor what people typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self._hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        outside = any(self._hidden)
        hidden = (
            outside
            or values.get("lang") == "nl"
            or "typed" in values.get("class", "").split()
            or tag in {"code", "script", "textarea"}
        )
        if not hidden:
            self.found.extend(values[name] for name in SAID & set(values))
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"])
        if tag not in VOID:
            self._hidden.append(hidden)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._hidden:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._hidden) and data.strip():
            self.found.append(" ".join(data.split()))


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


def visitor(app: Flask, login: str | None = None, language: str = "en") -> FlaskClient:
    client = app.test_client()
    client.set_cookie(taal.COOKIE, language)
    if login is not None:
        answer = client.post("/aanmelden", data={"gebruiker": login, "wachtwoord": PASSWORD})
        assert answer.status_code == 303
    return client


def pages_of(client: FlaskClient, start: str) -> Iterator[tuple[str, Reader]]:
    """Every page that can be reached by links, each kind once."""
    todo, kinds = [start], {start}
    while todo:
        path = todo.pop(0)
        answer = client.get(path, follow_redirects=True)
        if answer.mimetype != "text/html":
            answer.close()
            continue
        assert answer.status_code == 200, path
        reader = read(answer.text)
        yield path, reader
        for href in reader.links:
            parts = href.partition("#")[0].split("/")
            kind = "/".join("*" if len(part) > 30 else part for part in parts)
            if kind not in kinds and "/papieren/" not in href:
                kinds.add(kind)
                todo.append(href.partition("#")[0])


def dutch_in(reader: Reader, known: frozenset[str]) -> list[str]:
    """What is Dutch and should not be."""
    found = []
    for text in reader.found:
        rest = NAMES.sub("", BRACKETS.sub("", text))
        for name in known:
            rest = rest.replace(name, "")
        if DUTCH.search(rest):
            found.append(text)
    return found


@pytest.fixture
def lived(quick: HouseUnderTest) -> HouseUnderTest:
    """A house with cases in several states."""
    een_zaak(quick).van_kracht()
    een_zaak(quick).getaxeerd().gehoord().besloten()
    een_zaak(quick).getaxeerd()
    een_zaak(quick)
    return quick


def case_words(tested: HouseUnderTest) -> frozenset[str]:
    """Names and addresses, which no language changes."""
    return frozenset(
        {actor.naam for people in tested.people.values() for actor in people.values()}
        | {"Samira de Vries", "Demostad"}
    )


@pytest.mark.parametrize("login", ROLES)
def test_no_page_in_english_says_anything_in_dutch(lived: HouseUnderTest, login: str) -> None:
    client = visitor(create_app(lived.house), login)
    known = case_words(lived)

    found = []
    for path, reader in pages_of(client, "/"):
        assert reader.language == "en", path
        found += [f"{path}: {text}" for text in dutch_in(reader, known)]

    assert found == []
