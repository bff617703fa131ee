"""`huisverbod deadlines`: what is due when."""

from __future__ import annotations

import argparse
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("deadlines", help="wat verloopt wanneer")
    parser.add_argument("--alle", action="store_true", help="ook wat al is afgedaan")
    parser.add_argument("--aantal", type=int, default=50, help="hoeveel regels (standaard 50)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """List the terms of all cases, the nearest first."""
    from engine.store.reading.agenda import deadlines
    from web.bootstrap import build
    from web.cli import show

    with build(settings).database.reading() as connection:
        rows = deadlines(connection, only_open=not options.alle, limit=options.aantal)
    if not rows:
        print("Er loopt geen enkele termijn.")
        return 0
    print(
        show.table(
            ("Wanneer", "Zaak", "Termijn", "Stand"),
            [(show.moment(row.due), row.nummer, row.termijn, row.state) for row in rows],
        )
    )
    return 0
