#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes what the product is made of, as CycloneDX: build/sbom.cdx.json.

The Python packages are those of requirements.lock with every hash that stands there, their licences
by `.ci/licences.py`; the front-end files those of web/static/vendor/vendor.json.
"""

import base64
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import ROOT, licence_of, locked

TARGET = ROOT / "build" / "sbom.cdx.json"
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main() -> None:
    """Write it, checked against the schema of CycloneDX."""
    content = json.dumps(make(), indent=2, ensure_ascii=False) + "\n"
    trouble = _trouble(content)
    if trouble:
        sys.exit(f"The list is no CycloneDX: {trouble}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(content, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(make()['components'])} components")


def make() -> dict[str, Any]:
    """The whole list; the same from the same files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    purl = f"pkg:pypi/{project['name']}@{project['version']}"
    components = [*_python(), *_front_end()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": purl,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": purl,
            }
        },
        "components": components,
        "dependencies": [{"ref": purl, "dependsOn": [each["bom-ref"] for each in components]}],
    }


def _python() -> Iterator[dict[str, Any]]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    hashes = {name: _HASH.findall(entry) for entry in entries for name in locked(entry)}
    for name, version in locked(lock).items():
        purl = f"pkg:pypi/{name}@{version}"
        found = {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": f"https://pypi.org/project/{name}/{version}/",
                    "hashes": [{"alg": "SHA-256", "content": each} for each in hashes[name]],
                }
            ],
        }
        with suppress(metadata.PackageNotFoundError):  # for another system: it tells there
            found["licenses"] = [{"expression": licence_of(name)}]
        yield found


def _front_end() -> Iterator[dict[str, Any]]:
    listed = json.loads((ROOT / "web/static/vendor/vendor.json").read_text(encoding="utf-8"))
    for package in listed:
        name = package["name"].replace("@", "%40")
        purl = f"pkg:npm/{name}@{package['version']}"
        digest = base64.b64decode(package["integrity"].removeprefix("sha512-")).hex()
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": package["name"],
            "version": package["version"],
            "purl": purl,
            "hashes": [{"alg": "SHA-512", "content": digest}],
            "licenses": [{"expression": package["licence"]}],
            "components": [
                {
                    "type": "file",
                    "bom-ref": f"{purl}#{path}",
                    "name": path,
                    "hashes": [{"alg": "SHA-256", "content": sha256}],
                }
                for path, sha256 in package["files"].items()
            ],
        }


def _trouble(content: str) -> str:
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(content)
    return str(found or "")


if __name__ == "__main__":
    main()
