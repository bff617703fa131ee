"""`huisverbod simulate FILE…`: cases in fast-forward, on a fresh database in memory."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from engine.scenarios.play import Result

#: Exit status for a file that is no valid scenario.
INVALID = 2


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("simulate", help="speel zaken versneld af")
    parser.add_argument("files", nargs="+", type=Path, metavar="BESTAND")
    parser.add_argument("--json", action="store_true", help="schrijf het verloop als JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Play each file; 0 when everything held, 1 when something did not, 2 when a file is wrong."""
    from engine.scenarios.play import play
    from engine.scenarios.read import InvalidScenario, read
    from web.stage import stages

    try:
        scenarios = [(path, read(path)) for path in options.files]
    except InvalidScenario as error:
        print(error, file=sys.stderr)
        return INVALID
    build = stages()
    results = [(path, play(scenario, build)) for path, scenario in scenarios]
    ok = all(result.ok for _, result in results)
    if options.json:
        print(
            json.dumps(
                {"scenarios": [_as_json(path, result) for path, result in results], "ok": ok},
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        for path, result in results:
            _tell(path, result)
    return 0 if ok else 1


def _tell(path: Path, result: Result) -> None:
    from engine.scenarios.play import show

    print(f"{'goed' if result.ok else 'FOUT'}  {path}: {result.titel}")
    for fout in result.fouten:
        print(f"      stap {fout.stap} ({show(fout.op)})")
        print(f"        verwacht: {fout.verwacht}")
        print(f"        gevonden: {fout.gevonden}")


def _as_json(path: Path, result: Result) -> dict[str, Any]:
    from engine.scenarios.play import show

    state = result.eindstand
    return {
        "bestand": str(path),
        "titel": result.titel,
        "ok": result.ok,
        "fouten": [
            {"stap": fout.stap, "verwacht": fout.verwacht, "gevonden": fout.gevonden}
            for fout in result.fouten
        ],
        "tijdlijn": [
            {"op": show(each.op), "soort": each.soort, "naam": each.naam, "rol": each.rol}
            for each in result.tijdlijn
        ],
        "eindstand": {
            "status": state.status,
            "einde": show(state.einde) if state.einde else None,
            "taken": list(state.taken),
            "termijnen": {
                naam: {"due": show(deadline.due), "state": deadline.state.value}
                for naam, deadline in state.termijnen.items()
            },
            "documenten": sorted(state.documenten),
        }
        if state
        else None,
    }
