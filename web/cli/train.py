"""`huisverbod train`: the product on invented cases and a clock that one moves, to practise."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from web.cli import serve
from web.logs import speak
from web.settings import Settings

#: After how long (s) somebody who did not hear that it must end is told so again.
_AGAIN = 0.5


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("train", help="oefen met verzonnen zaken en een klok te verzetten")
    parser.add_argument("--host", help="adres waarop wordt geluisterd")
    parser.add_argument("--port", type=int, help="poort")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve a training until stopped; its database goes with it, however it is stopped."""
    # as Ctrl-C: tidy up, then end; also where whoever started it had it hear neither
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    speak(as_json=settings.log_json)
    try:
        with TemporaryDirectory(prefix="huisverbod-oefening-") as folder:
            _train(
                replace(
                    settings,
                    database=f"sqlite:///{Path(folder) / 'oefening.db'}",
                    host=options.host or settings.host,
                    port=options.port or settings.port,
                    demo=True,
                    secure_cookies=False,
                )
            )
    except KeyboardInterrupt:
        pass
    print("De oefening is voorbij; haar zaken zijn gewist.")
    return 0


def _train(settings: Settings) -> None:
    from engine.clock import SystemClock
    from web import train
    from web.app import create_app
    from web.demo import PASSWORD

    with _heard():
        print("Even geduld: er worden zaken nagespeeld…", flush=True)
        training = train.begin(settings, SystemClock())
    print(f"Oefening met verzonnen zaken. Iedereen heeft het wachtwoord: {PASSWORD}")
    try:
        serve.keep_open(training.house, create_app(training.house, training))
    finally:
        training.close()


@contextmanager
def _heard() -> Iterator[None]:
    """In this block an interrupt comes again until it is heard: WeasyPrint, for one, catches all.

    Raises:
        KeyboardInterrupt: there was one.
    """
    came = False

    def interrupt(*_: Any) -> None:
        nonlocal came
        came = True
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        raise KeyboardInterrupt

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
    before = {each: signal.signal(each, interrupt) for each in signals}
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for each, handler in before.items():
            signal.signal(each, handler)
    if came:
        raise KeyboardInterrupt
