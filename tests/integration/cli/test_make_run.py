"""`make run`: its very commands, on a machine that knows nothing of us yet."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.integration.cli.test_serve import free_port
from tests.integration.cli.test_train import read_until

ROOT = Path(__file__).resolve().parents[3]


def commands() -> list[str]:
    """What `make run` does after the set-up, each as a line for the shell."""
    told = subprocess.run(
        ["make", "--dry-run", "run", f"BIN={Path(sys.executable).parent}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [line for line in told.stdout.splitlines() if "/huisverbod " in line]


def test_the_demo_starts_without_any_setting(tmp_path: Path) -> None:
    port = free_port()
    *before, serve = commands()
    environment = {name: value for name, value in os.environ.items() if "HUISVERBOD" not in name}
    environment["HUISVERBOD_PORT"] = str(port)

    for command in before:
        subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, check=True)
    with subprocess.Popen(
        ["bash", "-c", f"exec env {serve}"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            read_until(process, "Huisverbod draait op")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/aanmelden", timeout=20) as page:
                shown = page.read().decode()
            process.terminate()
            process.communicate(timeout=60)
        finally:
            process.kill()

    assert len(before) == 2
    assert "Demo: kies wie u bent" in shown
    assert process.returncode == 0
    assert (tmp_path / "var" / "sleutel").stat().st_mode & 0o077 == 0
