"""`serve` under a service manager: says when it is ready, and stops without losing anybody."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.builders import een_zaak
from tests.conftest import ROOT_KEY, HouseUnderTest
from tests.integration.cli.test_train import read_until
from web.cli.draining import serve_until
from web.cli.serve import listen
from web.settings import Settings

COMMAND = "import sys; from web.cli import main; sys.exit(main(sys.argv[1:]))"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(
    tmp_path: Path, *options: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A real server that said it is ready, on an empty database."""
    port = free_port()
    settings = {
        **os.environ,
        "HUISVERBOD_DATABASE": f"sqlite:///{tmp_path / 'huisverbod.db'}",
        "HUISVERBOD_PORT": str(port),
        **environment,
    }
    command = [sys.executable, "-c", COMMAND]
    subprocess.run([*command, "migrate"], env=settings, check=True, capture_output=True)
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    channel.bind(str(tmp_path / "notify"))
    channel.settimeout(60)
    settings["NOTIFY_SOCKET"] = str(tmp_path / "notify")
    process = subprocess.Popen(
        [*command, "serve", *options],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert channel.recv(64) == b"READY=1"
        yield process, port
    finally:
        process.kill()
        process.communicate()
        channel.close()


def get(port: int, path: str) -> tuple[str, str | None]:
    """The body, and the number under which the log knows the request."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.read().decode(), answer.headers["X-Request-ID"]


def test_it_logs_json_tells_figures_and_stops_when_asked(tmp_path: Path) -> None:
    figures = free_port()
    with served(tmp_path, HUISVERBOD_LOG_JSON="1", HUISVERBOD_METRICS=f"127.0.0.1:{figures}") as (
        process,
        port,
    ):
        _, number = get(port, "/aanmelden?naam=Jansen")
        told, _ = get(figures, "/metrics")
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(port, "/metrics")
        refused.value.close()
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert said.rstrip().endswith("Gestopt.")
    lines = [json.loads(each) for each in said.splitlines() if each.startswith("{")]
    line = next(each for each in lines if each.get("verzoek") == number)
    assert (line["actie"], line["methode"], line["resultaat"]) == ("aanmelden.sign_in", "GET", 200)
    assert {"tijd", "wie", "herkomst", "ms", "level"} <= line.keys()
    assert "Jansen" not in said
    assert 'huisverbod_deadlines_open{scope="global"} 0.0' in told
    assert 'huisverbod_request_seconds_count{method="GET",page="aanmelden.sign_in"' in told


def test_without_a_worker_pages_alone_are_served_and_another_process_works(
    make_house: Callable[..., HouseUnderTest], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'huisverbod.db'}"
    tested = make_house(url)
    zaak = een_zaak(tested).van_kracht()  # long ago, by the clock of this machine
    settings = {"HUISVERBOD_DEMO": "1", "HUISVERBOD_SLEUTEL": ROOT_KEY}

    with served(tmp_path, "--no-worker", **settings) as (process, port):
        assert "Aanmelden" in get(port, "/aanmelden")[0]
        before = zaak.state.status
        with subprocess.Popen(
            [sys.executable, "-c", COMMAND, "work"],
            env={**os.environ, **settings, "HUISVERBOD_DATABASE": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as worker:
            read_until(worker, "Termijnen en documenten worden verwerkt.")
            after = zaak.state.status
            worker.terminate()
            worker.communicate(timeout=60)
        process.terminate()
        said, _ = process.communicate(timeout=60)

    assert (before, after) == ("van_kracht", "geeindigd")
    assert "Bij de start verwerkt" not in said
    assert (worker.returncode, process.returncode) == (0, 0)


def test_who_asked_before_the_stop_is_answered_and_nobody_after_it() -> None:
    busy, go_on, stop = threading.Event(), threading.Event(), threading.Event()
    app = Flask("slow")

    @app.get("/")
    def slow() -> str:
        busy.set()
        go_on.wait(30)
        return "x" * 300_000

    server = listen(app, Settings(database="sqlite://", port=0))
    port: int = server.effective_port  # type: ignore[union-attr]
    serving = threading.Thread(target=serve_until, args=(server, stop))
    serving.start()
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked.request("GET", "/")
    assert busy.wait(30)

    stop.set()
    while True:  # until nobody listens any more
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            break
        except ConnectionResetError:  # it stopped just while this one waited to be let in
            continue
    go_on.set()
    answer = asked.getresponse()

    assert answer.status == 200
    assert len(answer.read()) == 300_000
    serving.join(30)
    assert not serving.is_alive()
    asked.close()
    server.close()


def test_whoever_never_ends_is_not_waited_for_longer_than_allowed() -> None:
    busy, go_on, stop = threading.Event(), threading.Event(), threading.Event()
    app = Flask("endless")

    @app.get("/")
    def endless() -> str:
        busy.set()
        go_on.wait(60)
        return ""

    server = listen(app, Settings(database="sqlite://", port=0))
    serving = threading.Thread(target=serve_until, args=(server, stop, 0.0))
    serving.start()
    asked = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=30)  # type: ignore[union-attr]
    asked.request("GET", "/")
    assert busy.wait(30)

    stop.set()
    serving.join(30)

    assert not serving.is_alive()
    go_on.set()
    asked.close()
    server.close()
