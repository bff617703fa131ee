"""`huisverbod train`: a training that leaves nothing behind, however it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = "import sys; from web.cli import main; sys.exit(main(sys.argv[1:]))"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def training(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path),
        "HUISVERBOD_DATABASE": f"sqlite:///{tmp_path / 'echte-zaken.db'}",
    }
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "train", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], needle: str) -> str:
    """What it says, up to the line with `needle`."""
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if needle in line:
            return said
    raise AssertionError(f"{needle!r} was never said:\n{said}")


def databases(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.db"))


def test_it_serves_a_database_of_its_own_and_removes_it_when_told_to_end(tmp_path: Path) -> None:
    port = free_port()
    with training(tmp_path, port) as process:
        said = read_until(process, "Huisverbod draait op")
        assert f"http://127.0.0.1:{port}" in said
        assert "huisverbod-demo" in said
        assert databases(tmp_path) == ["oefening.db"]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/aanmelden", timeout=10) as page:
            assert "Demo: kies wie u bent" in page.read().decode()

        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)

    assert "gewist" in said
    assert "Traceback" not in said
    assert process.returncode == 0
    assert databases(tmp_path) == []
    assert list(tmp_path.glob("huisverbod-oefening-*")) == []


def test_it_can_be_stopped_while_the_cases_are_played(tmp_path: Path) -> None:
    with training(tmp_path, free_port()) as process:
        read_until(process, "Even geduld")

        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)

    assert "Traceback" not in said
    assert process.returncode == 0
    assert databases(tmp_path) == []
    assert list(tmp_path.glob("huisverbod-oefening-*")) == []
