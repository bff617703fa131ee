"""`huisverbod models`: check the models, and say which versions cases run on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("models", help="controleer de modellen")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTIE")
    check = actions.add_parser("check", help="kan elk model draaien met wat dit programma biedt")
    check.add_argument("folder", nargs="?", type=Path, metavar="MAP", help="andere map dan bpmn/")
    check.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Tell every finding at once; 0 when there is none."""
    import web.bootstrap  # noqa: F401 - declares what models may name
    from engine.service.modellen import SUFFIXES, Model, find_trouble, standard_sources

    if options.folder is not None:
        sources = {
            path.name: path.read_bytes()
            for path in sorted(options.folder.iterdir())
            if path.name.endswith(SUFFIXES)
        }
    else:
        sources = standard_sources()
    findings = find_trouble(sources)
    for finding in findings:
        print(finding, file=sys.stderr)
    if findings:
        return 1
    print(f"{len(sources)} modellen in orde, versie {Model.read(sources).hash[:12]}")
    return 0
