"""`huisverbod work`: terms and papers without pages, in as many processes as one likes.

On PostgreSQL they may stand on any number of machines: each takes in hand what no other holds.
"""

from __future__ import annotations

import argparse
from threading import Event
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("work", help="termijnen en documenten, zonder pagina's")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Work until told to stop, and end what is being done then; says first what was missed."""
    from documents.workshop import Workshop
    from web.bootstrap import build, settle_down
    from web.cli import draining, supervisor
    from web.cli.serve import catch_up, is_ready, telling, working
    from web.logs import speak

    speak(as_json=settings.log_json)
    stopped = Event()
    draining.stop_on_signals(stopped)
    with Workshop(settings.templates) as workshop:
        house = build(settings, makers=workshop)
        try:
            if not is_ready(house):
                return 1
            catch_up(house)
            settle_down()
            with telling(house), working(house):
                supervisor.tell("READY=1")
                print("Termijnen en documenten worden verwerkt.", flush=True)
                stopped.wait()
        finally:
            house.database.dispose()
    print("Gestopt.", flush=True)
    return 0
