"""Houses to test in: real ones, on a clock that stands still, on SQLite and on PostgreSQL."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import create_engine, text

import engine.operators
import engine.papers
import engine.tasks  # noqa: F401 - importing these declares what models may name
from documents.signing.verdict import Finding, Verdict
from engine.clock import MovableClock
from engine.law.moments import read_moment
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.ports import Enclosure, Signatory
from engine.service.modellen import Models, standard_sources
from engine.service.toegang import hash_password
from engine.store import scope
from tests import filled
from web.bootstrap import House, build
from web.settings import Settings
from web.stage import example_gemeente, people

START = "2026-03-21T00:10"
PASSWORD = "een lang wachtwoord"
HASHED = hash_password(PASSWORD)
#: The root key of every database that a test keeps in a file, by whatever way it is opened.
ROOT_KEY = base64.b64encode(hashlib.sha256(b"only for tests").digest()).decode()
os.environ["HUISVERBOD_SLEUTEL"] = ROOT_KEY
POSTGRES = os.environ.get("HUISVERBOD_TEST_POSTGRES", "")
PLACES = ["sqlite", *(["postgresql"] if POSTGRES else [])]
#: Whom the product is on PostgreSQL while it is tested: never a superuser, who passes every wall.
ROLE = "huisverbod_toets"


#: Files that take minutes each: begun first, so that no process has one left to do alone.
LONG = ("test_everybody.py", "test_accessible.py", "test_scenarios.py", "test_bench.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order that was drawn by lot, but what takes long before the rest."""
    items.sort(key=lambda item: item.path.name not in LONG)


@dataclass(frozen=True)
class PlainPaper:
    """A paper that is nothing but its facts."""

    title: str
    content: bytes
    sha256: str
    pages: int = 1
    renderer: str = "plain"


@dataclass(frozen=True)
class PlainSigned:
    """A paper that says who signed it."""

    content: bytes
    sha256: str
    ondertekenaar: str
    niveau: str = "B-B"
    test: bool = True
    bewijs: bytes | None = None
    vingerafdruk: str = "c" * 64


class PlainDesk:
    """Makes papers of facts without drawing them: the same facts give the same bytes.

    It stands in for the renderer where a test is not about what a letter looks like.
    """

    renderer = "plain"

    def render(
        self,
        document: str,
        facts: Mapping[str, object],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> PlainPaper:
        content = json.dumps([document, facts], sort_keys=True).encode()
        return PlainPaper(document, content, hashlib.sha256(content).hexdigest())

    def bundle(
        self,
        document: str,
        facts: Mapping[str, object],
        enclosures: Sequence[Enclosure],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> PlainPaper:
        return self.render(document, {**facts, "stukken": [each.titel for each in enclosures]})

    def text(self, content: bytes) -> str:
        return content.decode()

    def page_text(self, content: bytes, number: int) -> str:
        return content.decode()

    def picture(self, content: bytes, number: int, width: int) -> bytes:
        return b"\x89PNG"

    def verify(self, content: bytes, now: datetime) -> Verdict:
        return Verdict(finding=Finding.UNTRUSTED)

    def sign(self, content: bytes, who: Signatory, at: datetime) -> PlainSigned:
        signed = content + f" getekend door {who.naam} op {at.isoformat()}".encode()
        return PlainSigned(signed, hashlib.sha256(signed).hexdigest(), f"TEST {who.naam}")


@dataclass
class HouseUnderTest:
    """A house under test, with its people."""

    house: House
    clock: MovableClock
    people: dict[str, dict[Rol, Actor]]

    def actor(self, rol: str, gemeente: str = "0599") -> Actor:
        return self.people[gemeente][Rol(rol)]

    def at(self, moment: str) -> None:
        """Let time pass until a local moment; what falls due happens on the way."""
        until = read_moment(moment)
        while (wake := self.house.deadlines.next_wake()) is not None and wake <= until:
            self.clock.move_to(max(wake, self.clock.now()))
            if not self.house.deadlines.fire_due():
                break  # a case that cannot move on: time goes on without it
            self.house.worker.run()
        self.clock.move_to(until)


@pytest.fixture(scope="session", autouse=True)
def looks_everywhere_from_the_start() -> None:
    """What is made once for many tests is made before any of them begins."""
    scope._said = ContextVar("tests", default=scope.EVERYWHERE)  # noqa: SLF001


@pytest.fixture(autouse=True)
def looks_everywhere() -> Iterator[None]:
    """A test may look into any case; pages and acts still see what their user may."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scope, "_said", ContextVar("tests", default=scope.EVERYWHERE))
        yield


@pytest.fixture(scope="session")
def models() -> Models:
    return Models(standard_sources())


@pytest.fixture(params=PLACES)
def database_url(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[str]:
    """A fresh, empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    with fresh_schema() as url:
        yield url


@contextmanager
def fresh_schema() -> Iterator[str]:
    """An empty schema on PostgreSQL, its owner a role that no policy makes way for."""
    schema = f"test_{uuid.uuid4().hex[:12]}"
    make_role()
    admin = create_engine(POSTGRES)
    with admin.begin() as connection:
        connection.execute(text(f"create schema {schema} authorization {ROLE}"))
    try:
        yield f"{POSTGRES}?options=-csearch_path%3D{schema}%20-crole%3D{ROLE}"
    finally:
        with admin.begin() as connection:
            connection.execute(text(f"drop schema {schema} cascade"))
        admin.dispose()


def make_role() -> None:
    """See that the role is there that the product has on PostgreSQL."""
    admin = create_engine(POSTGRES)
    with admin.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(599)"))  # one of us makes it
        known = text("select 1 from pg_roles where rolname = :name")
        if connection.scalar(known, {"name": ROLE}) is None:
            connection.execute(text(f"create role {ROLE} nosuperuser nobypassrls"))
    admin.dispose()


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> filled.Copies:
    """What was filled once and is copied."""
    return filled.Copies(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="session")
def original(models: Models) -> Iterator[tuple[str, filled.People]]:
    """A filled database on PostgreSQL, by its name, and who is in it."""
    make_role()
    with filled.original(POSTGRES, ROLE) as (name, url):
        clock = MovableClock(read_moment(START))
        house = _built(url, clock, models, PlainDesk(), {})
        people = _fill(house)
        house.database.dispose()
        yield name, people


@pytest.fixture(params=PLACES)
def filled_url(
    request: pytest.FixtureRequest, tmp_path: Any, copies: filled.Copies
) -> Iterator[str]:
    """A database that `make_house` finds filled, or fills without a schema to make."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    name, people = request.getfixturevalue("original")
    with filled.copy(POSTGRES, ROLE, name) as url:
        copies.on_postgresql[url] = people
        yield url
        del copies.on_postgresql[url]


@pytest.fixture
def make_house(models: Models, copies: filled.Copies) -> Iterator[Callable[..., HouseUnderTest]]:
    """Builds houses, and takes them down afterwards."""
    built: list[House] = []

    def make(
        url: str,
        *,
        start: str = START,
        documents: Any = None,
        fill: bool = True,
        **settings: Any,
    ) -> HouseUnderTest:
        clock = MovableClock(read_moment(start))
        can_copy = fill and "key" not in settings
        new = can_copy and filled.is_new(url)
        if new and not copies.has(start):
            file = copies.new_file()
            first = _built(f"sqlite:///{file}", clock, models, PlainDesk(), {})
            people = _fill(first)
            first.database.dispose()
            copies.keep(start, file, people)
        house = _built(url, clock, models, documents or PlainDesk(), settings)
        built.append(house)
        found: filled.People = {}
        if new:
            found = copies.copy_to(house.database, start)
        elif can_copy and start == START and url in copies.on_postgresql:
            found = copies.on_postgresql[url]
        elif fill:
            found = _fill(house)
        return HouseUnderTest(house, clock, filled.known(found))

    yield make
    for house in built:
        house.database.dispose()


def _built(
    url: str, clock: MovableClock, models: Models, documents: Any, settings: Mapping[str, Any]
) -> House:
    given = {"database": url, "demo": True, "secure_cookies": False, "key": ROOT_KEY, **settings}
    return build(Settings(**given), clock=clock, models=models, documents=documents)


def _fill(house: House) -> filled.People:
    """Bring an empty database to the schema of now, with two municipalities and their people."""
    house.migrate()
    house.beheer.add_gemeente(SYSTEEM, example_gemeente())
    house.beheer.add_gemeente(SYSTEEM, example_gemeente("0363", "Anderdam", None))
    return {
        "0599": people(house, "0599", HASHED),
        "0363": {
            rol: house.beheer.add_user(
                SYSTEEM, f"{rol.value}-0363", f"{rol.value} elders", HASHED, [(rol, "0363")]
            )
            for rol in Rol
        },
    }


@pytest.fixture
def tested(make_house: Callable[..., HouseUnderTest], filled_url: str) -> HouseUnderTest:
    """A house on every database under test."""
    return make_house(filled_url)


@pytest.fixture
def quick(make_house: Callable[..., HouseUnderTest]) -> HouseUnderTest:
    """A house in memory, for what does not depend on the database."""
    return make_house("sqlite://")
