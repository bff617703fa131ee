"""`huisverbod migrate`: bring the database to this version, once its running cases agree."""

from __future__ import annotations

import argparse
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "migrate", help="breng de database op deze versie, na een repetitie van wat loopt"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run what has not run yet, and rehearse what runs.

    Raises:
        CannotUpgrade: a running case would count a term otherwise; nothing has changed then.
    """
    from web.bootstrap import build

    house = build(settings)
    rehearsed = house.migrate()
    waits = not house.sleutels.staff_is_sealed()
    house.database.dispose()
    print(f"De database is bij. Gerepeteerd: {rehearsed} lopende zaken.")
    if waits:
        print(
            "Er draait nog een proces, misschien van de vorige versie. Draai als elke machine deze "
            "versie heeft: huisverbod sleutels verzegel"
        )
    return 0
