"""What every answer tells a browser, whatever was asked and however it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, abort, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.model.gebruikers import Rol
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.security.walk import ReadableDesk, Walker, logins, places
from web import door, headers
from web.app import create_app
from web.bootstrap import House
from web.door import access

#: Where a report is sent.
REPORT = "/melden/0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a"


def app_with(house: House, **settings: object) -> Flask:
    return create_app(replace(house, settings=replace(house.settings, **settings)))  # type: ignore[arg-type]


def check(response: TestResponse, *, page: bool) -> None:
    told = response.headers
    csp = dict(part.split(" ", 1) for part in told["Content-Security-Policy"].split("; "))
    assert csp["default-src"] == csp["object-src"] == csp["base-uri"] == "'none'"
    assert csp["script-src"] == csp["style-src"] == csp["connect-src"] == "'self'"
    assert csp["frame-ancestors"] == "'none'"
    assert csp["form-action"] == "'self'"
    assert csp["require-trusted-types-for"] == "'script'"
    assert csp["trusted-types"] == "'none'"
    assert csp["report-uri"] == f"/{csp['report-to']}" == "/schendingen"
    assert told["Reporting-Endpoints"] == 'schendingen="/schendingen"'
    assert "unsafe" not in told["Content-Security-Policy"]
    for name, value in headers.HEADERS.items():
        assert told[name] == value
    assert told["Referrer-Policy"] == ("same-origin" if page else "no-referrer")
    assert not {"Server", "X-Powered-By"} & set(told.keys())


def test_on_every_route_to_who_may_and_who_may_not(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    tested = make_house("sqlite://", documents=ReadableDesk())
    app = create_app(tested.house)
    zaak = een_zaak(tested).van_kracht()
    asking = [
        Walker(tested, app),
        Walker(tested, app, logins("0599")[Rol.HULPVERLENING]),
        Walker(tested, app, logins("0363")[Rol.AMBTENAAR]),
    ]
    statuses = set()
    # signing out and what ends sessions come last: nobody is refused anything after it
    last = ("/afmelden", "/afgemeld", "/ik/", "/aanmelden")
    for place in sorted(places(app, zaak), key=lambda each: each.rule.startswith(last)):
        for walker in asking:
            response = walker.open(place)
            statuses.add(response.status_code)
            check(response, page=response.mimetype == "text/html")
            kept = response.headers["Cache-Control"]
            assert kept == "no-store" or place.rule.startswith(("/static", "/thema/")), place
    assert statuses >= {200, 303, 401, 403, 404, 422}


def ask(app: Flask, path: str, *, method: str = "GET", **more: Any) -> TestResponse:
    return app.test_client().open(path, method=method, buffered=True, **more)


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/bestaat-niet", {}, 404),
        ("GET", "/api/v1/bestaat-niet", {}, 404),
        ("DELETE", "/aanmelden", {}, 405),
        ("PUT", "/api/v1/zaken/HV-2026-0001/vooruitblik", {}, 405),
        ("POST", "/aanmelden", {"data": {"gebruiker": "a" * 600_000}}, 413),
        ("GET", "/controle", {"query_string": "code=" + "a" * 9_000}, 414),
        ("GET", "/soort", {}, 415),
        ("GET", "/thee", {}, 418),
        ("GET", "/kapot", {}, 500),
        ("GET", "/api/v1/kapot", {}, 500),
    ],
)
def test_an_error_is_a_page_or_a_problem_that_says_nothing_of_the_inside(
    quick: HouseUnderTest, method: str, path: str, more: dict[str, Any], status: int
) -> None:
    app = create_app(quick.house)

    @access(everybody=True)
    def broken() -> str:
        raise RuntimeError("geheim van Jansen")

    app.add_url_rule("/kapot", "kapot", broken)
    app.add_url_rule("/api/v1/kapot", "api_kapot", broken)
    for name, code in (("soort", 415), ("thee", 418)):
        app.add_url_rule(f"/{name}", name, access(everybody=True)(lambda code=code: abort(code)))

    response = ask(app, path, method=method, **more)

    assert response.status_code == status
    program = path.startswith("/api/")
    kind = "application/problem+json" if program else "text/html"
    assert response.mimetype == kind
    text = response.text
    for word in ("Traceback", "RuntimeError", "Jansen", "werkzeug", "Flask", "sqlalchemy"):
        assert word not in text
    check(response, page=not program)


def test_a_view_can_widen_the_policy_for_its_own_page_alone(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)

    @access(everybody=True)
    def drawn() -> str:
        g.csp = {"trusted-types": "default"}
        return "tekening"

    app.add_url_rule("/tekening", "tekening", drawn)
    client = app.test_client()

    assert "trusted-types default" in client.get("/tekening").headers["Content-Security-Policy"]
    assert "trusted-types 'none'" in client.get("/controle").headers["Content-Security-Policy"]


def test_over_https_and_only_there_a_browser_is_told_to_stay(quick: HouseUnderTest) -> None:
    client = create_app(quick.house).test_client()
    name = "Strict-Transport-Security"

    assert name not in client.get("/controle").headers
    over = client.get("/controle", base_url="https://huisverbod.example")
    assert over.headers[name] == headers.HTTPS_ONLY


def test_the_cookie_is_bound_to_this_host_and_hidden_from_script(quick: HouseUnderTest) -> None:
    client = app_with(quick.house, secure_cookies=True).test_client()

    answer = client.post(
        "/aanmelden",
        data={"gebruiker": logins("0599")[Rol.JURIST], "wachtwoord": "een lang wachtwoord"},
        base_url="https://huisverbod.example",
    )

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-huisverbod=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert len(cookie) < 400


def test_signing_out_leaves_nothing_in_the_browser(quick: HouseUnderTest) -> None:
    walker = Walker(quick, create_app(quick.house), logins("0599")[Rol.JURIST])

    answer = walker.client.post("/afmelden", data={"csrf": walker.token})

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "huisverbod=;" in answer.headers["Set-Cookie"]


# -- who asks, and from where ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"Origin": "http://localhost"}, 422),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 422),
        ({"Origin": "https://elders.example"}, 400),
        ({"Origin": "http://localhost.elders.example"}, 400),
        ({"Origin": "http://localhost:81"}, 400),
        ({"Origin": "null"}, 400),
        ({"Origin": ""}, 400),
        ({"Origin": "http://["}, 400),
        ({"Origin": "localhost"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
    ],
)
def test_a_change_comes_from_our_own_page(
    quick: HouseUnderTest, sent: dict[str, str], status: int
) -> None:
    walker = Walker(quick, create_app(quick.house), logins("0599")[Rol.HULPOFFICIER])
    answer = walker.client.post(REPORT, data={"csrf": walker.token}, headers=sent)
    assert answer.status_code == status


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "\0", "x" * 10_000, None])
def test_no_other_token_is_taken(quick: HouseUnderTest, token: str | None) -> None:
    walker = Walker(quick, create_app(quick.house), logins("0599")[Rol.HULPOFFICIER])
    data = {} if token is None else {"csrf": token}
    assert walker.client.post(REPORT, data=data).status_code == 400


def test_a_token_of_another_session_is_not_taken(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    mine = Walker(quick, app, logins("0599")[Rol.HULPOFFICIER])
    theirs = Walker(quick, app, logins("0599")[Rol.HULPOFFICIER])
    assert mine.client.post(REPORT, data={"csrf": theirs.token}).status_code == 400


def test_only_names_of_the_product_are_answered(quick: HouseUnderTest) -> None:
    app = app_with(quick.house, hosts=("huisverbod.example",))
    for host, status in (
        ("huisverbod.example", 200),
        ("huisverbod.example:8443", 200),
        ("elders.example", 400),
        ("huisverbod.example.elders.example", 400),
        ("huisverbod.example@elders.example", 400),
    ):
        answer = app.test_client().get("/controle", headers={"Host": host})
        assert answer.status_code == status, host
        assert "elders.example" not in answer.text


# -- how much ----------------------------------------------------------------------------------


def client_of(quick: HouseUnderTest) -> tuple[FlaskClient, str]:
    walker = Walker(quick, create_app(quick.house), logins("0599")[Rol.HULPOFFICIER])
    return walker.client, walker.token


def test_too_many_fields_are_not_judged(quick: HouseUnderTest) -> None:
    client, token = client_of(quick)
    many = {f"huisgenoten.{number}.voornamen": "x" for number in range(door.MAX_FIELDS)}
    assert client.post(REPORT, data={"csrf": token, **many}).status_code == 413


def test_too_many_parts_are_not_read(quick: HouseUnderTest) -> None:
    client, _ = client_of(quick)
    part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    body = part * (door.MAX_FIELDS + 1) + "--x--"
    kind = "multipart/form-data; boundary=x"
    assert client.post(REPORT, data=body, content_type=kind).status_code == 413


def test_deep_names_are_names_and_nothing_else(quick: HouseUnderTest) -> None:
    client, token = client_of(quick)
    deep = {"huisgenoten." + "0." * 5_000 + "x": "1", "huisgenoten.99999999999.voornamen": "x"}
    assert client.post(REPORT, data={"csrf": token, **deep}).status_code == 422


def test_one_account_cannot_copy_everything(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "REQUESTS", 5)
    app = create_app(quick.house)
    greedy = Walker(quick, app, logins("0599")[Rol.AMBTENAAR])
    other = Walker(quick, app, logins("0599")[Rol.JURIST])

    statuses = [greedy.client.get("/").status_code for _ in range(6)]

    assert statuses == [200, 200, 200, 200, 429, 429]
    refused = greedy.client.get("/")
    assert refused.headers["Retry-After"] == "600"
    assert other.client.get("/").status_code == 200


# -- whom to tell ------------------------------------------------------------------------------


def test_who_finds_a_weakness_reads_whom_to_tell(quick: HouseUnderTest) -> None:
    app = app_with(quick.house, security_contact="mailto:veilig@voorbeeldstad.example")

    answer = app.test_client().get(
        "/.well-known/security.txt", base_url="https://huisverbod.example"
    )

    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.mimetype == "text/plain"
    assert fields["Contact"] == "mailto:veilig@voorbeeldstad.example"
    assert fields["Canonical"] == "https://huisverbod.example/.well-known/security.txt"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert 150 < (expires - quick.clock.now()).days < 366


def test_without_a_contact_there_is_none(quick: HouseUnderTest) -> None:
    answer = create_app(quick.house).test_client().get("/.well-known/security.txt")
    assert answer.status_code == 404
