"""`huisverbod serve`: the pages, the alarm clock and the worker, in one process."""

from __future__ import annotations

import argparse
import threading
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
#: How often (s) it looks whether somebody must be told, and whether something must be sent.
TELL_EVERY, POST_EVERY = 1.0, 2.0


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("serve", help="pagina's, termijnen en documenten in één proces")
    parser.add_argument("--host", help="adres waarop wordt geluisterd")
    parser.add_argument("--port", type=int, help="poort")
    parser.add_argument(
        "--demo", action="store_true", help="demo: voorbeeldaccounts op de aanmeldpagina"
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
        return _serve(build(settings, makers=workshop))


def _serve(house: House) -> int:
    from web.app import create_app
    from web.tracing import traces

    if not house.is_migrated():
        print("De database is niet bij. Draai eerst: huisverbod migrate")
        return 1
    if not house.upgrade.is_rehearsed():
        print(
            "Met deze versie van het product zijn de lopende zaken nog niet gerepeteerd. "
            "Draai eerst: huisverbod migrate"
        )
        return 1
    house.sleutels.check()
    missed = house.deadlines.fire_due()
    print(f"Bij de start verwerkt: {missed} keer iets dat verstreken was.")
    noted = traces()
    try:
        keep_open(house, create_app(house, traces=noted))
    finally:
        noted.close()
        house.database.dispose()
    print("Gestopt.")
    return 0


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


def keep_open(house: House, app: Flask) -> None:
    """Pages, alarm clock and worker of a house, until interrupted."""
    from engine.delivery.background import Background
    from engine.scheduler import Alarm

    host, port = house.settings.host, house.settings.port
    alarm = Alarm(house.deadlines, house.clock, house.concepten.sweep)
    background = Background(house.worker)
    bode = Background(house.bode, "bode", TELL_EVERY)
    post = Background(house.post, "post", POST_EVERY)
    server = listen(app, house.settings)
    stop = threading.Event()
    draining.stop_on_signals(stop)
    told = house.meters.serve(*house.settings.metrics) if house.settings.metrics else None
    alarm.start()
    for each in (background, bode, post):
        each.start()
    print(f"Huisverbod draait op http://{show.authority(host, port)}", flush=True)
    supervisor.tell("READY=1")
    try:
        draining.serve_until(server, stop)
    finally:
        supervisor.tell("STOPPING=1")
        server.close()
        alarm.stop()
        for each in (background, bode, post):
            each.stop()
        if told is not None:
            told.shutdown()
