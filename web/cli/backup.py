"""`huisverbod backup`: a copy of everything, while others go on working."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from web.cli import show
from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("backup", help="kopie van de hele database, terwijl men doorwerkt")
    parser.add_argument("map", type=Path, help="waar de kopie komt")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Make a copy; tells which files it is."""
    from engine.service.reserve import BackupUnfit
    from web.bootstrap import database_of, reserve

    database = database_of(settings)
    try:
        files, made = reserve(database).make(options.map)
    except (BackupUnfit, OSError) as error:
        print(f"Geen kopie gemaakt. {error}")
        return 1
    finally:
        database.dispose()
    print(f"Kopie gemaakt ({show.size(made.size)}, schema {made.manifest.schema}):")
    print(f"  {files.data}")
    print(f"  {files.keys}")
    print(
        "Het tweede bestand bevat de sleutels van de zaken. Bewaar daarvan alleen het nieuwste: "
        "wat is vernietigd, is dan ook uit oude kopieën weg."
    )
    return 0
