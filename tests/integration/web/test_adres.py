"""Looking an address up, at a server that answers as the register's published contract says."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.errors import Unavailable
from tests.conftest import HouseUnderTest
from tests.integration.web.test_concepten import REPORT
from tests.integration.web.test_pages import Visitor
from web.adresboek import MAX_ANSWER, Adresboek
from web.settings import Settings

KEY = "l7-proefsleutel"
HOME = {
    "openbareRuimteNaam": "Voorbeeldstraat",
    "korteNaam": "Voorbeeldstraat",
    "huisnummer": 12,
    "postcode": "1234AB",
    "woonplaatsNaam": "Voorbeeldstad",
    "nummeraanduidingIdentificatie": "0599200000000001",
    "adresseerbaarObjectIdentificatie": "0599010000000001",
    "pandIdentificaties": ["0599100000000001"],
    "indicatieNevenadres": False,
}


class Register:
    """The register: `status` and `body` are what it answers instead, when set."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = []
        self.status = 200
        self.body: bytes | None = None

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        parts = urlsplit(path)
        query = parse_qs(parts.query)
        self.asked.append((parts.path, query, headers))
        if self.body is not None:
            return self.status, self.body
        known = query == {"postcode": ["1234AB"], "huisnummer": ["12"]}
        homes = [{**HOME, "huisletter": "A"}, {**HOME, "huisnummertoevoeging": "2"}, HOME]
        found: dict[str, Any] = {"_links": {"self": {"href": path}}}
        if known:
            found["_embedded"] = {"adressen": homes}
        return self.status, json.dumps(found).encode()


@contextmanager
def listening(register: Register) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = register.answer(self.path, dict(self.headers))
            self.send_response(status)
            self.send_header("Content-Type", "application/hal+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/lvbag/individuelebevragingen/v2"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def book(register: Register) -> Iterator[Adresboek]:
    with listening(register) as url:
        found = Adresboek(url, KEY)
        yield found
        found.close()


@pytest.fixture
def with_book(quick: HouseUnderTest, book: Adresboek) -> HouseUnderTest:
    quick.house = replace(quick.house, adresboek=book)
    return quick


def test_it_asks_as_the_contract_says_and_reads_the_answer(
    register: Register, book: Adresboek
) -> None:
    found = book.find("1234AB", 12)

    assert found is not None
    assert (found.straat, found.plaats) == ("Voorbeeldstraat", "Voorbeeldstad")
    assert found.toevoegingen == ("", "2", "A")
    ((path, _, headers),) = register.asked
    assert path == "/lvbag/individuelebevragingen/v2/adressen"
    assert headers["X-Api-Key"] == KEY
    assert headers["Accept"] == "application/hal+json"


def test_an_address_that_is_not_there_is_none(register: Register, book: Adresboek) -> None:
    assert book.find("9999ZZ", 1) is None
    register.status, register.body = 400, b'{"title": "Bad Request"}'
    assert book.find("1234AB", 12) is None


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (401, b"{}"),
        (429, b"{}"),
        (200, b"geen json"),
        (200, b"[]"),
        (200, b'{"_embedded": {"adressen": [{}]}}'),
        (200, b'{"_embedded": {"adressen": [{"openbareRuimteNaam": 1, "woonplaatsNaam": "x"}]}}'),
        (200, b" " * (MAX_ANSWER + 1)),
    ],
)
def test_a_register_that_fails_is_no_register(
    register: Register, book: Adresboek, status: int, body: bytes
) -> None:
    register.status, register.body = status, body

    with pytest.raises(Unavailable):
        book.find("1234AB", 12)


def test_a_register_that_is_not_there_is_no_register() -> None:
    book = Adresboek("http://127.0.0.1:1/v2", KEY)

    with pytest.raises(Unavailable):
        book.find("1234AB", 12)
    book.close()


def test_no_address_that_was_looked_for_gets_into_the_log(
    register: Register, book: Adresboek, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        book.find("1234AB", 12)
        register.status, register.body = 500, b""
        with pytest.raises(Unavailable):
            book.find("1234AB", 12)

    assert "1234AB" not in caplog.text
    assert KEY not in caplog.text


def test_the_page_fills_street_and_town_in_by_a_button(with_book: HouseUnderTest) -> None:
    officer = Visitor(with_book, "hulpofficier")
    path = f"/melden/{uuid.uuid4()}"
    officer.get(path)
    typed = {
        "locatie.postcode": "1234 ab",
        "locatie.huisnummer": "12",
        "locatie.toevoeging": "a",
        "aanleiding": "wat ik typte",
    }

    assert officer.post(path, zoek="locatie", **typed) == 200

    assert 'name="locatie.straat" value="Voorbeeldstraat"' in officer.text
    assert "Gevonden: Voorbeeldstraat in Voorbeeldstad. Klopt het niet?" in officer.text
    assert ">wat ik typte</textarea>" in officer.text


def test_an_addition_that_is_not_known_is_told_and_kept(with_book: HouseUnderTest) -> None:
    officer = Visitor(with_book, "hulpofficier")

    told = _asked(officer, postcode="1234AB", huisnummer="12", toevoeging="rood").json

    assert told["straat"] == "Voorbeeldstraat"
    assert "deze toevoeging staat niet in het register" in told["uitleg"]


@pytest.mark.parametrize(
    ("postcode", "huisnummer"), [("", "12"), ("1234", "12"), ("1234AB", "x"), ("1234AB", "-1")]
)
def test_nothing_is_asked_with_half_an_address(
    with_book: HouseUnderTest, register: Register, postcode: str, huisnummer: str
) -> None:
    officer = Visitor(with_book, "hulpofficier")

    told = _asked(officer, postcode=postcode, huisnummer=huisnummer).json

    assert told["straat"] == ""
    assert "Vul eerst" in told["uitleg"]
    assert register.asked == []


def test_a_register_that_fails_does_not_stand_in_the_way(
    with_book: HouseUnderTest, register: Register
) -> None:
    register.status, register.body = 503, b""
    officer = Visitor(with_book, "hulpofficier")
    path = f"/melden/{uuid.uuid4()}"
    officer.get(path)

    assert officer.post(path, **{**REPORT, "zoek": "locatie"}) == 200

    assert "Zoeken lukt nu niet. Vul het adres zelf in." in officer.text
    assert officer.post(path, **REPORT) == 303


def test_nobody_empties_the_register(
    with_book: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.forms.address.LOOK_UPS", 1)
    officer = Visitor(with_book, "hulpofficier")
    _asked(officer, postcode="1234AB", huisnummer="12")

    told = _asked(officer, postcode="1234AB", huisnummer="12").json

    assert told["straat"] == ""
    assert "Vul het adres zelf in" in told["uitleg"]


def test_without_a_register_nothing_of_it_is_there(quick: HouseUnderTest) -> None:
    officer = Visitor(quick, "hulpofficier")
    path = f"/melden/{uuid.uuid4()}"
    officer.get(path)

    assert "Zoek adres" not in officer.text
    assert _asked(officer, postcode="1234AB", huisnummer="12").status_code == 404


def test_only_who_reports_may_ask(with_book: HouseUnderTest) -> None:
    assert _asked(Visitor(with_book, "jurist"), postcode="1234AB").status_code == 403


@pytest.mark.parametrize("url", ["ftp://x", "http://elders.example", "bag"])
def test_the_key_goes_over_https_only(url: str) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_BAG_URL"):
        Settings.from_environment({"HUISVERBOD_DATABASE": "sqlite://", "HUISVERBOD_BAG_URL": url})


def test_the_key_is_read_from_a_file_and_shown_nowhere(tmp_path: Any) -> None:
    file = tmp_path / "sleutel"
    file.write_text(f"{KEY}\n", encoding="utf-8")

    settings = Settings.from_environment(
        {
            "HUISVERBOD_DATABASE": "sqlite://",
            "HUISVERBOD_BAG_URL": "https://bag.example/v2/",
            "HUISVERBOD_BAG_KEY_FILE": str(file),
        }
    )

    assert (settings.bag_url, settings.bag_key) == ("https://bag.example/v2", KEY)
    assert KEY not in repr(settings)


def _asked(visitor: Visitor, **form: str) -> Any:
    return visitor.client.post("/adressen", data={"csrf": visitor.token, **form})
