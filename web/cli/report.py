"""`huisverbod report FILE.json`: start a case from a police hand-over file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("report", help="start een zaak uit een overdrachtsbestand")
    parser.add_argument("file", type=Path, metavar="BESTAND")
    parser.add_argument(
        "--als", required=True, metavar="GEBRUIKER", help="inlognaam van wie de melding doet"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Report as a user of the product; says the case number, or what is wrong with the file."""
    from engine.errors import InvalidForm, Refused
    from web.bootstrap import build

    try:
        data = json.loads(options.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{options.file}: niet te lezen als JSON ({error})", file=sys.stderr)
        return 2
    # a hand-over file holds the report in an envelope, or is the report itself
    melding = data.get("melding", data) if isinstance(data, dict) else None
    if not isinstance(melding, dict):
        print(f"{options.file}: hier hoort een melding", file=sys.stderr)
        return 2
    house = build(settings)
    actor = house.toegang.known(options.als)
    if actor is None:
        print(f"Er is geen gebruiker {options.als}.", file=sys.stderr)
        return 2
    try:
        outcome = house.road.report(actor, melding)
    except InvalidForm as refusal:
        for field, reasons in refusal.fields.items():
            print(f"{field}: {' '.join(map(str, reasons))}", file=sys.stderr)
        return 1
    except Refused as refusal:
        print(f"Geweigerd ({refusal.code}): {' '.join(map(str, refusal.reasons))}", file=sys.stderr)
        return 1
    print(f"Zaak {outcome.nummer} is gestart.")
    return 0
