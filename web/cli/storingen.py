"""`huisverbod storingen`: cases that cannot move on, and trying them again."""

from __future__ import annotations

import argparse
from typing import Any

from web.settings import Settings

ALL = "alle"


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("storingen", help="zaken die niet verder kunnen")
    parser.add_argument(
        "--opnieuw", metavar="ZAAK", help=f"probeer deze zaak nu opnieuw, of {ALL} zaken"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """List them, or try one or all again; 0 when no case is left that cannot move on."""
    from web.bootstrap import build
    from web.cli import show

    house = build(settings)
    try:
        found = house.watch.incidents()
        if options.opnieuw:
            asked = [each for each in found if options.opnieuw in (ALL, each.nummer)]
            if not asked:
                print("Er staat geen zaak stil met dat nummer.")
                return 1
            for each in asked:
                moved = house.firing.fire(each.zaak_id)
                print(f"{each.nummer}: {'gaat weer verder' if moved else 'lukt nog niet'}")
            return 1 if house.watch.incidents() else 0
    finally:
        house.database.dispose()
    if not found:
        print("Er staat geen enkele zaak stil.")
        return 0
    rows = [
        (each.nummer, show.moment(each.due), each.fout, each.plaats, str(each.pogingen))
        for each in found
    ]
    print(show.table(("Zaak", "Verstreken op", "Fout", "Plaats", "Pogingen"), rows))
    return 1
