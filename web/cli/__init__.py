"""The command line: one module per command, one parser over all of them.

serve     web pages, alarm clock and worker in one process     migrate   the database's schema
work      alarm clock and worker without pages, on this machine or another
train     the same on invented cases and a clock that one moves
demo      a sample municipality with cases in every status     simulate  cases in fast-forward
report    start a case from a police hand-over file            deadlines what is due when
models    check the models                                     doctor    what is wrong here
forecast  what happens if nobody acts                          migrate-cases  to newer models
replay    old cases on changed models                          mandaten  who may decide
tabel     a municipality's own risk table                      huisstijl how its letters look
documents every document, for an invented case                 export    a file for the archive
storingen cases that cannot move on                            watch     are terms in time here
audit     is the record what was written                       inzage    who looked at a case
backup    a copy of everything                                 restore   put one back
gebruikers who has an account, and with which roles
mail      does a message arrive
docs      pages of the documentation made from the code        bench     how fast it is here
sleutels  the keys that personal data are sealed with
cijfers   count cases anew, under another key
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from documents.errors import BrokenTemplate
from documents.signing.errors import UnfitKeyring
from engine.errors import BrokenModel, CannotUpgrade, UnfitKey
from engine.store import scope
from web.cli import (
    audit,
    backup,
    bench,
    cijfers,
    deadlines,
    demo,
    docs,
    doctor,
    documents,
    export,
    forecast,
    gebruikers,
    huisstijl,
    inzage,
    mail,
    mandaten,
    migrate,
    migrate_cases,
    models,
    replay,
    report,
    restore,
    serve,
    simulate,
    sleutels,
    storingen,
    tabel,
    train,
    watch,
    work,
)
from web.settings import Settings

COMMANDS = (
    serve,
    work,
    train,
    migrate,
    demo,
    simulate,
    report,
    deadlines,
    forecast,
    models,
    migrate_cases,
    replay,
    gebruikers,
    mandaten,
    tabel,
    huisstijl,
    documents,
    export,
    audit,
    inzage,
    sleutels,
    cijfers,
    storingen,
    watch,
    doctor,
    backup,
    restore,
    mail,
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
        # whoever may start a command here may read the database too
        with scope.everywhere():
            status: int = options.run(options, settings)
    except BrokenModel as error:
        print("De modellen kloppen niet:", error, sep="\n", file=sys.stderr)
        return 1
    except BrokenTemplate as error:
        print("De eigen sjablonen kloppen niet:", error, sep="\n", file=sys.stderr)
        return 1
    except (UnfitKeyring, UnfitKey) as error:
        signing = isinstance(error, UnfitKeyring)
        which = "sleutels voor ondertekenen kloppen" if signing else "wortelsleutel klopt"
        print(f"De {which} niet:", error, sep="\n", file=sys.stderr)
        return 1
    except CannotUpgrade as error:
        print(
            "Deze versie van het product past niet bij lopende zaken. Er is niets veranderd:",
            *(f"  {finding}" for finding in error.findings),
            "Werk door met de vorige versie, en meld dit.",
            sep="\n",
            file=sys.stderr,
        )
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return USAGE
    return status
