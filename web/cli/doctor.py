"""`huisverbod doctor`: is everything there that is needed, and what is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from engine.errors import UnfitKey
from web.settings import Settings

Finding = tuple[str, str | None]


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("doctor", help="controleer deze installatie")
    parser.add_argument(
        "--deep", action="store_true", help="ga per zaak na of alles met elkaar klopt"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Look at everything; 0 when nothing is wrong."""
    wrong = 0
    deep = (_deep,) if options.deep else ()
    for check in (_models, _fonts, _archive, _clock, _mail, _leaked, _database, *deep):
        for what, trouble in check(settings):
            print(f"{'FOUT ' if trouble else 'goed '} {what}{f': {trouble}' if trouble else ''}")
            wrong += trouble is not None
    return 1 if wrong else 0


def _models(settings: Settings) -> Iterator[Finding]:
    import web.bootstrap  # noqa: F401 - declares what models may name
    from engine.service.modellen import find_trouble, standard_sources

    findings = find_trouble(standard_sources())
    yield "modellen", "; ".join(map(str, findings)) or None


def _fonts(settings: Settings) -> Iterator[Finding]:
    from documents.desk import Desk
    from documents.errors import DocumentError

    try:
        yield f"lettertypen en opmaak ({Desk(settings.templates).renderer})", None
    except (DocumentError, OSError) as error:
        yield "lettertypen en opmaak", str(error)


def _archive(settings: Settings) -> Iterator[Finding]:
    from documents.archive import mdto
    from documents.archive.dossier import Kind
    from documents.archive.formats import JSON
    from documents.errors import DocumentError
    from web.stage import example_dossier

    dossier, official = example_dossier(), settings.mdto_xsd
    what = "metagegevens voor het archief"
    try:
        mdto.check(mdto.describe_dossier(dossier), official)
        for stuk in dossier.stukken:
            mdto.check(mdto.describe_stuk(dossier, stuk), official)
            mdto.check(mdto.describe_file(dossier, stuk, stuk.inhoud, JSON, Kind.DATA), official)
    except (DocumentError, OSError) as error:
        yield what, str(error)
        return
    yield f"{what} ({official.name if official else 'eigen grammatica'})", None


def _clock(settings: Settings) -> Iterator[Finding]:
    from engine.clock import SystemClock
    from engine.law.moments import local

    now = SystemClock().now()
    built = datetime(2026, 1, 1, tzinfo=UTC)
    trouble = "de klok staat voor 2026; zet de tijd van deze machine goed" if now < built else None
    yield f"klok ({local(now):%d-%m-%Y %H:%M:%S} in Amsterdam)", trouble


def _mail(settings: Settings) -> Iterator[Finding]:
    server, account = settings.uitgaand.mail, settings.uitgaand.sms
    if server is None:
        yield "e-mail: niet ingesteld, berichten staan alleen in het product", None
    else:
        yield f"e-mail: {server}, van {server.sender}", _no_answer(server.host, server.port)
    if account is not None:
        yield f"sms: {account.base}", None


def _leaked(settings: Settings) -> Iterator[Finding]:
    from engine.service.gelekt import Gelekt

    if settings.leaked_passwords is not None:
        yield "lijst van uitgelekte wachtwoorden", Gelekt(settings.leaked_passwords).trouble()


def _no_answer(host: str, port: int) -> str | None:
    import socket

    try:
        with socket.create_connection((host, port), timeout=5):
            return None
    except OSError as error:
        return f"antwoordt niet ({type(error).__name__})"


def _database(settings: Settings) -> Iterator[Finding]:
    from engine.store.reading.attenderingen import failing_post
    from engine.store.reading.health import MANY_TRIES
    from web.bootstrap import build

    # what is wrong with templates and keys is told above
    try:
        house = build(replace(settings, templates=None, signing=None))
    except UnfitKey as error:
        yield "sleutel van persoonsgegevens", str(error)
        return
    try:
        if not house.is_migrated():
            yield "database", "het schema is niet bij; draai huisverbod migrate"
            return
        if not house.upgrade.is_rehearsed():
            yield "repetitie", "niet gedaan met deze versie; draai huisverbod migrate"
        if house.database.is_postgresql:
            yield "muur tussen gemeenten", _wall(passed=house.passes_walls())
        house.sleutels.check()
        if not house.sleutels.staff_is_sealed():
            yield "gegevens van medewerkers", "niet verzegeld; draai huisverbod sleutels verzegel"
        found = house.look()
        with house.database.reading() as connection:
            lost = failing_post(connection, MANY_TRIES)
    except UnfitKey as error:
        yield "sleutel van persoonsgegevens", str(error)
        return
    except house.database.errors as error:
        yield "database", f"niet bereikbaar ({type(error).__name__})"
        return
    finally:
        house.database.dispose()
    yield "database", None
    yield "sleutel van persoonsgegevens", None
    yield "termijnen", _count(found.late, "{} zaken met een termijn die had moeten aflopen")
    yield "documenten", _count(found.failing, "{} documenten lukken niet")
    yield "berichten", "; ".join(f"{n} keer {why}" for why, n in sorted(lost.items())) or None
    yield "statussen", _names("wijkt af in {}", found.wrong_status)
    yield "geschiedenis", _names("keten gebroken in {}", found.broken_chains)


def _wall(*, passed: bool) -> str | None:
    """A superuser sees past every policy (docs/how-to/run-on-postgresql.md)."""
    return "de databaserol is superuser of heeft bypassrls; neem een gewone rol" if passed else None


def _deep(settings: Settings) -> Iterator[Finding]:
    from web.bootstrap import build

    house = build(replace(settings, templates=None, signing=None))
    fits = True
    try:
        for each in house.samenhang.look() if house.is_migrated() else ():
            fits = False
            yield "samenhang", str(each)
        if house.is_migrated() and house.database.is_postgresql:
            lost = house.without_job()
            yield "opdrachten", _count(lost, "{} zonder taak; huisverbod work maakt die aan")
    except house.database.errors as error:
        yield "samenhang", f"database niet bereikbaar ({type(error).__name__})"
        return
    finally:
        house.database.dispose()
    if fits:
        yield "samenhang van elke zaak", None


def _count(count: int, text: str) -> str | None:
    return text.format(count) if count else None


def _names(text: str, names: tuple[str, ...]) -> str | None:
    return text.format(", ".join(names)) if names else None
