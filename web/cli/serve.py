"""`huisverbod serve`: the pages, the alarm clock and the worker, in one process."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from web.cli import draining, show, supervisor
from web.logs import speak
from web.settings import Settings

if TYPE_CHECKING:
    from flask import Flask
    from waitress.server import BaseWSGIServer, MultiSocketServer

    from web.bootstrap import House

#: More threads than people who press a button at the same moment.
THREADS = 16


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("serve", help="pagina's, termijnen en documenten in één proces")
    parser.add_argument("--host", help="adres waarop wordt geluisterd")
    parser.add_argument("--port", type=int, help="poort")
    parser.add_argument(
        "--demo", action="store_true", help="demo: voorbeeldaccounts op de aanmeldpagina"
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="alleen pagina's: termijnen en documenten doet huisverbod work",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped; says first what fell due while nothing ran."""
    from documents.workshop import Workshop
    from web.bootstrap import build

    settings = replace(
        settings,
        host=options.host or settings.host,
        port=options.port or settings.port,
        demo=options.demo or settings.demo,
        secure_cookies=settings.secure_cookies and not options.demo,
    )
    speak(as_json=settings.log_json)
    with Workshop(settings.templates) as workshop:
        return _serve(build(settings, makers=workshop), works=not options.no_worker)


def _serve(house: House, *, works: bool) -> int:
    from web import bootstrap
    from web.app import create_app
    from web.tracing import traces

    if not is_ready(house):
        return 1
    if works:
        catch_up(house)
    noted = traces()
    bootstrap.settle_down()
    try:
        keep_open(house, create_app(house, traces=noted), works=works)
    finally:
        noted.close()
        house.database.dispose()
    print("Gestopt.")
    return 0


def is_ready(house: House) -> bool:
    """Whether this version may work on this database; says so when it may not.

    Raises:
        UnfitKey: the root key is not the one of this database.
    """
    if not house.is_migrated():
        print("De database is niet bij. Draai eerst: huisverbod migrate")
        return False
    if not house.upgrade.is_rehearsed():
        print(
            "Met deze versie van het product zijn de lopende zaken nog niet gerepeteerd. "
            "Draai eerst: huisverbod migrate"
        )
        return False
    house.sleutels.check()
    return True


def catch_up(house: House) -> None:
    """Let happen what fell due while nothing ran, and print it, in its own order."""
    missed = house.deadlines.missed()
    fired = house.deadlines.fire_due()
    now = show.moment(house.clock.now())
    for each in missed:
        print(f"{each.nummer}: {each.termijn} verstreken op {show.moment(each.due)}, nu: {now}")
    print(f"Bij de start verwerkt: {fired} keer iets dat verstreken was.", flush=True)


def listen(app: Flask, settings: Settings) -> MultiSocketServer | BaseWSGIServer:
    """A server for these pages, that hears already and answers once it runs."""
    from waitress.server import create_server

    from web.app import MAX_BODY

    trusted: dict[str, Any] = {}
    if settings.proxy is not None:
        trusted = {
            "trusted_proxy": settings.proxy,
            # the last one alone, which the proxy wrote itself: what is before it anybody can send
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        # a body is received whole before any page can refuse it
        max_request_body_size=MAX_BODY,
        # a session's cookie and an address; who sends more, or dawdles, is cut off
        max_request_header_size=32 * 1024,
        channel_timeout=30,
        cleanup_interval=10,
        connection_limit=400,
        clear_untrusted_proxy_headers=True,
        **trusted,
    )


def keep_open(house: House, app: Flask, *, works: bool = True) -> None:
    """Pages of a house, until told to stop; and its alarm clock and workers.

    Args:
        works: let terms take effect, make papers and tell people here; otherwise other processes
            do.
    """
    host, port = house.settings.host, house.settings.port
    server = listen(app, house.settings)
    stop = threading.Event()
    draining.stop_on_signals(stop)
    with telling(house), working(house) if works else nullcontext():
        print(f"Huisverbod draait op http://{show.authority(host, port)}", flush=True)
        supervisor.tell("READY=1")
        try:
            draining.serve_until(server, stop)
        finally:
            supervisor.tell("STOPPING=1")
            server.close()


@contextmanager
def telling(house: House) -> Iterator[None]:
    """Figures for whoever watches, as long as the block lasts, where they were asked for."""
    if house.settings.metrics is None:
        yield
        return
    told = house.meters.serve(*house.settings.metrics)
    try:
        yield
    finally:
        told.shutdown()


@contextmanager
def working(house: House) -> Iterator[None]:
    """The alarm clock and the workers of a house, as long as the block lasts."""
    from engine.scheduler import Alarm
    from engine.service.watch import ALARM

    process = house.watch.process(ALARM)
    chores = {
        "drafts past their term let go": house.concepten.sweep,
        "periods counted anew": house.cijfers.count_marked,
    }
    alarm = Alarm(house.deadlines, house.clock, process, chores)
    alarm.start()
    house.jobs.start()
    try:
        yield
    finally:
        alarm.stop()
        house.jobs.stop()
