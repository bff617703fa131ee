"""Looking up passwords that leaked, in a file as Have I Been Pwned gives it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from engine.service.gelekt import KNOWN, Gelekt


def written(path: Path, passwords: list[str], end: str = "\r\n") -> Gelekt:
    hashes = sorted(
        hashlib.sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in passwords
    )
    lines = [f"{each}:{7 ** (place % 9)}" for place, each in enumerate(hashes)]
    path.write_bytes(end.join(lines).encode())
    return Gelekt(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("many", [1, 2, 3, 50, 1_000])
def test_each_password_on_the_list_is_found_and_no_other(
    tmp_path: Path, many: int, end: str
) -> None:
    known = [f"wachtwoord {number}" for number in range(many)]
    leaked = written(tmp_path / "lijst", known, end)

    assert [each for each in known if not leaked.holds(each)] == []
    assert not any(leaked.holds(f"ander woord {number}") for number in range(many))


def test_without_a_list_nothing_leaked() -> None:
    assert not Gelekt(None).holds(KNOWN)
    assert Gelekt(None).trouble() is None


def test_empty_list_holds_nothing(tmp_path: Path) -> None:
    assert not written(tmp_path / "lijst", []).holds(KNOWN)


def test_list_that_is_gone_keeps_nobody_out_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    leaked = Gelekt(tmp_path / "weg")

    assert not leaked.holds("een geheim woord")
    assert "cannot be read" in caplog.text
    assert "geheim" not in caplog.text
    assert str(tmp_path / "weg") in str(leaked.trouble())


def test_list_of_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "lijst").write_text("123456\nqwerty\n", "ascii")

    assert "SHA-1" in str(Gelekt(tmp_path / "lijst").trouble())
    assert written(tmp_path / "goed", ["x", KNOWN, "y"]).trouble() is None
