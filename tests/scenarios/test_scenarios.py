"""Every scenario that the models carry plays to its end, papers included."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.scenarios.play import play
from engine.scenarios.read import read
from web.stage import stages

FOLDER = Path(__file__).parent
#: What these need is not in the models yet: the court, and destruction after five years.
BEYOND = {"06-voorlopige-voorziening", "08-bewaring-en-vernietiging"}
PLAYED = sorted(path for path in FOLDER.glob("*.yaml") if path.stem not in BEYOND)


@pytest.fixture(scope="module")
def build():  # type: ignore[no-untyped-def] # the stage builder's own type
    return stages()


@pytest.mark.parametrize("path", PLAYED, ids=[path.stem for path in PLAYED])
def test_scenario_speelt_tot_het_einde(path: Path, build) -> None:  # type: ignore[no-untyped-def]
    result = play(read(path), build)

    assert result.ok, "\n".join(
        f"stap {fout.stap}: verwacht {fout.verwacht}, gevonden {fout.gevonden}"
        for fout in result.fouten
    )
