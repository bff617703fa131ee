"""Working the outbox off in a thread of its own, beside the pages."""

from __future__ import annotations

import logging
from threading import Event, Thread

from engine.delivery.bode import Work
from engine.store import scope

log = logging.getLogger(__name__)

#: How often (s) it looks whether anything was asked for.
PAUSE = 0.25


class Background:
    """A worker that keeps working until it is stopped."""

    def __init__(self, worker: Work, name: str = "delivery", pause: float = PAUSE) -> None:
        self._worker = worker
        self._pause = pause
        self._stop = Event()
        self._thread = Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after what is being done now."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.wait(self._pause):
            try:
                with scope.everywhere():  # what it does is for every municipality
                    self._worker.run()
            except Exception:  # the database may be away for a moment; tried again
                log.exception("%s could not be worked off", self._thread.name)
