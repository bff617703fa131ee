"""Every scenario plays to its end, papers included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.scenarios.play import Stage, play
from engine.scenarios.read import Scenario, read
from web.stage import stages

FOLDER = Path(__file__).parent
PLAYED = sorted(FOLDER.rglob("*.yaml"))

Build = Callable[[Scenario], Stage]


@pytest.fixture(scope="module")
def build() -> Build:
    return stages()


@pytest.mark.parametrize("path", PLAYED, ids=[str(path.relative_to(FOLDER)) for path in PLAYED])
def test_scenario_speelt_tot_het_einde(path: Path, build: Build) -> None:
    result = play(read(path), build)

    assert result.ok, "\n".join(
        f"stap {fout.stap}: verwacht {fout.verwacht}, gevonden {fout.gevonden}"
        for fout in result.fouten
    )
