"""The command line as people use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MELDING
from web.cli import main

SCENARIO = Path("tests/scenarios/07-niet-opgelegd.yaml")


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'huisverbod.db'}")


def test_simulate_says_that_all_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", str(SCENARIO), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    (played,) = told["scenarios"]
    assert told["ok"] is played["ok"] is True
    assert played["eindstand"]["status"] == "niet_opgelegd"
    assert played["tijdlijn"][0]["naam"] == "melding"


def test_simulate_tells_what_was_expected_and_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SCENARIO.read_text(encoding="utf-8").replace(
        "status: niet_opgelegd", "status: van_kracht"
    )
    (tmp_path / "fout.yaml").write_text(text, encoding="utf-8")

    assert main(["simulate", str(tmp_path / "fout.yaml")]) == 1

    told = capsys.readouterr().out
    assert "verwacht: status van_kracht" in told
    assert "gevonden: niet_opgelegd" in told


@pytest.mark.parametrize(
    ("text", "needles"),
    [
        ("titel: x\nstappen: []\n", ["regel 2", "stappen"]),
        ("titel: x\nstappen:\n  - op: 2026-03-21T00:10\n    rol: paus\n", ["regel 4", "rol"]),
        ("titel: x\nstapen: []\n", ["stapen"]),
        ("titel: [", ["geen YAML"]),
        ("- 1\n", ["regel 1"]),
    ],
)
def test_simulate_names_file_line_and_field_of_what_is_no_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, needles: list[str]
) -> None:
    path = tmp_path / "kapot.yaml"
    path.write_text(text, encoding="utf-8")

    assert main(["simulate", str(path)]) == 2

    told = capsys.readouterr().err
    for needle in ["kapot.yaml", *needles]:
        assert needle in told


def test_a_police_file_starts_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert main(["demo"]) == 0
    envelope: dict[str, Any] = {"schema_versie": "1.0.0", "melding": MELDING}
    path = tmp_path / "melding.json"
    path.write_text(json.dumps(envelope), encoding="utf-8")

    assert main(["report", str(path), "--als", "politie"]) == 0
    assert "is gestart" in capsys.readouterr().out

    path.write_text(json.dumps({**MELDING, "locatie": {}}), encoding="utf-8")
    assert main(["report", str(path), "--als", "politie"]) == 1
    assert "locatie.straat" in capsys.readouterr().err

    assert main(["demo"]) == 1
    assert main(["demo", "--if-empty"]) == 0
    assert main(["deadlines"]) == 0
    assert "einde_huisverbod" in capsys.readouterr().out
    assert main(["doctor"]) == 0
    assert "FOUT" not in capsys.readouterr().out


def test_doctor_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "huisverbod migrate" in capsys.readouterr().out


def test_models_check_names_file_and_element(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "check"]) == 0
    for path in (*Path("bpmn").glob("*.bpmn"), *Path("bpmn").glob("*.dmn")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    model = tmp_path / "hulpaanbod.bpmn"
    model.write_text(
        model.read_text(encoding="utf-8").replace('name="hulpverlening"', 'name="hulp"'),
        encoding="utf-8",
    )

    assert main(["models", "check", str(tmp_path)]) == 1

    assert "hulpaanbod.bpmn" in capsys.readouterr().err
