"""The alarm tidies up, and nothing that goes wrong there stops it."""

from __future__ import annotations

import logging
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
