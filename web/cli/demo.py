"""`huisverbod demo`: an invented municipality with a user per role and cases in every status."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="vul een lege database met een verzonnen gemeente")
    parser.add_argument(
        "--if-empty", action="store_true", help="doe niets als er al iets in de database staat"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Fill an empty database; a database that holds anything is left alone."""
    from engine.clock import MovableClock, SystemClock
    from web.bootstrap import build
    from web.demo import FIRST_CASE, PASSWORD, fill

    now = SystemClock().now()
    house = build(replace(settings, demo=True), clock=MovableClock(now - FIRST_CASE))
    house.migrate()
    if not house.beheer.is_empty():
        if options.if_empty:
            return 0
        print("De database is niet leeg. Een demo komt alleen in een lege database.")
        return 1
    print("Even geduld: er worden zaken nagespeeld…", flush=True)
    for case in fill(house, until=now):
        print(f"  {case.nummer}  {case.status}")
    print(f"Iedere demogebruiker heeft het wachtwoord: {PASSWORD}")
    house.database.dispose()
    return 0
