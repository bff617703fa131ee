"""`huisverbod sleutels`: the keys that personal data are sealed with."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from web.bootstrap import House


#: Instead of a municipality: the key for what concerns none.
HOUSE_ITSELF = "huis"


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
    if options.act == "maak":
        return _make(Path(options.what))
    from engine.errors import NotFound, Refused
    from web.bootstrap import build

    house = build(settings)
    try:
        if not house.is_migrated():
            print("De database is niet bij. Draai eerst: huisverbod migrate", file=sys.stderr)
            return 1
        house.sleutels.check()
        ACTS[options.act][2](house, getattr(options, "what", ""))
    except Refused as refused:
        print(*refused.reasons, sep="\n", file=sys.stderr)
        return 1
    except NotFound:
        print(f"Gemeente {options.what} is hier niet bekend.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{options.what}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        house.database.dispose()
    return 0


def _make(path: Path) -> int:
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
    print("gemeente  sleutel  wortel            zaken  vernietigd")
    for each in house.sleutels.state():
        row = (each.gemeente or "(huis)", each.generatie, each.wortel, each.zaken, each.vernietigd)
        print("{:<8}  {:>7}  {:<16}  {:>5}  {:>10}".format(*row))


def _new_root(house: House, _: str) -> None:
    changed = house.sleutels.new_root()
    print(f"Opnieuw ingepakt met de nieuwe wortelsleutel: {changed} sleutels van gemeenten.")
    print("Haal HUISVERBOD_SLEUTEL_OUD weg als dit overal is gedraaid, en vernietig de oude.")


def _new_key(house: House, gemeente: str) -> None:
    changed = house.sleutels.new_key("" if gemeente == HOUSE_ITSELF else gemeente)
    print(f"Opnieuw ingepakt: de sleutels van {changed} zaken.")


def _seal(house: House, _: str) -> None:
    print(f"Verzegeld: {house.sleutels.seal_all()} rijen die nog leesbaar waren.")


def _index(house: House, _: str) -> None:
    print(f"Opnieuw te vinden: {house.zoeken.rebuild(only_missing=False)} zaken.")


def _keep(house: House, path: str) -> None:
    """In place of the file before it, which held keys that are destroyed by now."""
    aside = Path(f"{path}.nieuw")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(house.sleutels.dump(), file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    print(f"De ingepakte sleutels staan in {path}. Bewaar alleen de nieuwste.")


def _put_back(house: House, path: str) -> None:
    kept = json.loads(Path(path).read_text("ascii"))
    print(f"Teruggelegd: {house.sleutels.put_back(kept)} sleutels.")


def _copy(house: House, path: str) -> None:
    house.sleutels.copy_without_keys(path)
    print(f"Kopie van de database, zonder sleutels, in {path}.")


#: What can be done: what it is, what it asks for, and how.
ACTS: dict[str, tuple[str, str, Callable[[Any, str], None]]] = {
    "maak": ("maak een wortelsleutel in een nieuw bestand", "BESTAND", _keep),
    "toon": ("welke sleutels er zijn", "", _show),
    "vervang-wortel": ("pak alles in met de nieuwe wortelsleutel", "", _new_root),
    "vervang": ("geef een gemeente (of: huis) een nieuwe sleutel", "GEMEENTE", _new_key),
    "verzegel": ("verzegel wat nog leesbaar is", "", _seal),
    "indexeer": ("maak opnieuw waaraan zaken worden gevonden", "", _index),
    "bewaar": ("schrijf de ingepakte sleutels in een bestand", "BESTAND", _keep),
    "leg-terug": ("leg sleutels uit zo'n bestand terug", "BESTAND", _put_back),
    "kopie": ("kopieer een SQLite-database zonder haar sleutels", "BESTAND", _copy),
}
