"""`huisverbod bench`: how fast the product is here, with the floor beside it."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from web.bench.figures import Figure

PAGE = Path("docs/performance.md")
#: The page is written by people down to here, by the command below it.
MARK = "<!-- Below: made by `huisverbod bench --write`. -->\n"
#: Exit status of a command that was told to stop.
STOPPED = 143


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("bench", help="meet hoe snel het hier is")
    parser.add_argument("--only", nargs="+", default=(), metavar="ONDERWERP", help="alleen deze")
    parser.add_argument("--quick", action="store_true", help="minder herhalingen en zaken")
    parser.add_argument("--json", action="store_true", help="schrijf de cijfers als JSON")
    parser.add_argument("--write", action="store_true", help=f"zet de tabel in {PAGE}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Measure; 0 when every target is met, 1 when one is not."""
    import web.bootstrap  # noqa: F401 - connects what models may name
    from engine.clock import SystemClock
    from engine.service.modellen import Models, standard_sources
    from web.bench import run as bench
    from web.bench import tell
    from web.bench.places import places
    from web.bench.subject import FULL, QUICK

    def show(figure: Figure) -> None:
        print(tell.line(figure), file=sys.stderr if options.json else sys.stdout, flush=True)

    # in a burst the alarm is still at work when its next tick comes; it says so every second
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # also when it is told to stop, what was made for it is taken down
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    report = bench.measure(
        places(os.environ),
        Models(standard_sources()),
        SystemClock(),
        names=options.only,
        size=QUICK if options.quick else FULL,
        tell=show,
    )
    if options.json:
        print(tell.as_json(report))
    if options.write:
        written = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(written + MARK + tell.page(report), encoding="utf-8")
    return 0 if all(figure.holds is not False for figure in report.figures) else 1
