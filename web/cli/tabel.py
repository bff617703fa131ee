"""`huisverbod tabel`: a municipality's own decision table in place of the standard one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("tabel", help="de risicotabel van een gemeente zelf")
    parser.add_argument("tabel", choices=("risico",))
    parser.add_argument("gemeente", help="CBS-code van vier cijfers")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--bestand", type=Path, help="DMN-bestand dat voortaan antwoordt")
    how.add_argument("--standaard", action="store_true", help="terug naar de tabel van het product")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Show the table that answers now, or put another in its place.

    Raises:
        BrokenModel: the table cannot answer what is asked of it.
    """
    from engine.model.gebruikers import SYSTEEM
    from web.bootstrap import build

    house = build(settings)
    if options.bestand is None and not options.standaard:
        print(house.table(options.gemeente, options.tabel))
        return 0
    text = options.bestand.read_text(encoding="utf-8") if options.bestand else None
    house.beheer.set_table(SYSTEEM, options.gemeente, options.tabel, text)
    print("Vanaf nu antwoordt", "de eigen tabel." if text else "de tabel van het product.")
    return 0
