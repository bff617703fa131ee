"""`huisverbod sleutels`: the keys that personal data are sealed with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from web.bootstrap import House


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("sleutels", help="de sleutels van persoonsgegevens")
    acts = parser.add_subparsers(dest="act", required=True, metavar="WAT")
    for name, (help_, argument, _) in ACTS.items():
        act = acts.add_parser(name, help=help_)
        if argument:
            act.add_argument("what", metavar=argument)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do one thing with the keys."""
    do = ACTS[options.act][2]
    if do is None:
        return _make_file(Path(options.what))
    from engine.errors import NotFound, Refused
    from web.bootstrap import build

    house = build(settings)
    try:
        if not house.is_migrated():
            print("De database is niet bij. Draai eerst: huisverbod migrate", file=sys.stderr)
            return 1
        house.sleutels.check()
        do(house, getattr(options, "what", ""))
    except Refused as refused:
        print(*refused.reasons, sep="\n", file=sys.stderr)
        return 1
    except NotFound:
        print(f"Gemeente {options.what} is hier niet bekend.", file=sys.stderr)
        return 1
    finally:
        house.database.dispose()
    return 0


def _make_file(path: Path) -> int:
    from engine.vault.root import make_file

    try:
        make_file(path)
    except FileExistsError:
        print(f"{path} is er al; een sleutel wordt nooit overschreven.", file=sys.stderr)
        return 1
    print(
        f"Nieuwe wortelsleutel in {path}, alleen voor u te lezen. Bewaar een kopie apart van de "
        "database en haar back-ups: wie de sleutel kwijt is, is alle dossiers kwijt."
    )
    return 0


def _show(house: House, _: str) -> None:
    print("gemeente       sleutel  wortel            zaken  vernietigd")
    from engine.service.sleutels import INSTEAD

    names = {code: f"({name})" for name, code in INSTEAD.items()}
    for each in house.sleutels.state():
        whose = names.get(each.gemeente, each.gemeente)
        row = (whose, each.generatie, each.wortel, each.zaken, each.vernietigd)
        print("{:<13}  {:>7}  {:<16}  {:>5}  {:>10}".format(*row))


def _new_root(house: House, _: str) -> None:
    changed = house.sleutels.new_root()
    print(f"Opnieuw ingepakt met de nieuwe wortelsleutel: {changed} sleutels van gemeenten.")
    print("Haal HUISVERBOD_SLEUTEL_OUD weg als dit overal is gedraaid, en vernietig de oude.")


def _new_key(house: House, gemeente: str) -> None:
    from engine.service.sleutels import INSTEAD

    changed = house.sleutels.new_key(INSTEAD.get(gemeente, gemeente))
    what = "medewerkers" if gemeente == "medewerkers" else "zaken"
    print(f"Opnieuw ingepakt: de sleutels van {changed} {what}.")


def _seal(house: House, _: str) -> None:
    print(f"Verzegeld: {house.sleutels.seal_all()} rijen die nog leesbaar waren.")


def _index(house: House, _: str) -> None:
    print(f"Opnieuw te vinden: {house.zoeken.rebuild(only_missing=False)} zaken.")


#: What can be done: what it is, what it asks for, and how; None for what needs no database.
ACTS: dict[str, tuple[str, str, Callable[[Any, str], None] | None]] = {
    "maak": ("maak een wortelsleutel in een nieuw bestand", "BESTAND", None),
    "toon": ("welke sleutels er zijn", "", _show),
    "vervang-wortel": ("pak alles in met de nieuwe wortelsleutel", "", _new_root),
    "vervang": ("nieuwe sleutel voor een gemeente (of: huis, medewerkers)", "GEMEENTE", _new_key),
    "verzegel": ("verzegel wat nog leesbaar is", "", _seal),
    "indexeer": ("maak opnieuw waaraan zaken worden gevonden", "", _index),
}
