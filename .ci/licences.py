#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
"""Licences, without a network: of what is installed with the product, and of every file in it.

A locked package must have a licence of ALLOWED, by what it says of itself or, where that is not
clear, by what was read in it once (KNOWN). A file must have one by a notice in it or by REUSE.toml,
and its text must be in LICENSES/.
"""

import fnmatch
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: May be delivered with a product under the EUPL-1.2.
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-1.1",
        "MPL-2.0",
        "PSF-2.0",
        "Unlicense",
        "ZPL-2.1",
        "Zlib",
    }
)
#: What packages write that know no SPDX.
SPOKEN = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "ZPL 2.1": "ZPL-2.1",
    "Zope Public License": "ZPL-2.1",
}
#: Read in the package itself, for what it says is no licence or is several, of which one is taken.
KNOWN = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyphen": "MPL-1.1",
    "python-dateutil": "Apache-2.0 AND BSD-3-Clause",
    "spiffworkflow": "LGPL-3.0-or-later",
}
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)", re.MULTILINE)
_NOTICE = re.compile(r"SPDX-License-Identifier: ([A-Za-z0-9.+-]+)")
#: Made by others wherever it stands: such a file is never covered by the rule for all files.
_OTHERS = (".ttf", ".otf", ".woff", ".woff2")
_VENDORED = "web/static/vendor/"
#: Written by `make vendor` beside them.
_LISTS = (f"{_VENDORED}REUSE.toml", f"{_VENDORED}vendor.json")


def main() -> None:
    """Tell everything that is wrong; fail if anything is."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    files = _tracked()
    wrong = [*packages(lock), *of_files(ROOT, files)]
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"Licences: {len(locked(lock))} packages and {len(files)} files are in order.")


def locked(lock: str) -> dict[str, str]:
    """Name → version of every package in a lock file."""
    return dict(_LOCKED.findall(lock))


def packages(lock: str) -> Iterator[str]:
    """What is wrong with the licences of locked packages, as far as they are installed here."""
    for name in locked(lock):
        try:
            told = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python; checked where it is used
        if not is_allowed(told):
            yield f"{name}: {told or 'no licence'} is not among those allowed (.ci/licences.py)"


def licence_of(name: str) -> str:
    """The licence of an installed package, in SPDX where that can be told; "" for none."""
    if name in KNOWN:
        return KNOWN[name]
    said = metadata.metadata(name)
    if expression := said.get("License-Expression"):
        return str(expression)
    free = (said.get("License") or "").strip()
    if SPOKEN.get(free, free) in ALLOWED:
        return SPOKEN.get(free, free)
    classified = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or []
        if each.startswith("License :: ") and not each.endswith("OSI Approved")
    ]
    return " AND ".join(SPOKEN.get(each, each) for each in classified)


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression can be fulfilled: of every part joined by AND, one by OR."""
    plain = expression.replace("(", " ").replace(")", " ")
    return all(
        any(choice.strip() in ALLOWED for choice in part.split(" OR "))
        for part in plain.split(" AND ")
    )


def of_files(root: Path, files: list[str]) -> Iterator[str]:
    """What is wrong with the licences of files, by their paths within `root`."""
    texts = {path.stem for path in (root / "LICENSES").glob("*.txt")}
    rules = list(_rules(root, files))
    used = set()
    for file in files:
        if file.startswith("LICENSES/"):
            continue
        licence, by = _of_file(root, file, rules)
        used.add(licence)
        if licence is None:
            yield f"{file}: no licence; put a notice in it or a rule in REUSE.toml"
        elif licence not in texts:
            yield f"{file}: the text of {licence} is not in LICENSES/"
        elif by == "**" and file not in _LISTS and file.startswith(_VENDORED):
            yield f"{file}: vendored; `make vendor` says of each such file whose it is"
        elif by == "**" and file.endswith(_OTHERS):
            yield f"{file}: made by others; say in REUSE.toml by whom, and under which licence"
    for text in sorted(texts - used):
        yield f"LICENSES/{text}.txt: no file is under it"


def _rules(root: Path, files: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every rule of every REUSE.toml with the folder it counts from, the closest last."""
    for file in sorted((f for f in files if f.endswith("REUSE.toml")), key=lambda f: f.count("/")):
        folder = file.removesuffix("REUSE.toml")
        for rule in tomllib.loads((root / file).read_text(encoding="utf-8"))["annotations"]:
            yield folder, rule


def _of_file(
    root: Path, file: str, rules: list[tuple[str, dict[str, Any]]]
) -> tuple[str | None, str]:
    """The licence of a file, and the pattern of the rule that gave it ("" for its own notice)."""
    found: tuple[str | None, str] = (None, "")
    forced = False
    for folder, rule in rules:
        patterns = rule["path"] if isinstance(rule["path"], list) else [rule["path"]]
        for pattern in patterns:
            inside = file.removeprefix(folder)
            if file.startswith(folder) and fnmatch.fnmatch(inside, pattern.replace("**", "*")):
                found = (rule["SPDX-License-Identifier"], pattern)
                forced = rule.get("precedence") == "override"
    head = (root / file).read_bytes()[:1500].decode("utf-8", errors="replace")
    notice = _NOTICE.search(head)
    return (notice[1], "") if notice and not forced else found


def _tracked() -> list[str]:
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [file for file in told.stdout.split("\0") if file and (ROOT / file).is_file()]


if __name__ == "__main__":
    main()
