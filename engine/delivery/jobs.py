"""Having done what was asked for: in this process on SQLite, on any number of machines otherwise.

What is done is the same either way (`Worker`, `Attenderingen`, `Post`); this decides by whom and
when. On SQLite each kind of work is looked for every so often, in a thread of its own. On
PostgreSQL Procrastinate hands jobs out (`engine/store/jobs.py`), and what time brings is looked for
here.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Event, Thread
from typing import Protocol

from engine.delivery.background import Background
from engine.delivery.bode import Work
from engine.store.jobs import Crew

log = logging.getLogger(__name__)

#: How often (s) it looks whether somebody must be told, and whether something must be sent.
TELL_EVERY, POST_EVERY = 1.0, 2.0
#: How long (s) to wait before going back to a database that was away.
AWAY = 1.0


class Jobs(Protocol):
    """Whoever has done what was asked for, as long as this process lives."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End, after what is being done now."""
        ...


class InProcess:
    """In this process alone: papers, messages and post each in a thread."""

    def __init__(self, worker: Work, bode: Work, post: Work) -> None:
        self._workers = (
            Background(worker),
            Background(bode, "bode", TELL_EVERY),
            Background(post, "post", POST_EVERY),
        )

    def start(self) -> None:
        """Begin."""
        for each in self._workers:
            each.start()

    def stop(self) -> None:
        """End, after what is being done now."""
        for each in self._workers:
            each.stop()


class Shared:
    """By whoever is free, here or elsewhere.

    Args:
        crew: does jobs.
        rounds: what time alone brings, and asks for more.
    """

    def __init__(self, crew: Crew, rounds: Sequence[Work]) -> None:
        self._crew = crew
        self._rounds = [Background(each, "bode", TELL_EVERY) for each in rounds]
        self._stop = Event()
        self._thread = Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        for each in self._rounds:
            each.start()

    def stop(self) -> None:
        """End, after what is being done now."""
        self._stop.set()
        for each in self._rounds:
            each.stop()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                self._crew.work(self._stop)
            except Exception:  # the database may be away for a moment; tried again
                log.exception("jobs could not be done")
            self._stop.wait(AWAY)
