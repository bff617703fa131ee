"""Is every guard needed? Each in turn lets everything pass, and a test must fail for it.

`make mutate-guards` runs this. First only the tests of the guards, which is quick; what survives
those meets the rest of the tests of law. A guard that survives both is one nobody would miss.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock

import pytest

from engine.law.guards import GUARDS, Guard
from tests.mutation.disarmed import VARIABLE, name

ROOT = Path(__file__).parents[2]
WORKERS = 2
#: A run that takes longer hangs (seconds).
PATIENCE = 300
#: Quick ones first; the next are run only for a guard that survives.
STAGES = (
    ("tests/integration/law",),
    ("tests/integration/test_road.py", "tests/scenarios", "tests/unit/engine/law"),
)
_FIRST_FAILURE = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
_one_at_a_time = Lock()


class Result(StrEnum):
    """What became of a guard that let everything pass."""

    KILLED = "killed"
    SURVIVED = "SURVIVED"
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Verdict:
    """One guard, and the test that missed it."""

    guard: Guard
    result: Result
    told: str


def run(files: tuple[str, ...], disarmed: str = "") -> tuple[int, str]:
    """Run tests until the first that fails: pytest's exit status and what it told.

    On SQLite alone and in a fixed order, so that the answer is the same every time.
    """
    environment = {
        key: value for key, value in os.environ.items() if key != "HUISVERBOD_TEST_POSTGRES"
    }
    command = [sys.executable, "-m", "pytest", "-p", "tests.mutation.disarmed", *files]
    options = ["-x", "-q", "--tb=no", "-rfE", "-p", "no:randomly", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *options],
            cwd=ROOT,
            env={**environment, VARIABLE: disarmed},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return pytest.ExitCode.INTERNAL_ERROR, f"no answer within {PATIENCE} seconds"
    return done.returncode, done.stdout + done.stderr


@cache
def _sound(files: tuple[str, ...]) -> str:
    """What is wrong with tests before anything is disarmed: a failure must mean something."""
    status, told = run(files)
    return "" if status == pytest.ExitCode.OK else told


def sound(files: tuple[str, ...]) -> str:
    """The same, found out once however many ask."""
    with _one_at_a_time:
        return _sound(files)


def judge(guard: Guard, stages: tuple[tuple[str, ...], ...] = STAGES) -> Verdict:
    """Disarm one guard and see whether a test notices."""
    for files in stages:
        trouble = sound(files)
        if trouble:
            return Verdict(guard, Result.BROKEN, trouble)
        status, told = run(files, name(guard))
        if status == pytest.ExitCode.TESTS_FAILED:
            found = _FIRST_FAILURE.search(told)
            return Verdict(guard, Result.KILLED, found[1] if found else told)
        if status != pytest.ExitCode.OK:
            return Verdict(guard, Result.BROKEN, told)
    return Verdict(guard, Result.SURVIVED, "no test misses it")


def table(verdicts: list[Verdict]) -> str:
    """One line per guard."""
    lines = []
    for each in verdicts:
        where = name(each.guard).removeprefix("engine.law.guards.")
        told = each.told.rpartition("::")[2] if each.result is Result.KILLED else each.told.strip()
        lines.append(f"{each.guard.code:26}{where:42}{each.result:10}{told}")
    return "\n".join(lines)


def main() -> int:
    """Judge every guard; 1 when one survives or could not be judged."""
    begun = time.perf_counter()
    if trouble := sound(STAGES[0]):
        sys.stderr.write(f"Tests fail with every guard in place:\n{trouble}\n")
        return 1
    with ThreadPoolExecutor(WORKERS) as workers:
        verdicts = list(workers.map(judge, GUARDS))
    killed = sum(each.result is Result.KILLED for each in verdicts)
    seconds = time.perf_counter() - begun
    sys.stdout.write(
        f"{table(verdicts)}\n{killed} of {len(verdicts)} guards are missed by a test when they "
        f"let everything pass ({seconds:.0f} s).\n"
    )
    return 0 if killed == len(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
