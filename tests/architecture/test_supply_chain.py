"""What the product is made of: locked by hash, under licences that fit, listed, and audited."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock")


def script(name: str) -> ModuleType:
    """One of the scripts of `make`, which are no package."""
    path = Path(".ci", f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_version_and_hashes(lock: str) -> None:
    text = Path(lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
        assert "://" not in entry.partition("--hash")[0], entry.splitlines()[0]


def test_set_up_takes_nothing_without_its_hash() -> None:
    setup = Path(".ci/setup").read_text(encoding="utf-8")
    assert "--require-hashes" in setup


def test_licences_of_what_is_delivered_are_allowed() -> None:
    licences = script("licences")
    assert list(licences.packages(Path("requirements.lock").read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND AGPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_when_every_part_can_be_fulfilled(
    expression: str, *, allowed: bool
) -> None:
    assert script("licences").is_allowed(expression) is allowed


def test_a_file_without_a_licence_and_one_of_others_are_found(tmp_path: Path) -> None:
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES/EUPL-1.2.txt").write_text("…")
    (tmp_path / "LICENSES/MIT.txt").write_text("…")
    rule = 'SPDX-FileCopyrightText = "us"\nSPDX-License-Identifier = "EUPL-1.2"\n'
    (tmp_path / "REUSE.toml").write_text(
        f'version = 1\n[[annotations]]\npath = "src/**"\n{rule}[[annotations]]\npath = "**"\n{rule}'
    )
    (tmp_path / "font.woff2").write_bytes(b"x")
    (tmp_path / "gpl.py").write_text("# SPDX-License-Identifier: GPL-3.0-only\n")
    files = ["REUSE.toml", "font.woff2", "gpl.py"]
    licences = script("licences")

    found = list(licences.of_files(tmp_path, files))

    assert [each.partition(":")[0] for each in found] == [
        "font.woff2",
        "gpl.py",
        "LICENSES/MIT.txt",
    ]
    (tmp_path / "REUSE.toml").write_text(f'version = 1\n[[annotations]]\npath = "src/**"\n{rule}')
    assert "font.woff2: no licence" in "\n".join(licences.of_files(tmp_path, files))


FOUND = json.dumps(
    {
        "dependencies": [
            {"name": "sound", "version": "1", "vulns": []},
            {"name": "weak", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]},
        ]
    }
)


@pytest.mark.parametrize(
    ("status", "output", "errors", "outcome", "words"),
    [
        (0, '{"dependencies": []}', "", 0, "none"),
        (1, FOUND, "", 1, "weak 1: X-1, mended in 2"),
        (1, "", "requests.exceptions.ConnectionError: Max retries exceeded", 0, "SKIPPED"),
        (1, FOUND, "ConnectionError", 1, "weak 1"),
        (1, "", "cannot read requirements.lock", 1, ""),
    ],
)
def test_a_weakness_fails_and_no_network_does_not(
    status: int,
    output: str,
    errors: str,
    outcome: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert script("audit").judge(status, output, errors) == outcome
    assert words in capsys.readouterr().out


def test_the_list_of_parts_names_every_package_and_every_front_end_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    licences = script("licences")
    monkeypatch.setitem(sys.modules, "licences", licences)
    made: dict[str, Any] = script("sbom").make()

    names = {each["name"] for each in made["components"]}
    vendored = json.loads(Path("web/static/vendor/vendor.json").read_text(encoding="utf-8"))
    assert names == {
        *licences.locked(Path("requirements.lock").read_text(encoding="utf-8")),
        *(each["name"] for each in vendored),
    }
    files = {part["name"] for each in made["components"] for part in each.get("components", ())}
    assert files == {path for each in vendored for path in each["files"]}
    assert script("sbom")._trouble(json.dumps(made)) == ""  # noqa: SLF001 - what the target checks
