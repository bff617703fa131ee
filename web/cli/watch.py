"""`huisverbod watch`: an independent look whether terms take effect, which alarms when they do not.

It shares nothing with what it watches but the database, and does nothing to any case: run it on
another machine, or at least as another process.
"""

from __future__ import annotations

import argparse
import logging
import shlex
import subprocess
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from web.bootstrap import House

log = logging.getLogger(__name__)

#: How long the command that passes an alarm on may take (s).
PATIENCE = 30


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("watch", help="bewaak of termijnen op tijd worden verwerkt")
    parser.add_argument("--once", action="store_true", help="kijk één keer; 1 als iets mis is")
    parser.add_argument("--every", type=int, default=10, metavar="S", help="elke zoveel seconden")
    parser.add_argument(
        "--alarm",
        metavar="OPDRACHT",
        help="wordt uitgevoerd als er iets mis is of weer goed, met de melding als argument",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Watch until stopped, or look once; 0 when all is well."""
    from web.bootstrap import build
    from web.logs import speak

    if options.every < 1:
        raise ValueError("--every is een aantal seconden, ten minste 1")
    speak()
    house = build(settings)
    try:
        if options.once:
            trouble = look(house)
            print("\n".join(trouble) or "Alles is in orde.")
            return 1 if trouble else 0
        keep_watching(house, options.every, _teller(options.alarm), Event())
    except KeyboardInterrupt:
        pass
    finally:
        house.database.dispose()
    return 0


def look(house: House) -> list[str]:
    """What is the matter, in Dutch, without anything of any case; nothing when all is well."""
    try:
        state = house.watch.state()
    except house.database.errors as error:
        return [f"De database antwoordt niet ({type(error).__name__})."]
    trouble = []
    if state.is_silent:
        trouble.append("Geen enkel proces verwerkt termijnen.")
    if state.is_late:
        trouble.append("Een termijn is langer dan een minuut verstreken en niet verwerkt.")
    if state.aside:
        trouble.append(f"Zaken die niet verder kunnen: {state.aside}; zie huisverbod storingen.")
    return trouble


def keep_watching(
    house: House, every: float, tell: Callable[[list[str]], None], stopped: Event
) -> None:
    """Look again and again, and tell whenever what is the matter changes.

    Args:
        every: seconds. tell: called with what is the matter, or nothing when it is over.
    """
    before: list[str] = []
    while True:
        trouble = look(house)
        if trouble != before:
            tell(trouble)
            before = trouble
        if stopped.wait(every):
            return


def _teller(alarm: str | None) -> Callable[[list[str]], None]:
    command = shlex.split(alarm) if alarm else []

    def tell(trouble: list[str]) -> None:
        message = " ".join(trouble) or "Termijnen worden weer op tijd verwerkt."
        log.log(logging.ERROR if trouble else logging.INFO, "%s", message)
        if not command:
            return
        try:
            # what the operator gave, and a message of ours
            subprocess.run([*command, message], check=True, timeout=PATIENCE)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            log.error("the alarm could not be passed on", extra={"error": type(error).__name__})  # noqa: TRY400

    return tell
