"""Arbitrary input to every form, page and operation: refused or taken, and never a crash.

Short here; `make fuzz` goes on for longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.model.gebruikers import Rol
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.security.walk import Place, ReadableDesk, Walker, logins, marked, places
from web.app import create_app

#: A body that cannot be read to its end leaves its first files to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)
EXAMPLES = 4000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 60
relaxed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)

#: What forms are sent by people who mean no good, and by fingers that slip.
ODD = (
    "",
    " ",
    "\0",
    "0",
    "-1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "ja",
    "nee",
    "true",
    "null",
    "[]",
    "{}",
    "2026-03-22",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "24:00",
    "25:61",
    "02.30",
    "2026-10-25T02:30",
    "1234AB",
    "../../etc/passwd",
    "..\\..",
    "' or 1=1 --",
    '"><script>alert(1)</script>',
    "{{ 7*7 }}",
    "${7*7}",
    "=HYPERLINK(1)",
    "\r\nSet-Cookie: a=b",
    "\u202e\u200b\ufeff",
    "\ud7ff\U0010ffff",
    "é" * 5000,
    "a" * 20_000,
)
VALUES = st.one_of(st.sampled_from(ODD), st.text(max_size=60), st.integers().map(str))


class _Forms(HTMLParser):
    """The forms of a page that change something: where they go, and their fields with choices."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[tuple[str, dict[str, set[str]]]] = []
        self._field = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((values.get("action") or self.path, {}))
        elif self.found and tag in ("input", "select", "textarea", "button") and "name" in values:
            self._field = values["name"]
            choices = self.found[-1][1].setdefault(self._field, set())
            choices.add(values.get("value", ""))
        elif tag == "option" and self.found and self._field:
            self.found[-1][1][self._field].add(values.get("value", ""))


@pytest.fixture
def played(make_house: Callable[..., HouseUnderTest]) -> HouseUnderTest:
    return make_house("sqlite://", documents=ReadableDesk())


def forms(tested: HouseUnderTest) -> Iterator[tuple[Walker, str, dict[str, set[str]]]]:
    """Every form on every page, each with somebody who sees it."""
    app = create_app(tested.house)
    begun = een_zaak(tested)
    further = marked(tested)
    seen = set()
    for login in logins("0599").values():
        walker = Walker(tested, app, login)
        for zaak in (further, begun):
            for place in places(app, zaak):
                if place.method != "GET" or place.rule.startswith("/static"):
                    continue
                answer = walker.open(place)
                if answer.mimetype != "text/html" or answer.status_code != 200:
                    continue
                page = _Forms(place.path)
                page.feed(answer.text)
                for action, fields in page.found:
                    key = (action, *sorted(fields))
                    if action != "/afmelden" and key not in seen:
                        seen.add(key)
                        yield walker, action, fields


def test_no_form_can_be_filled_in_so_that_it_crashes(played: HouseUnderTest) -> None:
    known = list(forms(played))
    assert len({action for _, action, _ in known}) > 15

    @relaxed
    @given(st.data())
    def fill_in(data: st.DataObject) -> None:
        walker, action, fields = data.draw(st.sampled_from(known))
        given_ = {}
        for name, choices in sorted(fields.items()):
            value = st.one_of(VALUES, st.sampled_from(sorted(choices) or [""]))
            given_[name] = data.draw(st.lists(value, max_size=2) if choices else value)
        extra = st.dictionaries(st.one_of(st.sampled_from(sorted(fields) or ["x"]), VALUES), VALUES)
        posted: dict[str, Any] = {**given_, **data.draw(extra), "csrf": walker.token}
        answer = walker.client.post(action, data=posted, buffered=True)
        assert answer.status_code < 500, (action, posted)

    fill_in()


def test_no_address_or_header_can_be_made_so_that_it_crashes(played: HouseUnderTest) -> None:
    app = create_app(played.house)
    zaak = een_zaak(played)
    walker = Walker(played, app, logins("0599")[Rol.AMBTENAAR])
    watcher = Walker(played, app, logins("0599")[Rol.TOEZICHTHOUDER])
    rules = sorted({place.rule for place in places(app, zaak)})
    part = st.one_of(st.sampled_from([zaak.id, zaak.outcome.nummer, "..", "%00", "%2e%2e"]), VALUES)
    header = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80)

    @relaxed
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        rule = data.draw(st.sampled_from(rules))
        path = "/".join(
            data.draw(part) if each.startswith("<") else each for each in rule.split("/")
        )
        answer = data.draw(st.sampled_from([walker, watcher])).client.open(
            path.replace("?", "") or "/",
            method=data.draw(st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])),
            query_string=data.draw(
                st.dictionaries(
                    st.sampled_from(["code", "van", "tot", "voor", "zaak", "soort", "verder", "x"]),
                    VALUES,
                )
            ),
            headers={
                name: data.draw(header)
                for name in data.draw(
                    st.lists(
                        st.sampled_from(["Origin", "Accept", "Accept-Language", "Range", "Cookie"]),
                        unique=True,
                    )
                )
            },
            buffered=True,
        )
        assert answer.status_code < 500, (path, answer.status_code)

    ask()


def test_no_body_can_be_made_so_that_it_crashes(played: HouseUnderTest) -> None:
    """Bodies of any kind where forms are expected, and files where a decision is."""
    app = create_app(played.house)
    walker = Walker(played, app, logins("0599")[Rol.HULPOFFICIER])
    kinds = [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/xml",
        "",
    ]
    start = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="a"\r\n\r\n%PDF-'

    @relaxed
    @given(
        st.sampled_from(["/melden", "/controle", "/aanmelden"]),
        st.sampled_from(kinds),
        st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda tail: start + tail)),
    )
    def send(path: str, kind: str, body: bytes) -> None:
        answer = walker.client.post(path, data=body, content_type=kind, buffered=True)
        assert answer.status_code < 500, (path, kind)

    send()


def test_the_place_of_a_fuzzed_form_is_known(played: HouseUnderTest) -> None:
    """The forms are found by reading pages: those that matter are among them."""
    actions = {action for _, action, _ in forms(played)}
    assert "/aanmelden" in actions
    for part in ("/melden/", "/taken/", "/berichten/", "/geheime-adressen", "/oppakken"):
        assert any(part in action for action in actions), part
    assert Place("", "GET", "/melden").of_a_case is False
