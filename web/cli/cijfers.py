"""`huisverbod cijfers`: count every case anew, after the key of fingerprints was changed."""

from __future__ import annotations

import argparse
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("cijfers", help="cijfers van zaken opnieuw tellen")
    parser.add_argument("action", choices=("hertellen",), help="elke zaak die er is, opnieuw")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Count, and say how many."""
    from web.bootstrap import build

    house = build(settings)
    print(f"{house.cijfers.recount()} zaken geteld.")
    return 0
