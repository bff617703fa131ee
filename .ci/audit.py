#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks the Python packaging advisories whether a locked package has a known weakness.

A finding fails. Without a network nothing can be asked: that is told, and passes, for a check that
fails on every train is one that people learn to pass by. WITHOUT names what was judged and why.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Advisory → why it does not touch this product. Each is looked at again at every release.
WITHOUT: dict[str, str] = {}
#: What the tool says when it reached nobody.
UNREACHED = ("ConnectionError", "Max retries", "timed out", "Failed to resolve", "ServiceError")
LONGEST = 240


def main() -> None:
    """Ask about the lock file of the product; the tools of developers are not delivered."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--timeout", "10"),
        *("--disable-pip", "--require-hashes", "--format", "json"),
        *("--requirement", str(ROOT / "requirements.lock")),
        *(part for each in WITHOUT for part in ("--ignore-vuln", each)),
    ]
    try:
        told = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST, check=False, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        print("Known weaknesses: SKIPPED, the advisories did not answer in time.")
        return
    sys.exit(judge(told.returncode, told.stdout, told.stderr))


def judge(status: int, output: str, errors: str) -> int:
    """The exit status that the tool's answer comes to, told in words."""
    found = [
        f"{package['name']} {package['version']}: {each['id']}, mended in"
        f" {', '.join(each['fix_versions']) or 'no version yet'}"
        for package in _packages(output)
        for each in package.get("vulns", ())
    ]
    if found:
        print(*found, "Take a newer version, or say in .ci/audit.py why not.", sep="\n")
        return 1
    if status == 0:
        print("Known weaknesses: none.")
        return 0
    if any(word in errors for word in UNREACHED):
        print("Known weaknesses: SKIPPED, the advisories cannot be reached from here.")
        return 0
    print(errors, file=sys.stderr)
    return 1


def _packages(output: str) -> list[dict[str, list[dict[str, list[str]]]]]:
    try:
        packages: list[dict[str, list[dict[str, list[str]]]]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return []
    return packages


if __name__ == "__main__":
    main()
