"""Serving until told to stop, and then answering first whoever asked already."""

from __future__ import annotations

import signal
import threading
import time
from typing import Any

#: How often (s) it looks whether it must stop.
LOOK = 0.25
#: How long (s) whoever asked already is waited for.
PATIENCE = 10.0


def stop_on_signals(stop: threading.Event) -> None:
    """Let SIGTERM and Ctrl-C ask to stop; a second Ctrl-C does not wait."""

    def ask(number: int, _: Any) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)


def serve_until(server: Any, stop: threading.Event, patience: float = PATIENCE) -> None:
    """Answer requests until `stop`, then nobody new, and at most `patience` seconds the others."""
    from waitress.server import BaseWSGIServer
    from waitress.wasyncore import close_all, dispatcher

    channels = server.map if hasattr(server, "map") else server._map  # noqa: SLF001 - its own loop reads it
    loop = server.asyncore.loop
    while not stop.is_set():
        loop(timeout=LOOK, map=channels, count=1)
    for each in [each for each in channels.values() if isinstance(each, BaseWSGIServer)]:
        dispatcher.close(each)
    until = time.monotonic() + patience
    while _busy(channels) and time.monotonic() < until:
        loop(timeout=LOOK, map=channels, count=1)
    server.task_dispatcher.shutdown()
    close_all(channels)


def _busy(channels: dict[int, Any]) -> bool:
    """Whether a request is being answered, or an answer is on its way."""
    return any(
        each.requests or each.total_outbufs_len
        for each in list(channels.values())
        if hasattr(each, "total_outbufs_len")
    )
