"""The command line as people use it."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MELDING
from web.cli import docs, main

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


def test_a_file_is_exported_for_its_maker_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == 0
    assert main(["demo"]) == 0
    capsys.readouterr()

    assert main(["export", "HV-2026-0001", "--naar", str(tmp_path)]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == tmp_path / "HV-2026-0001-archief.zip"
    assert path.stat().st_mode & 0o777 == 0o600
    first = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert "HV-2026-0001/HV-2026-0001.mdto.xml" in archive.namelist()

    assert main(["export", "HV-2026-0001", "--naar", str(tmp_path)]) == 0
    assert path.read_bytes() == first
    assert main(["export", "HV-1999-0001", "--naar", str(tmp_path)]) == 2
    assert main(["export", "HV-2026-0001", "--naar", str(tmp_path / "nergens")]) == 2
    assert "HV-1999-0001" in capsys.readouterr().err


def test_doctor_holds_metadata_against_the_official_schema_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "officieel.xsd"
    monkeypatch.setenv("HUISVERBOD_MDTO_XSD", str(path))
    assert main(["migrate"]) == 0

    assert main(["doctor"]) == 1
    assert "officieel.xsd" in capsys.readouterr().out
    schema = "http://www.w3.org/2001/XMLSchema"
    anything = (
        '<x:complexType><x:sequence><x:any processContents="skip"/></x:sequence></x:complexType>'
    )
    path.write_text(
        f'<x:schema xmlns:x="{schema}" targetNamespace="https://www.nationaalarchief.nl/mdto">'
        f'<x:element name="MDTO">{anything}</x:element></x:schema>',
        encoding="utf-8",
    )
    main(["doctor"])
    assert "goed  metagegevens voor het archief (officieel.xsd)" in capsys.readouterr().out


def test_docs_check_tells_of_a_schema_that_no_longer_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree("docs", tmp_path / "docs")
    schemas = tmp_path / "docs/reference/schemas"
    (schemas / "boodschappenlijst.json").write_text("{}", encoding="utf-8")
    (schemas / "procesdossier.json").unlink()
    monkeypatch.setattr(docs, "FOLDER", tmp_path / "docs/reference")

    assert main(["docs", "check"]) == 1
    told = capsys.readouterr().err
    assert "boodschappenlijst.json" in told
    assert "procesdossier.json" in told

    assert main(["docs", "write"]) == 0
    assert main(["docs", "check"]) == 0
    assert not (schemas / "boodschappenlijst.json").exists()


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


def test_gebruikers_adds_changes_and_shuts_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    capsys.readouterr()

    assert main(["gebruikers", "nieuw", "n.ieuw", "N. Ieuw", "jurist:0599", "ambtenaar:0599"]) == 0
    told = capsys.readouterr().out
    assert "Wachtwoord om te beginnen: " in told
    assert main(["gebruikers", "rollen", "n.ieuw", "politie:0599"]) == 0
    assert main(["gebruikers", "afsluiten", "n.ieuw"]) == 0
    assert main(["gebruikers", "noodtoegang", "0599", "--ambtenaar", "ambtenaar"]) == 0
    capsys.readouterr()
    assert main(["gebruikers"]) == 0
    (line,) = [each for each in capsys.readouterr().out.splitlines() if "n.ieuw" in each]
    assert "politie:0599" in line
    assert "jurist" not in line
    assert " nee " in line

    assert main(["gebruikers", "wachtwoord", "niemand"]) == 2
    assert main(["gebruikers", "rollen", "n.ieuw", "koning:0599"]) == 2
    assert main(["gebruikers", "noodtoegang", "0599", "--ambtenaar", "n.ieuw"]) == 2
