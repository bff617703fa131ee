"""The alarm clock: wakes when the next thing falls due and lets it happen.

The only module that speaks APScheduler, and only as a clock: which moments there are is read from
our own tables, so nothing is lost when it stops, and a second one does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from engine.clock import Clock, SystemClock
from engine.service.deadlines import Deadlines
from engine.service.watch import Process
from engine.store import scope

log = logging.getLogger(__name__)

#: Never sleeps longer: bounds what a clock that jumps, or another process, can do.
TICK = timedelta(seconds=1)
#: When something is due that another process holds: how soon to look whether it let it happen.
AGAIN = timedelta(milliseconds=20)
#: Whoever does what need not be done at once.
CHORES = "chores"


class Alarm:
    """Wakes for the next due moment, and at least every second.

    Args:
        process: says for this process that it is at work; nobody does unless given.
        chores: what is done at the start and every hour, by what it is called; each says how much
            it did. They have a thread of their own, so that no term waits for them.
    """

    def __init__(
        self,
        deadlines: Deadlines,
        clock: Clock,
        process: Process | None = None,
        chores: Mapping[str, Callable[[], int]] | None = None,
    ) -> None:
        self._deadlines = deadlines
        self._chores = dict(chores or {})
        self._clock = clock
        self._process = process
        self._machine = SystemClock()  # by which the scheduler runs, whatever time it is for us
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1), CHORES: ThreadPoolExecutor(1)},
            # With the default grace of one second a job that is 1.2 s late is silently dropped.
            # With one instance an alarm that goes off before the one that set it has ended is too.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
        )

    def start(self) -> None:
        """Begin; what fell due while nothing ran happens at once."""
        self._scheduler.add_job(self.tick, "interval", seconds=TICK.total_seconds(), id="tick")
        self._scheduler.add_job(self.tick, id="start")
        if self._chores:
            own = {"executor": CHORES}
            self._scheduler.add_job(self.tidy, "interval", hours=1, id="tidy", **own)
            self._scheduler.add_job(self.tidy, id="tidy at the start", **own)
        self._scheduler.start()

    def stop(self) -> None:
        """End, after what is being done now."""
        self._scheduler.shutdown(wait=True)
        if self._process is not None:
            try:
                with scope.everywhere():
                    self._process.stop()
            except Exception:  # it ends all the same, and its silence will be noticed
                log.exception("the alarm could not say that it ends")

    def tick(self) -> None:
        """Let happen what is due, then set the alarm for what comes within the next tick."""
        try:
            with scope.everywhere():
                while True:
                    if self._process is not None:
                        self._process.beat()
                    fired, wake = self._deadlines.fire_due(), self._deadlines.next_wake()
                    # what fell due while others took effect waits for no alarm
                    if not fired or wake is None or wake > self._clock.now():
                        break
                self._set_alarm(wake)
        except Exception:  # the database may be away for a moment; the next tick tries again
            log.exception("the alarm could not do its work")

    def tidy(self) -> None:
        """Do the chores; what fails keeps nothing from the others."""
        for name, chore in self._chores.items():
            try:
                with scope.everywhere():
                    done = chore()
            except Exception:  # the next hour tries again
                log.exception("the alarm could not do a chore: %s", name)
            else:
                if done:
                    log.info("%s: %s", name, done)

    def _set_alarm(self, wake: datetime | None) -> None:
        now = self._clock.now()
        if wake is not None and wake < now + TICK:
            self._scheduler.add_job(
                self.tick,
                "date",
                run_date=self._machine.now() + (wake - now if wake > now else AGAIN),
                id="wake",
                replace_existing=True,
            )
