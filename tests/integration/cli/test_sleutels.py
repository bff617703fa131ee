"""Keys as whoever runs the product handles them."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from web.cli import main


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a root key and an empty database that it belongs to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUISVERBOD_SLEUTEL")
    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'huisverbod.db'}")
    assert main(["sleutels", "maak", "wortel"]) == 0
    monkeypatch.setenv("HUISVERBOD_SLEUTEL_FILE", "wortel")
    assert main(["migrate"]) == 0
    return tmp_path


def test_without_a_key_nothing_starts_and_it_says_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HUISVERBOD_SLEUTEL_FILE")

    for command in (["serve"], ["migrate"], ["sleutels", "toon"]):
        assert main(command) == 1, command
        told = capsys.readouterr().err
        assert "HUISVERBOD_SLEUTEL_FILE" in told
        assert "huisverbod sleutels maak" in told


def test_with_another_key_nothing_starts(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sleutels", "maak", "ander"]) == 0
    monkeypatch.setenv("HUISVERBOD_SLEUTEL_FILE", "ander")

    assert main(["serve"]) == 1

    assert "verzegeld met wortelsleutel" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert "FOUT  sleutel van persoonsgegevens" in capsys.readouterr().out


def test_a_root_is_made_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = Path("wortel").read_text("ascii")

    assert main(["sleutels", "maak", "wortel"]) == 1

    assert "nooit overschreven" in capsys.readouterr().err
    assert Path("wortel").read_text("ascii") == key
    assert stat.S_IMODE(Path("wortel").stat().st_mode) == 0o600


def test_another_root_takes_over(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sleutels", "maak", "nieuw"]) == 0
    monkeypatch.setenv("HUISVERBOD_SLEUTEL_FILE", "nieuw")
    monkeypatch.setenv("HUISVERBOD_SLEUTEL_OUD_FILE", "wortel")

    assert main(["sleutels", "vervang-wortel"]) == 0

    monkeypatch.delenv("HUISVERBOD_SLEUTEL_OUD_FILE")
    capsys.readouterr()
    assert main(["sleutels", "toon"]) == 0
    assert "(huis)" in capsys.readouterr().out


def test_a_municipality_that_is_there_gets_another_key(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sleutels", "vervang", "0599"]) == 1
    assert "niet bekend" in capsys.readouterr().err
    assert main(["sleutels", "vervang", "huis"]) == 0
    for _ in range(2):
        assert main(["sleutels", "vervang", "medewerkers"]) == 0

    with sqlite3.connect("huisverbod.db") as database:
        found = database.execute("select gemeente, generatie, dicht from gemeentesleutels")
        assert sorted(found.fetchall()) == [("", 2, 1), ("mdw", 3, 1)]
    assert main(["sleutels", "verzegel"]) == main(["sleutels", "indexeer"]) == 0
    assert "Verzegeld: 0" in capsys.readouterr().out


def test_a_demo_makes_a_key_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUISVERBOD_SLEUTEL")
    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'huisverbod.db'}")
    monkeypatch.setenv("HUISVERBOD_DEMO", "1")

    assert main(["migrate"]) == 0
    assert main(["sleutels", "toon"]) == 0

    assert stat.S_IMODE(Path("var/sleutel").stat().st_mode) == 0o600
