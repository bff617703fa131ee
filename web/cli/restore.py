"""`huisverbod restore`: put a copy back into an empty database, and see that it fits together."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from web.cli import doctor
from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("restore", help="zet een kopie terug in een lege database")
    parser.add_argument("bestand", type=Path, help="de kopie: huisverbod-….zip")
    parser.add_argument(
        "--sleutels", type=Path, help="de sleutels van de zaken; anders sleutels.zip ernaast"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Put it back, bring the schema to this version, and look at every case."""
    from engine.service.reserve import KEYS, BackupUnfit, Copies
    from web.bootstrap import build, database_of, reserve

    keys = options.sleutels or options.bestand.with_name(KEYS)
    database = database_of(settings)
    try:
        put_back = reserve(database).restore(Copies(data=options.bestand, keys=keys))
    except (BackupUnfit, OSError) as error:
        print(f"Niets teruggezet. {error}")
        return 1
    finally:
        database.dispose()
    print(f"Teruggezet: {options.bestand}, gemaakt op {put_back.manifest.made_at}.")
    house = build(settings)
    try:
        rehearsed = house.migrate()
    finally:
        house.database.dispose()
    print(f"De database is bij. Gerepeteerd: {rehearsed} lopende zaken.")
    print("Nu wordt elke zaak nagekeken.")
    return doctor.run(argparse.Namespace(deep=True), settings)
