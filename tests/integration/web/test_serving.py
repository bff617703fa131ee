"""The server as it stands on the network: whom it believes, what it receives, what it refuses."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from flask import Flask, request

from tests.conftest import HouseUnderTest
from web.app import MAX_BODY, create_app
from web.cli.serve import listen
from web.pages.controle import TRIES
from web.settings import Settings

UNKNOWN = "/controle?code=0000-0000-0000-0000"


@contextmanager
def serving(app: Flask, proxy: str | None = None) -> Iterator[http.client.HTTPConnection]:
    """A connection to a real server for these pages, from 127.0.0.1."""
    server = listen(app, Settings(database="sqlite://", port=0, proxy=proxy))

    def run() -> None:
        with suppress(OSError, ValueError):  # it was just looking when it was closed
            server.run()

    thread = threading.Thread(target=run)
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=30)  # type: ignore[union-attr]
    try:
        yield connection
    finally:
        connection.close()
        # a thread that just answered still tells the server so
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(10)


def ask(
    connection: http.client.HTTPConnection, path: str, **headers: str
) -> http.client.HTTPResponse:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=told)
    response = connection.getresponse()
    response.read()
    return response


def echo(tested: HouseUnderTest) -> Flask:
    """The pages, and one that says who asked and how."""
    app = create_app(tested.house)

    def said() -> str:
        return f"{request.remote_addr} {request.scheme} {request.host}"

    said.access = None  # type: ignore[attr-defined]
    app.before_request_funcs[None] = []
    app.add_url_rule("/echo", "echo", said)
    return app


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        (None, "127.0.0.1 http www.example"),
        ("10.0.0.1", "127.0.0.1 http www.example"),
        ("127.0.0.1", "203.0.113.9 https www.example"),
    ],
)
def test_only_the_proxy_that_was_named_is_believed(
    quick: HouseUnderTest, proxy: str | None, said: str
) -> None:
    with serving(echo(quick), proxy) as connection:
        connection.request(
            "GET",
            "/echo",
            headers={
                "Host": "www.example",
                # whoever asks may send the first; the proxy puts what it saw behind it
                "X-Forwarded-For": "198.51.100.1, 203.0.113.9",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-Host": "evil.example",
            },
        )
        assert connection.getresponse().read().decode() == said


def test_people_behind_a_proxy_are_counted_one_by_one(tested: HouseUnderTest) -> None:
    with serving(create_app(tested.house), "127.0.0.1") as connection:
        many = [
            ask(connection, UNKNOWN, X_Forwarded_For=f"203.0.113.{n}").status
            for n in range(TRIES + 2)
        ]
        one = [
            ask(connection, UNKNOWN, X_Forwarded_For=f"198.51.100.{n}, 2001:db8::{n:x}").status
            for n in range(TRIES + 1)
        ]

    assert set(many) == {200}
    assert one == [200] * TRIES + [429]


def test_who_says_to_be_another_is_counted_as_he_is(tested: HouseUnderTest) -> None:
    with serving(create_app(tested.house)) as connection:
        answers = [
            ask(connection, UNKNOWN, X_Forwarded_For=f"203.0.113.{n}").status
            for n in range(TRIES + 1)
        ]

    assert answers == [200] * TRIES + [429]


def test_a_browser_is_told_to_come_back_over_https_only(tested: HouseUnderTest) -> None:
    with serving(create_app(tested.house), "127.0.0.1") as connection:
        secure = ask(connection, "/controle", X_Forwarded_Proto="https")
        plain = ask(connection, "/controle")

    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in plain.headers


def test_too_large_a_body_is_refused_before_it_is_received(tested: HouseUnderTest) -> None:
    with serving(create_app(tested.house)) as connection:
        connection.putrequest("POST", "/controle")
        connection.putheader("Content-Length", str(MAX_BODY + 1))
        connection.endheaders()  # and nothing of the body

        assert connection.getresponse().status == 413
