"""The alarm tidies up, and nothing that goes wrong there stops it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest

from engine.clock import SystemClock
from engine.scheduler import Alarm


def failing() -> int:
    raise RuntimeError("the database is away")


def test_chores_are_done_and_it_is_told_how_much(caplog: pytest.LogCaptureFixture) -> None:
    nothing: Any = None

    with caplog.at_level(logging.INFO):
        chores = {"drafts let go": lambda: 3, "months counted": lambda: 0}
        Alarm(nothing, SystemClock(), chores=chores).tidy()
        Alarm(nothing, SystemClock()).tidy()

    assert [record.getMessage() for record in caplog.records] == ["drafts let go: 3"]


def test_a_chore_that_fails_is_told_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    nothing: Any = None
    chores = {"drafts let go": failing, "months counted": lambda: 2}

    with caplog.at_level(logging.INFO):
        Alarm(nothing, SystemClock(), chores=chores).tidy()

    assert "could not do a chore: drafts let go" in caplog.text
    assert "months counted: 2" in caplog.text


class Ahead:
    """Deadlines of which the next comes soon after those that are let happen."""

    def __init__(self, clock: SystemClock) -> None:
        self.clock = clock
        self.left = 5
        self.done = Event()

    def fire_due(self) -> int:
        self.left -= 1
        if not self.left:
            self.done.set()
        return 1

    def next_wake(self) -> datetime | None:
        return self.clock.now() + timedelta(milliseconds=20) if self.left > 0 else None


class SlowToEnd(Alarm):
    """One that has set the alarm, and goes off before it has ended."""

    def tick(self) -> None:
        super().tick()
        Event().wait(0.1)


def test_an_alarm_that_goes_off_while_the_one_before_ends_is_not_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Or what falls due then waits for the next tick, a second later."""
    clock = SystemClock()
    ahead: Any = Ahead(clock)
    alarm = SlowToEnd(ahead, clock)
    with caplog.at_level(logging.WARNING):
        alarm.start()
        try:
            assert ahead.done.wait(60)
        finally:
            alarm.stop()

    assert "maximum number of running instances" not in caplog.text
