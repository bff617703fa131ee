"""`huisverbod mail`: does a message arrive."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("mail", help="berichten buiten het product")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTIE")
    trial = actions.add_parser("test", help="stuur een proefbericht")
    trial.add_argument("address", metavar="ADRES", help="e-mailadres")
    trial.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Send a trial; 1 when it was not taken, 2 when it cannot be asked."""
    from engine.clock import SystemClock
    from engine.delivery.smtp import Mail
    from engine.ports import RefusedForGood
    from engine.service.bereik import is_address
    from engine.service.post import trial_message

    server, address = settings.uitgaand.mail, settings.uitgaand.address
    if server is None or address is None:
        print("E-mail is niet ingesteld: zet HUISVERBOD_MAIL_HOST en verder.", file=sys.stderr)
        return 2
    if not is_address(options.address):
        print("Schrijf een e-mailadres als naam@gemeente.nl.", file=sys.stderr)
        return 2
    try:
        Mail(server).send(trial_message(options.address, address, SystemClock().now()))
    except RefusedForGood as error:
        print(f"{server}: dit adres wordt geweigerd ({error}).", file=sys.stderr)
        return 1
    except OSError as error:  # of which every trouble with SMTP or TLS is one
        print(f"{server}: niet gelukt ({type(error).__name__}: {error}).", file=sys.stderr)
        return 1
    print(f"Aangenomen door {server}. Kijk of het aankomt, ook bij ongewenste post.")
    return 0
