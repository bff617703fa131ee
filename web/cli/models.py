"""`huisverbod models`: check the models, and say which versions cases run on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "models", help="welke versies van de modellen er zijn en hoeveel zaken erop lopen"
    )
    parser.set_defaults(run=run_list)
    actions = parser.add_subparsers(dest="action", metavar="ACTIE")
    check = actions.add_parser("check", help="kan elk model draaien met wat dit programma biedt")
    check.add_argument("folder", nargs="?", type=Path, metavar="MAP", help="andere map dan bpmn/")
    check.set_defaults(run=run)


def run_list(options: argparse.Namespace, settings: Settings) -> int:
    """List every version with the cases on it, the newest first."""
    from web.bootstrap import build
    from web.cli import show

    house = build(settings)
    found = house.migratie.versions()
    newest = house.models.newest.hash
    rows = [
        (
            version.hash[:12] + (" (nieuwste)" if version.hash == newest else ""),
            show.moment(version.vastgelegd_op),
            str(version.zaken),
        )
        for version in found
    ]
    if newest not in {version.hash for version in found}:
        rows.insert(0, (f"{newest[:12]} (nieuwste)", "nog niet gebruikt", "0"))
    print(show.table(("Versie", "Sinds", "Lopende zaken"), rows))
    return 0


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Tell every finding at once; 0 when there is none."""
    import web.bootstrap  # noqa: F401 - declares what models may name
    from engine.service.modellen import Model, find_trouble, read_folder, standard_sources

    sources = read_folder(options.folder) if options.folder else standard_sources()
    findings = find_trouble(sources)
    for finding in findings:
        print(finding, file=sys.stderr)
    if findings:
        return 1
    print(f"{len(sources)} modellen in orde, versie {Model.read(sources).hash[:12]}")
    return 0
