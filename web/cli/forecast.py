"""`huisverbod forecast`: what happens to a case if nobody does anything."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("forecast", help="wat er gebeurt als niemand iets doet")
    parser.add_argument("zaak", help="zaaknummer (HV-2026-0001)")
    parser.add_argument("--json", action="store_true", help="als JSON, tijdstippen met offset")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print it, in order of time; 2 when there is no such case."""
    from engine.law.moments import local
    from web.bootstrap import build

    house = build(settings)
    zaak_id = house.find(options.zaak)
    if zaak_id is None:
        print(f"Er is geen lopende zaak {options.zaak}.", file=sys.stderr)
        return 2
    lines = house.forecast.of(zaak_id)
    if options.json:
        found = [
            {
                "op": local(line.op).isoformat(),
                "wat": line.wat,
                "naam": line.naam,
                "nader": line.nader,
            }
            for line in lines
        ]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        what = f"{line.wat.replace('_', ' '):<15} {line.naam} {line.nader}"
        print(f"{local(line.op):%Y-%m-%d %H:%M}  {what}".rstrip())
    if not lines:
        print("Er gebeurt niets meer vanzelf.")
    return 0
