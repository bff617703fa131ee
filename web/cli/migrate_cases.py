"""`huisverbod migrate-cases`: let running cases go on on the newest models, rehearsed first."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from engine.service.migratie import Rehearsal


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "migrate-cases", help="lopende zaken verder op de nieuwste modellen, na een repetitie"
    )
    parser.add_argument("zaken", nargs="*", metavar="ZAAK", help="zaaknummers; zonder: alle")
    parser.add_argument(
        "--dry-run", action="store_true", help="alleen zeggen wat kan en wat er zou veranderen"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Rehearse every case asked for; move those that can, unless only a rehearsal is wanted.

    Returns:
        1 when any case cannot move or any deadline would: then nothing is moved at all.
    """
    from engine.model.gebruikers import SYSTEEM
    from web.bootstrap import build

    house = build(settings)
    newest = house.models.newest.hash
    rehearsals = list(house.migratie.rehearse(options.zaken))
    for version in house.migratie.versions():
        if version.zaken and version.hash != newest:
            print(f"Van versie {version.hash[:12]} naar {newest[:12]}:")
            for change in house.migratie.differences(version.hash):
                print(f"  {change}")
    for each in rehearsals:
        _tell(each, newest)
    stuck = [each.nummer for each in rehearsals if not each.kan]
    if stuck:
        print(
            f"Niets verplaatst: {', '.join(stuck)} kan niet, of een termijn zou verschuiven.",
            file=sys.stderr,
        )
        return 1
    moving = [each for each in rehearsals if each.van != newest]
    if options.dry_run or not moving:
        print(f"{len(rehearsals)} zaken bekeken, {len(moving)} kunnen over. Niets veranderd.")
        return 0
    for each in moving:
        house.migratie.move(SYSTEEM, each.zaak_id)
    print(f"{len(moving)} zaken gaan verder op versie {newest[:12]}.")
    return 0


def _tell(rehearsal: Rehearsal, newest: str) -> None:
    on_newest = rehearsal.van == newest
    where = "al op de nieuwste versie" if on_newest else f"op {rehearsal.van[:12]}"
    print(f"{rehearsal.nummer}: {where}, {'kan' if rehearsal.kan else 'KAN NIET'}")
    for line in rehearsal.why_not:
        print(f"  geweigerd: {line}")
    for line in rehearsal.anders:
        print(f"  {line}")
