"""`huisverbod inzage`: who looked at a case, for whoever asks that about their own data."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from web.settings import Settings


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("inzage", help="wie een zaak heeft gezien")
    parser.add_argument("zaak", help="zaaknummer (HV-2026-0001)")
    parser.add_argument(
        "--zonder-namen", action="store_true", help="alleen de rol van wie keek, niet de naam"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print it, the newest first, and leave a line of it as well; 2 when there is no such case."""
    from engine.model.gebruikers import SYSTEEM, Rol
    from engine.model.inzage import Doel, Inzage, Soort
    from engine.store.reading import logboek
    from engine.store.reading.zaak import gemeente_of
    from web.bootstrap import build
    from web.cli import show

    house = build(settings)
    zaak_id = house.find(options.zaak)
    if zaak_id is None:
        print(f"Er is geen zaak {options.zaak}.", file=sys.stderr)
        return 2
    with house.database.reading() as connection:
        gemeente = gemeente_of(connection, zaak_id) or ""
    line = Inzage(
        op=house.clock.now(),
        gebruiker=SYSTEEM.id,
        rol=Rol.BEHEERDER.value,
        gemeente=gemeente,
        soort=Soort.UITGEVOERD,
        doel=Doel.BEHEER,
        route="huisverbod inzage",
        zaak_id=zaak_id,
    )
    house.inzagen.note([line])
    which = logboek.Filter(gemeenten=(gemeente,), nummer=options.zaak)
    with house.database.reading() as connection:
        lines = list(logboek.every(connection, which))
    heading = ("Wanneer", "Wie", "Rol", "Wat", "Document", "Doel")
    rows = [
        (
            show.moment(line.op),
            "" if options.zonder_namen else line.naam,
            line.rol,
            line.soort,
            line.document or "",
            line.doel,
        )
        for line in lines
    ]
    print(show.table(heading, rows))
    return 0
