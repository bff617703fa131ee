"""`huisverbod huisstijl`: how a municipality's letters look, and whom they name."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from engine.model.gemeente import Gemeente

#: What can be set, and what it is.
_TEXTS = {
    "naam": "naam van de gemeente, zonder het woord gemeente",
    "burgemeester": "naam van de burgemeester, zoals die onder besluiten staat",
    "kleur": "kleur van koppen, als #154273",
    "adres": "straat en nummer van het gemeentehuis",
    "postcode_plaats": "postcode en plaats",
    "antwoordadres": "postadres, als dat een ander is",
    "telefoon": "telefoonnummer",
    "email": "e-mailadres",
    "rechtbank": "rechtbank waar beroep openstaat",
    "rechtbank_adres": "postadres van de rechtbank",
    "hulpinstantie": "instantie voor advies of hulp",
    "hulpinstantie_telefoon": "haar telefoonnummer",
    "veilig_thuis_telefoon": "telefoonnummer van Veilig Thuis",
    "controle_adres": "openbaar adres van de pagina die besluiten controleert",
}
_LINES = {
    "ondertekening": "regel onder de naam van de burgemeester",
    "locoburgemeesters": "naam van wie de burgemeester vervangt",
}


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("huisstijl", help="hoe de brieven van een gemeente eruitzien")
    parser.add_argument("gemeente", help="CBS-code van vier cijfers")
    parser.add_argument("--wapen", type=Path, metavar="BESTAND", help="SVG of PNG boven de brief")
    parser.add_argument("--geen-wapen", action="store_true", help="voortaan zonder wapen")
    parser.add_argument("--breedte", type=int, metavar="MM", help="breedte van het wapen")
    for name, what in _TEXTS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEKST", help=what)
    for name, what in _LINES.items():
        told = f"{what}; mag vaker, en één keer leeg voor geen"
        parser.add_argument(f"--{name}", action="append", metavar="TEKST", help=told)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Show the style, after changing what was asked; 2 when there is no such municipality.

    Raises:
        ValueError: says in Dutch what a letter cannot have.
    """
    from documents.workshop import Workshop
    from engine.errors import NotFound
    from engine.model.gebruikers import SYSTEEM
    from web.bootstrap import build
    from web.proefdruk import print_sample

    changes: dict[str, str | tuple[str, ...]] = {
        name: value for name in _TEXTS if (value := getattr(options, name)) is not None
    }
    for name in _LINES:
        if (lines := getattr(options, name)) is not None:
            changes[name] = tuple(filter(None, lines))
    wapen = options.wapen.read_bytes() if options.wapen else None
    if options.geen_wapen:
        wapen = b""
    beheer = build(settings).beheer
    try:
        beheer.gemeente(options.gemeente)
        if wapen:
            with Workshop(settings.templates, workers=1) as workshop:
                print_sample(workshop, wapen, options.gemeente)
        if changes or wapen is not None or options.breedte is not None:
            beheer.set_style(
                SYSTEEM, options.gemeente, changes, wapen=wapen, breedte_mm=options.breedte
            )
        shown = beheer.gemeente(options.gemeente)
    except NotFound:
        print(f"Er is geen gemeente {options.gemeente}.", file=sys.stderr)
        return 2
    _show(shown)
    return 0


def _show(gemeente: Gemeente) -> None:
    from web.cli import show

    values = asdict(gemeente)
    wapen = gemeente.wapen
    rows = [(name, values[name] or "-") for name in _TEXTS]
    rows += [(name, "; ".join(values[name]) or "-") for name in _LINES]
    rows.append(
        ("wapen", f"{wapen.soort}, {wapen.breedte_mm} mm, {wapen.sha256[:12]}" if wapen else "-")
    )
    print(show.table(("Wat", "Nu"), rows))
