"""`huisverbod audit`: is the record still what was written, and its heads to compare with."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from engine.store.reading.keten import Heads


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("audit", help="klopt het logboek nog")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTIE")
    verify = actions.add_parser("verify", help="zoek wat veranderd, weg of ingevoegd is")
    verify.add_argument("--hoofden", type=Path, help="ook vergelijken met eerder bewaarde hoofden")
    verify.add_argument("--getal", help="het getal dat bij die hoofden is opgeschreven")
    verify.add_argument(
        "--tijdstempel", type=Path, help="ook nagaan wanneer die hoofden er al waren"
    )
    verify.set_defaults(run=run_verify)
    heads = actions.add_parser("heads", help="bewaar de hoofden van alle ketens")
    heads.add_argument("--naar", type=Path, required=True, help="bestand om elders te bewaren")
    heads.add_argument(
        "--tijdstempel", type=Path, help="laat een tijdstempel zetten, en bewaar het in dit bestand"
    )
    heads.set_defaults(run=run_heads)


def run_verify(options: argparse.Namespace, settings: Settings) -> int:
    """Say where the record does not fit; 1 when it does not.

    Raises:
        ValueError: the file holds no heads.
    """
    from engine.store.reading import keten
    from web.bootstrap import build

    exported = _read(options.hoofden) if options.hoofden else None
    if exported is not None and not _is_the_one(exported, options.getal):
        return 1
    if options.tijdstempel and not _is_stamped(options, settings):
        return 1
    house = build(settings)
    count = 0
    try:
        with house.database.reading() as connection:
            for finding in keten.verify(connection, exported):
                print(finding, file=sys.stderr)
                count += 1
    finally:
        house.database.dispose()
    if count:
        print(f"Het logboek klopt niet: {count} bevindingen.", file=sys.stderr)
        return 1
    print("Het logboek klopt.")
    if exported is None:
        print("Of er aan het einde iets weg is, blijkt pas met --hoofden.")
    return 0


def run_heads(options: argparse.Namespace, settings: Settings) -> int:
    """Write the heads of all chains, and say the number over them; 1 when the record is broken."""
    from engine.law.moments import local_date
    from engine.store.reading import keten
    from web.bootstrap import build

    house = build(settings)
    try:
        with house.database.reading() as connection:
            broken = any(True for _ in keten.verify(connection))
            heads = keten.heads(connection, local_date(house.clock.now()))
    finally:
        house.database.dispose()
    if broken:
        print("Het logboek klopt niet. Draai eerst: huisverbod audit verify", file=sys.stderr)
        return 1
    content = heads.model_dump_json(indent=1).encode()
    if options.tijdstempel and not _stamp(content, options.tijdstempel, settings):
        return 1
    options.naar.write_bytes(content)
    print(f"{len(heads.stromen)} ketens en {len(heads.inzage)} dagen inzage bewaard.")
    print(f"Schrijf dit getal elders op: {heads.getal}")
    return 0


def _stamp(content: bytes, path: Path, settings: Settings) -> bool:
    """Have somebody else say that the heads were there now; False when nobody does."""
    from documents.signing.errors import SigningUnavailable
    from documents.signing.stamping import stamp
    from engine.clock import SystemClock
    from web.fittings import keyring

    ring = keyring(settings)
    try:
        if ring is None:
            raise SigningUnavailable("er is geen tijdstempeldienst ingesteld", retryable=False)
        path.write_bytes(stamp(content, ring, SystemClock().now()))
    except SigningUnavailable as error:
        print(f"Geen tijdstempel, en dus geen hoofden bewaard: {error}", file=sys.stderr)
        return False
    return True


def _is_stamped(options: argparse.Namespace, settings: Settings) -> bool:
    """Whether a time stamp is about these heads; says of when."""
    from documents.dutch import moment_text
    from documents.signing.evidence import UnfitEvidence
    from documents.signing.stamping import stamped_at
    from documents.signing.trust import Trust
    from web.fittings import keyring

    if options.hoofden is None:
        raise ValueError("--tijdstempel: noem ook de hoofden, met --hoofden")
    ring = keyring(settings)
    try:
        token = options.tijdstempel.read_bytes()
        at = stamped_at(options.hoofden.read_bytes(), token, ring.trust if ring else Trust())
    except OSError as error:
        raise ValueError(f"{options.tijdstempel}: {error.strerror}") from error
    except UnfitEvidence as error:
        print(f"Het tijdstempel bewijst niets: {error}", file=sys.stderr)
        return False
    print(f"Deze hoofden waren er op {moment_text(at)}.")
    return True


def _read(path: Path) -> Heads:
    from engine.store.reading.keten import Heads

    try:
        return Heads.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"{path}: dit zijn geen hoofden van een logboek") from error


def _is_the_one(exported: Heads, getal: str | None) -> bool:
    if exported.number() != exported.getal:
        print("Het bestand met hoofden is veranderd: het getal erin klopt niet.", file=sys.stderr)
        return False
    if getal is not None and getal.strip().lower() != exported.getal:
        print("Dit zijn niet de hoofden waarbij dat getal hoort.", file=sys.stderr)
        return False
    return True
