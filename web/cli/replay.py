"""`huisverbod replay`: what changed models would have done to the cases there were."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "replay", help="vastgelegde zaken opnieuw, op gewijzigde modellen: wat zou er anders gaan"
    )
    parser.add_argument("zaken", nargs="*", metavar="ZAAK", help="zaaknummers; zonder: alle")
    parser.add_argument("--models", type=Path, required=True, metavar="MAP", help="de modellen")
    parser.add_argument("--json", action="store_true", help="als JSON, tijdstippen met offset")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Play every case twice and tell what differs; 1 when anything does.

    Raises:
        BrokenModel: the changed models cannot run.
    """
    from engine.law.moments import local
    from engine.scenarios.play import show
    from engine.scenarios.replay import compare
    from engine.service.modellen import Models, read_folder
    from web.bootstrap import build
    from web.replay import Replays

    house = build(settings)
    replays = Replays(house, Models(read_folder(options.models)))
    report: list[dict[str, Any]] = []
    for case in replays.cases(options.zaken):
        found = compare(case, house.clock.now(), replays.before, replays.after)
        report.append(
            {
                "zaak": case.nummer,
                "verschillen": [
                    {
                        "op": local(each.op).isoformat(),
                        "na": each.na,
                        "wat": each.wat,
                        "was": each.was,
                        "wordt": each.wordt,
                    }
                    for each in found
                ],
            }
        )
        if not options.json:
            print(f"{case.nummer}: {f'{len(found)} verschillen' if found else 'gelijk'}")
            for each in found:
                print(f"  {show(each.op)} na {each.na}: {each.wat} was {each.was}")
                print(f"  {'':<19} wordt {each.wordt}")
    if options.json:
        print(json.dumps({"zaken": report}, ensure_ascii=False, indent=2))
    if not report:
        print("Er is geen zaak om opnieuw te spelen.", file=sys.stderr)
    return 1 if any(each["verschillen"] for each in report) else 0
