"""`huisverbod migrate`: bring the database to the schema this version needs."""

from __future__ import annotations

import argparse
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("migrate", help="breng de database op het schema van deze versie")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run what has not run yet."""
    from web.bootstrap import build

    house = build(settings)
    house.migrate()
    house.database.dispose()
    print("De database is bij.")
    return 0
