"""What service managers and container builders read is valid, and names what is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from web.cli import COMMANDS

UNITS = sorted(Path("docs/how-to/systemd").glob("huisverbod-*"))
CONTAINER = Path(".ci/Containerfile")


def known() -> set[str]:
    return {module.__name__.rpartition(".")[2] for module in COMMANDS}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_exists(unit: Path) -> None:
    started = re.findall(r"^ExecStart=\S+/huisverbod (\S+)", unit.read_text(), re.MULTILINE)

    assert set(started) <= known()
    assert started or unit.suffix == ".timer"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    copies = []
    for unit in UNITS:
        text = unit.read_text().replace("/opt/huisverbod/.venv/bin/huisverbod", "/bin/true")
        copy = tmp_path / unit.name
        copy.write_text(text)
        copies.append(str(copy))

    told = subprocess.run(
        ["systemd-analyze", "verify", *copies], capture_output=True, text=True, check=False
    )

    complaints = [line for line in told.stderr.splitlines() if str(tmp_path) in line]
    assert complaints == []


def test_the_container_holds_every_room_and_what_letters_need() -> None:
    text = CONTAINER.read_text()
    setup = Path(".ci/setup").read_text()
    libraries = re.search(r"^LIBRARIES=\((.*)\)", setup, re.MULTILINE)
    assert libraries is not None

    for room in ("bpmn", "documents", "engine", "web"):
        assert f"COPY {room} {room}" in text
    for library in libraries[1].split():
        assert library in text
    assert "--require-hashes" in text
    assert re.search(r"^USER \d+", text, re.MULTILINE)
