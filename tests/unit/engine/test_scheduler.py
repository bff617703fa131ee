"""The alarm tidies up, and nothing that goes wrong there stops it."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from engine.clock import SystemClock
from engine.scheduler import Alarm


def failing() -> int:
    raise RuntimeError("the database is away")


def test_tidying_lets_go_and_tells_how_much(caplog: pytest.LogCaptureFixture) -> None:
    nothing: Any = None

    with caplog.at_level(logging.INFO):
        Alarm(nothing, SystemClock(), tidy=lambda: 3).tidy()
        Alarm(nothing, SystemClock(), tidy=lambda: 0).tidy()
        Alarm(nothing, SystemClock()).tidy()

    assert [record.getMessage() for record in caplog.records] == [
        "drafts past their term let go: 3"
    ]


def test_tidying_that_fails_is_told_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    nothing: Any = None

    Alarm(nothing, SystemClock(), tidy=failing).tidy()

    assert "could not tidy up" in caplog.text
