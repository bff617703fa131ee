"""`huisverbod export`: a whole file as a ZIP for the archive."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from web.settings import Settings

#: Readable by nobody but who made it: there are personal data in it.
PRIVATE = 0o600


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("export", help="een heel dossier voor het archief")
    parser.add_argument("zaak", help="zaaknummer (HV-2026-0001)")
    parser.add_argument(
        "--naar", type=Path, required=True, metavar="MAP", help="map waarin de ZIP komt"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write it, readable by this user alone; 2 when there is no such case or folder."""
    from documents.archive import package
    from engine.errors import NotFound
    from web.bootstrap import build

    if not options.naar.is_dir():
        print(f"{options.naar}: deze map is er niet.", file=sys.stderr)
        return 2
    house = build(settings)
    zaak_id = house.find(options.zaak)
    try:
        dossier = house.archief.transfer(zaak_id or options.zaak)
    except NotFound:
        print(f"Er is geen dossier {options.zaak}.", file=sys.stderr)
        return 2
    path = options.naar / f"{dossier.nummer}-archief.zip"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        file.write(package.pack(dossier))
    print(path)
    return 0
