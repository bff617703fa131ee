"""A pytest plugin: lets one guard pass everything, to see which test notices.

Only `tests/mutation/guards.py` loads it. The product knows no way to switch a guard off.
"""

from __future__ import annotations

import dataclasses
import os

import pytest

from engine.law.guards import GUARDS, Guard

#: The environment variable that names the guard; without it every guard does its work.
VARIABLE = "HUISVERBOD_TEST_DISARM"


def name(guard: Guard) -> str:
    """What a guard is known by: several share a code, so the function that holds its rule."""
    return f"{guard.rule.__module__}.{guard.rule.__name__}"


def disarm(guard: Guard) -> Guard:
    """The same guard, with nothing to object to any more."""
    return dataclasses.replace(guard, check=lambda zaak, proposal, at: None)


def pytest_configure(config: pytest.Config) -> None:
    """Disarm before the first test is read.

    A name that fits no guard, or more than one, stops everything: it would prove nothing.
    """
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    found = [number for number, guard in enumerate(GUARDS) if name(guard) == wanted]
    if len(found) != 1:
        raise pytest.UsageError(f"{VARIABLE}={wanted} names {len(found)} guards, not one")
    GUARDS[found[0]] = disarm(GUARDS[found[0]])
