"""The command line: one module per command, one parser over all of them.

serve     web pages, alarm clock and worker in one process     migrate   the database's schema
demo      a sample municipality with cases in every status     simulate  cases in fast-forward
report    start a case from a police hand-over file            deadlines what is due when
models    check the models                                     doctor    what is wrong here
forecast  what happens if nobody acts                          migrate-cases  to newer models
replay    old cases on changed models                          mandaten  who may decide
tabel     a municipality's own risk table
docs      pages made from the code                       bench     how fast it is here
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from engine.errors import BrokenModel
from web.cli import (
    bench,
    deadlines,
    demo,
    docs,
    doctor,
    forecast,
    mandaten,
    migrate,
    migrate_cases,
    models,
    replay,
    report,
    serve,
    simulate,
    tabel,
)
from web.settings import Settings

COMMANDS = (
    serve,
    migrate,
    demo,
    simulate,
    report,
    deadlines,
    forecast,
    models,
    migrate_cases,
    replay,
    mandaten,
    tabel,
    doctor,
    docs,
    bench,
)

#: Exit status for a question that was put wrong.
USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status."""
    parser = argparse.ArgumentParser(
        prog="huisverbod", description="De werkstroom van het tijdelijk huisverbod."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT")
    for module in COMMANDS:
        module.add_parser(commands)
    options = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
        status: int = options.run(options, settings)
    except BrokenModel as error:
        print("De modellen kloppen niet:", error, sep="\n", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return USAGE
    return status
