"""`huisverbod mandaten`: the register of mandates to hulpofficieren (Wth 3.1)."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("mandaten", help="wie namens de burgemeester mag besluiten")
    parser.set_defaults(run=run_list)
    actions = parser.add_subparsers(dest="action", metavar="ACTIE")
    grant = actions.add_parser("verleen", help="leg een mandaat vast")
    grant.add_argument("gemeente", help="CBS-code van vier cijfers")
    grant.add_argument("hulpofficier", help="gebruikersnaam")
    grant.add_argument("--van", type=date.fromisoformat, required=True, help="eerste dag")
    grant.add_argument(
        "--tot", type=date.fromisoformat, required=True, help="dag vanaf wanneer niet meer"
    )
    grant.add_argument("--door", required=True, help="naam van de burgemeester die het verleent")
    grant.set_defaults(run=run_grant)
    withdraw = actions.add_parser("intrek", help="laat een mandaat eindigen")
    withdraw.add_argument("nummer", type=int)
    withdraw.add_argument("--per", type=date.fromisoformat, required=True)
    withdraw.set_defaults(run=run_withdraw)


def run_list(options: argparse.Namespace, settings: Settings) -> int:
    """The whole register, what was withdrawn included."""
    from engine.store.reading.gebruikers import mandates
    from web.bootstrap import build
    from web.cli import show

    with build(settings).database.reading() as connection:
        rows = mandates(connection)
    print(
        show.table(
            ("Nr", "Gemeente", "Hulpofficier", "Van", "Tot", "Verleend door", "Ingetrokken per"),
            [
                (
                    str(row.id),
                    row.gemeente,
                    row.hulpofficier,
                    row.van.isoformat(),
                    row.tot.isoformat(),
                    row.verleend_door,
                    row.ingetrokken_per.isoformat() if row.ingetrokken_per else "",
                )
                for row in rows
            ],
        )
        if rows
        else "Er is geen enkel mandaat vastgelegd."
    )
    return 0


def run_grant(options: argparse.Namespace, settings: Settings) -> int:
    """Register a mandate; 2 when the user is not known or the days make no sense."""
    from engine.model.gebruikers import SYSTEEM, Mandaat
    from engine.store.reading.gebruikers import user_id
    from web.bootstrap import build

    house = build(settings)
    with house.database.reading() as connection:
        found = user_id(connection, options.hulpofficier)
    if found is None or options.tot <= options.van:
        print("Onbekende gebruiker, of de laatste dag ligt voor de eerste.", file=sys.stderr)
        return 2
    house.beheer.grant_mandate(
        SYSTEEM,
        Mandaat(
            gemeente=options.gemeente,
            hulpofficier=found,
            van=options.van,
            tot=options.tot,
            verleend_door=options.door,
        ),
    )
    print("Vastgelegd.")
    return 0


def run_withdraw(options: argparse.Namespace, settings: Settings) -> int:
    """End a mandate; 2 when there is none with this number."""
    from engine.model.gebruikers import SYSTEEM
    from web.bootstrap import build

    if build(settings).beheer.withdraw_mandate(SYSTEEM, options.nummer, options.per):
        print(f"Mandaat {options.nummer} geldt niet meer vanaf {options.per}.")
        return 0
    print(f"Er is geen mandaat {options.nummer}.", file=sys.stderr)
    return 2
