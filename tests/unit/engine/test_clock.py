"""The clock of a training: it runs on by itself, is moved forward only, and can stand still."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.clock import MovableClock, RunningClock

START = datetime(2026, 3, 21, 1, 30, tzinfo=UTC)
REAL = datetime(2031, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def real() -> MovableClock:
    return MovableClock(REAL)


@pytest.fixture
def clock(real: MovableClock) -> RunningClock:
    return RunningClock(START, real)


def test_it_runs_on_from_where_it_is_moved_to(clock: RunningClock, real: MovableClock) -> None:
    real.move_by(MINUTE)
    assert clock.now() == START + MINUTE

    clock.move_to(START + timedelta(days=10))
    real.move_by(MINUTE)

    assert clock.now() == START + timedelta(days=10) + MINUTE


def test_it_never_goes_back(clock: RunningClock, real: MovableClock) -> None:
    real.move_by(2 * MINUTE)

    with pytest.raises(ValueError, match="cannot go back"):
        clock.move_to(START + MINUTE)

    assert clock.now() == START + 2 * MINUTE


def test_within_a_move_it_stands_where_it_is_put(clock: RunningClock, real: MovableClock) -> None:
    with clock.standing_still():
        real.move_by(MINUTE)
        assert clock.now() == START
        clock.move_to(START + timedelta(hours=1))
        real.move_by(MINUTE)
        assert clock.now() == START + timedelta(hours=1)
    real.move_by(MINUTE)

    assert clock.now() == START + timedelta(hours=1) + MINUTE


def test_it_runs_on_after_a_move_that_failed(clock: RunningClock, real: MovableClock) -> None:
    with pytest.raises(ValueError, match="cannot go back"), clock.standing_still():
        clock.move_to(START - MINUTE)
    real.move_by(MINUTE)

    assert clock.now() == START + MINUTE


def test_no_thread_ever_sees_it_go_back(clock: RunningClock) -> None:
    def look(_: int) -> bool:
        seen = [clock.now() for _ in range(2000)]
        return seen == sorted(seen)

    with ThreadPoolExecutor(5) as threads:
        looking = threads.map(look, range(4))
        for step in range(2000):
            clock.move_to(START + step * MINUTE)

    assert all(looking)
