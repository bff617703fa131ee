"""What a figure says, whatever was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from web.bench.figures import Figure, Spread, count
from web.bench.tell import line, table

STEP = Figure(
    subject="step",
    place="SQLite",
    what="een taak voltooien",
    unit="ms",
    measured=Spread(p50=6.0, p95=9.0, count=20),
    floor=Spread(p50=5.0, p95=7.0, count=20),
    target=1.5,
)


def test_spread_is_the_middle_and_what_one_in_twenty_exceeds() -> None:
    spread = Spread.of([float(number) for number in range(100, 0, -1)])

    assert (spread.p50, spread.p95, spread.count) == (51.0, 96.0, 100)


def test_with_a_floor_the_ratio_is_held_to_the_target() -> None:
    assert STEP.ratio == pytest.approx(1.2)
    assert STEP.holds
    assert not replace(STEP, target=1.1).holds


def test_without_a_floor_all_but_one_in_twenty_must_reach_the_target() -> None:
    page = replace(STEP, floor=None, target=8.0)

    assert page.ratio is None
    assert not page.holds
    assert replace(page, target=9.0).holds


def test_a_speed_must_not_stay_below_its_target() -> None:
    speed = replace(STEP, floor=None, unit="zaken/s", target=5.0)

    assert speed.holds
    assert not replace(speed, target=7.0).holds


def test_without_a_target_nothing_is_judged() -> None:
    assert replace(STEP, target=None).holds is None


def test_figures_are_told_as_dutch_readers_write_them() -> None:
    assert count(100_000) == "100.000"
    assert "6,00" in line(STEP)
    head, rule, row = table((STEP,))
    assert head.count("|") == rule.count("|") == row.count("|")
    assert row.endswith("| 1,20 | ≤ 1,50 ✓ |")
