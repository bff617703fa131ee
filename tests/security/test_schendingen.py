"""What browsers report about our pages is counted; nothing of a case or a person stays."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import HouseUnderTest
from tests.security.walk import Walker, logins
from web.app import create_app
from web.pages.schendingen import LARGEST, MOST, ONE, POSTS, SEVERAL

ZAAK = "0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a"
PAGE = f"http://localhost/zaken/{ZAAK}?zoek=Jansen#bij-haar-zus"


@pytest.fixture
def client(quick: HouseUnderTest) -> FlaskClient:
    return create_app(quick.house).test_client()


def one(**more: Any) -> dict[str, Any]:
    """As browsers send it at once."""
    return {
        "csp-report": {
            "document-uri": PAGE,
            "referrer": f"http://localhost/zoeken?naam={ZAAK}",
            "violated-directive": "script-src-elem",
            "effective-directive": "script-src-elem",
            "original-policy": "default-src 'none'",
            "blocked-uri": "https://evil.example/steal.js?van=Jansen",
            "source-file": f"http://localhost/zaken/{ZAAK}",
            "script-sample": "document.title = 'Jansen'",
            **more,
        }
    }


def several(*bodies: dict[str, Any], kind: str = "csp-violation") -> list[dict[str, Any]]:
    """As browsers send them a while later."""
    return [
        {"type": kind, "age": 10, "url": PAGE, "user_agent": "Firefox", "body": body}
        for body in bodies
    ]


def send(client: FlaskClient, told: object, kind: str = ONE, **headers: str) -> int:
    data = told if isinstance(told, bytes) else json.dumps(told)
    return client.post("/schendingen", data=data, content_type=kind, headers=headers).status_code


def counted(tested: HouseUnderTest) -> dict[tuple[str, str, str], float]:
    return {
        (each.labels["page"], each.labels["directive"], each.labels["source"]): each.value
        for metric in tested.house.meters.violations.collect()
        for each in metric.samples
        if each.name.endswith("_total")
    }


def test_a_report_is_counted_and_logged_by_names_of_ours_alone(
    quick: HouseUnderTest, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert send(client, one()) == 204

    assert counted(quick) == {("zaak.show", "script-src-elem", "elders"): 1}
    (line,) = [each for each in caplog.records if each.name == "huisverbod.schending"]
    said = json.dumps({name: str(value) for name, value in vars(line).items()})
    assert (vars(line)["actie"], vars(line)["geblokkeerd"]) == ("zaak.show", "elders")
    for secret in (ZAAK, "Jansen", "evil.example", "haar-zus", "steal", "title"):
        assert secret not in said
        assert secret not in caplog.text


def test_several_at_once_as_newer_browsers_send_them(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    inline = {"documentURL": PAGE, "effectiveDirective": "style-src-attr", "blockedURL": "inline"}
    sink = {
        "documentURL": "http://localhost/zoeken",
        "effectiveDirective": "require-trusted-types-for",
        "blockedURL": "trusted-types-sink",
        "sample": "Element innerHTML|Jansen",
    }

    assert send(client, several(inline, sink, inline), SEVERAL) == 204

    assert counted(quick) == {
        ("zaak.show", "style-src-attr", "inline"): 2,
        ("zoeken.form", "require-trusted-types-for", "trusted-types"): 1,
    }


@pytest.mark.parametrize(
    ("blocked", "kind"),
    [
        ("chrome-extension://abc/x.js", "extensie"),
        ("moz-extension", "extensie"),
        ("data:text/html,Jansen", "data"),
        ("eval", "eval"),
        ("http://localhost/static/x.js", "eigen"),
        ("https://evil.example:x]/", "anders"),
        ("", "anders"),
    ],
)
def test_of_what_was_refused_its_kind_is_kept(
    quick: HouseUnderTest, client: FlaskClient, blocked: str, kind: str
) -> None:
    assert send(client, one(**{"blocked-uri": blocked})) == 204

    assert counted(quick) == {("zaak.show", "script-src-elem", kind): 1}


def test_names_that_are_made_up_make_no_figures_of_their_own(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    """Who could name a figure would fill the memory with them, or the log with text."""
    for n in range(20):
        told = one(
            **{
                "document-uri": f"http://localhost/verzonnen/{n}",
                "effective-directive": f"verzonnen-{n}",
                "blocked-uri": f"verzonnen-{n}",
            }
        )
        assert send(client, told) == 204

    assert counted(quick) == {("anders", "anders", "anders"): 20}


@pytest.mark.parametrize(
    "page", ["https://evil.example/zaken", "about:blank", "", "http://[", "//localhost\\x", None, 7]
)
def test_a_page_that_is_not_ours_counts_for_nothing(
    quick: HouseUnderTest, client: FlaskClient, page: object
) -> None:
    assert send(client, one(**{"document-uri": page})) == 204

    assert counted(quick) == {}


@pytest.mark.parametrize(
    "told",
    [None, [], {}, 7, "x", {"csp-report": None}, {"csp-report": [1]}, [[]], [{"type": 1}]],
)
@pytest.mark.parametrize("kind", [ONE, SEVERAL])
def test_what_is_no_report_counts_for_nothing(
    quick: HouseUnderTest, client: FlaskClient, told: object, kind: str
) -> None:
    assert send(client, told, kind) == 204
    assert send(client, several({"documentURL": PAGE}, kind="deprecation"), SEVERAL) == 204

    assert counted(quick) == {}


@pytest.mark.parametrize("rubbish", [b"", b"{", b"\xff", b"[" * 16_000])
def test_rubbish_is_refused(quick: HouseUnderTest, client: FlaskClient, rubbish: bytes) -> None:
    assert send(client, rubbish) == 400
    assert counted(quick) == {}


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""]
)
def test_what_a_form_of_another_site_can_send_is_not_taken(
    quick: HouseUnderTest, client: FlaskClient, kind: str
) -> None:
    assert send(client, one(), kind) == 415
    assert counted(quick) == {}


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_reports_nothing_about_us(
    quick: HouseUnderTest, client: FlaskClient, headers: dict[str, str]
) -> None:
    assert send(client, one(), **headers) == 400
    assert counted(quick) == {}


def test_a_report_that_is_too_long_is_not_read(quick: HouseUnderTest, client: FlaskClient) -> None:
    assert send(client, one(**{"script-sample": "x" * LARGEST})) == 413
    assert counted(quick) == {}


def test_of_many_in_one_post_the_first_count(quick: HouseUnderTest, client: FlaskClient) -> None:
    body = {"documentURL": "http://localhost/"}
    assert send(client, several(*[body] * (MOST + 10)), SEVERAL) == 204

    assert sum(counted(quick).values()) == MOST


def test_nobody_fills_the_log(quick: HouseUnderTest, client: FlaskClient) -> None:
    for _ in range(POSTS):
        assert send(client, one()) == 204

    assert send(client, one()) == 429
    assert sum(counted(quick).values()) == POSTS


def test_reports_of_who_is_signed_in_are_taken_without_a_token(quick: HouseUnderTest) -> None:
    walker = Walker(quick, create_app(quick.house), next(iter(logins("0599").values())))

    assert send(walker.client, one(), **{"Sec-Fetch-Site": "same-origin"}) == 204
