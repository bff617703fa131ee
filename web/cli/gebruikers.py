"""`huisverbod gebruikers`: who has an account, what it may do, and what to do when it is lost."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("gebruikers", help="wie een account heeft, en met welke rollen")
    parser.set_defaults(run=run_list)
    actions = parser.add_subparsers(dest="action", metavar="ACTIE")
    new = actions.add_parser("nieuw", help="maak een account, met een wachtwoord om te beginnen")
    new.add_argument("login", help="gebruikersnaam")
    new.add_argument("naam", help="zoals die in brieven en de geschiedenis staat")
    new.add_argument("rollen", nargs="+", metavar="ROL:GEMEENTE", help="als ambtenaar:0599")
    new.set_defaults(run=run_new)
    roles = actions.add_parser("rollen", help="geef deze rollen, en neem de andere weg")
    roles.add_argument("login", help="gebruikersnaam")
    roles.add_argument("rollen", nargs="*", metavar="ROL:GEMEENTE")
    roles.set_defaults(run=run_roles)
    nood = actions.add_parser("noodtoegang", help="wie van elders in nood een zaak mag lezen")
    nood.add_argument("gemeente", help="CBS-code van vier cijfers")
    nood.add_argument(
        "--ambtenaar", metavar="LOGIN", help="wie het meteen ziet; zonder: niemand mag"
    )
    nood.set_defaults(run=run_emergency)
    for name, what, run in (
        ("factoren-weg", "haal elke tweede stap weg: telefoon of passkey kwijt", run_factors),
        ("wachtwoord", "geef een nieuw wachtwoord om mee te beginnen", run_password),
        ("afmelden", "beëindig elke sessie", run_sign_out),
        ("afsluiten", "laat iemand niet meer binnen", run_close),
        ("toelaten", "laat iemand weer binnen", run_open),
    ):
        action = actions.add_parser(name, help=what)
        action.add_argument("login", help="gebruikersnaam")
        action.set_defaults(run=run)


def run_list(options: argparse.Namespace, settings: Settings) -> int:
    """Everybody, with their roles and second steps."""
    from engine.store.reading.gebruikers import everybody
    from web.bootstrap import build
    from web.cli import show

    with build(settings).database.reading() as connection:
        rows = everybody(connection)
    heading = ("Gebruikersnaam", "Naam", "Rollen", "Tweede stap", "Via", "Actief", "Id")
    print(
        show.table(
            heading,
            [
                (
                    row.login,
                    row.naam,
                    ", ".join(f"{rol}:{gemeente}" for rol, gemeente in row.rollen),
                    ", ".join(row.factoren) or "geen",
                    row.aanbieder or "hier",
                    "ja" if row.actief else "nee",
                    row.id,
                )
                for row in rows
            ],
        )
    )
    return 0


def run_new(options: argparse.Namespace, settings: Settings) -> int:
    """Make an account; prints its first password, once."""
    from engine.model.gebruikers import SYSTEEM

    rooms = _rooms(settings)
    user, password = rooms.gebruikers.add(
        SYSTEEM, options.login, options.naam, _roles(options.rollen)
    )
    print(f"{options.login.strip().lower()} is toegevoegd (id {user.id}).")
    _tell(password)
    return 0


def run_roles(options: argparse.Namespace, settings: Settings) -> int:
    """Set the roles of a user, whose sessions end."""
    from engine.model.gebruikers import SYSTEEM

    rollen = _roles(options.rollen)
    return _done(options, settings, lambda rooms: rooms.set_roles(SYSTEEM, options.login, rollen))


def run_factors(options: argparse.Namespace, settings: Settings) -> int:
    """Take every second step away."""
    from engine.model.gebruikers import SYSTEEM

    return _done(options, settings, lambda rooms: rooms.reset_factors(SYSTEEM, options.login))


def run_password(options: argparse.Namespace, settings: Settings) -> int:
    """Give out another password; prints it, once."""
    from engine.model.gebruikers import SYSTEEM

    def give(rooms: Any) -> None:
        _tell(rooms.reset_password(SYSTEEM, options.login))

    return _done(options, settings, give)


def run_sign_out(options: argparse.Namespace, settings: Settings) -> int:
    """End every session of a user."""
    from engine.model.gebruikers import SYSTEEM

    return _done(options, settings, lambda rooms: rooms.end_sessions(SYSTEEM, options.login))


def run_close(options: argparse.Namespace, settings: Settings) -> int:
    """Let a user in no longer."""
    from engine.model.gebruikers import SYSTEEM

    return _done(
        options,
        settings,
        lambda rooms: rooms.set_active(SYSTEEM, options.login, actief=False),
    )


def run_open(options: argparse.Namespace, settings: Settings) -> int:
    """Let a user in again."""
    from engine.model.gebruikers import SYSTEEM

    return _done(
        options, settings, lambda rooms: rooms.set_active(SYSTEEM, options.login, actief=True)
    )


def run_emergency(options: argparse.Namespace, settings: Settings) -> int:
    """Let a municipality allow access in an emergency, or no longer."""
    from engine.errors import NotFound
    from engine.model.gebruikers import SYSTEEM

    try:
        _rooms(settings).noodtoegang.allow(SYSTEEM, options.gemeente, options.ambtenaar)
    except NotFound:
        print("Onbekende gemeente, of niemand met die naam werkt er.", file=sys.stderr)
        return 2
    print(f"Noodtoegang staat {'aan' if options.ambtenaar else 'uit'} voor {options.gemeente}.")
    return 0


def _done(options: argparse.Namespace, settings: Settings, act: Any) -> int:
    from engine.errors import NotFound

    try:
        act(_rooms(settings).gebruikers)
    except NotFound:
        print(f"Er is hier geen account {options.login}.", file=sys.stderr)
        return 2
    print("Gedaan; wat open stond van deze gebruiker is gesloten.")
    return 0


def _rooms(settings: Settings) -> Any:
    from web.bootstrap import build

    return build(settings)


def _roles(texts: list[str]) -> frozenset[Any]:
    """Roles with their municipalities.

    Raises:
        ValueError: one is not written as such; says which.
    """
    from engine.model.gebruikers import Rol

    found = set()
    for text in texts:
        rol, _, gemeente = text.partition(":")
        if rol not in set(Rol) or len(gemeente) != 4 or not gemeente.isdigit():  # noqa: PLR2004
            raise ValueError(f"{text}: schrijf ROL:GEMEENTE, als ambtenaar:0599")
        found.add((Rol(rol), gemeente))
    return frozenset(found)


def _tell(password: str) -> None:
    print(f"Wachtwoord om te beginnen: {password}")
    print("Het geldt zeven dagen en staat nergens anders. Geef het niet per e-mail door.")
