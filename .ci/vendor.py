#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
"""Copies the files that vendor.toml names from their npm packages into web/static/vendor/.

Each package is checked against its pinned hash. Beside the files come vendor.json (what came from
where, with a hash for each file) and REUSE.toml (their licences).
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "web" / "static" / "vendor"


def main() -> None:
    """Make web/static/vendor/ anew; nothing is touched when a package is not what it should be."""
    wanted = tomllib.loads((ROOT / ".ci" / "vendor.toml").read_text())["package"]
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "vendor"
        listed = [bring(package, Path(scratch), made) for package in wanted]
        (made / "vendor.json").write_text(json.dumps(listed, indent=2) + "\n")
        (made / "REUSE.toml").write_text(licences(wanted))
        shutil.rmtree(TARGET, ignore_errors=True)
        shutil.copytree(made, TARGET)
    for package in listed:
        print(f"{package['name']} {package['version']}: {len(package['files'])} files")


def bring(package: dict[str, Any], scratch: Path, made: Path) -> dict[str, Any]:
    """Take the named files out of one package."""
    if not (ROOT / "LICENSES" / f"{package['licence']}.txt").exists():
        sys.exit(f"LICENSES/ lacks the text of {package['licence']}, for {package['name']}.")
    spec = f"{package['name']}@{package['version']}"
    told = subprocess.run(
        ["npm", "pack", "--json", spec], cwd=scratch, check=True, capture_output=True, text=True
    )
    archive = scratch / json.loads(told.stdout)[0]["filename"]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package["integrity"]:
        sys.exit(f"{spec} is not the package that vendor.toml names: its hash is sha512-{digest}.")
    folder = made / package["folder"]
    folder.mkdir(parents=True)
    files = {}
    with tarfile.open(archive) as tar:
        for name in package["files"]:
            content = tar.extractfile(f"package/{name}")
            if content is None:
                sys.exit(f"{spec} has no file {name}.")
            path = folder / Path(name).name
            path.write_bytes(content.read())
            path.chmod(0o644)
            where = path.relative_to(made).as_posix()
            files[where] = hashlib.sha256(path.read_bytes()).hexdigest()
    origin = ("name", "version", "licence", "integrity")
    return {key: package[key] for key in origin} | {"files": files}


def licences(packages: list[dict[str, Any]]) -> str:
    """REUSE.toml of the vendored files."""
    # REUSE-IgnoreStart
    parts = ["version = 1\n"]
    parts += [
        f'[[annotations]]\npath = "{package["folder"]}/**"\nprecedence = "override"\n'
        f'SPDX-FileCopyrightText = "{package["copyright"]}"\n'
        f'SPDX-License-Identifier = "{package["licence"]}"\n'
        for package in packages
    ]
    # REUSE-IgnoreEnd
    return "\n".join(parts)


if __name__ == "__main__":
    main()
