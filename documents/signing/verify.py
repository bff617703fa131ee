"""Anybody's bytes in, a verdict out; whatever they are, never an error."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import documents
from documents.signing.trust import Trust
from documents.signing.verdict import Finding, Verdict

#: A decision is a few hundred kilobytes.
MAX_SIZE = 25_000_000
_MAX_AT_ONCE = 2
#: Seconds to wait for a turn. Whoever waits holds a thread that others need.
_WAIT = 1.0
_VERDICTS = TypeAdapter(Verdict)
# What a Python needs to start, and none of what this one was told.
_ENVIRONMENT = {
    "PYTHONPATH": str(Path(documents.__file__).resolve().parents[1]),
    **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What judging one file may take.

    Attributes:
        seconds: of a processor after which it is stopped; a decision takes less than one.
        wait: seconds on the clock after which it is stopped. Far more, so that a genuine decision
            is not turned away because the machine is busy.
        memory: in bytes.
    """

    seconds: int = 5
    wait: float = 30.0
    memory: int = 1_500_000_000


class Verifier:
    """Judges signatures. May be used by several threads at once; judges two files at a time.

    Reading a hostile PDF can take for ever, and Python cannot stop a thread. So each file is
    judged by a process of its own, without this one's secrets, that is killed when it takes too
    long or too much.
    """

    def __init__(self, trust: Trust, limits: Limits | None = None) -> None:
        self._trust = trust
        self._limits = limits or Limits()
        self._turns = threading.BoundedSemaphore(_MAX_AT_ONCE)

    def verify(self, content: bytes, now: datetime) -> Verdict:
        """Whether this file is signed by a key we trust and unchanged since; `now` is aware."""
        if len(content) > MAX_SIZE:
            return Verdict(finding=Finding.TOO_LARGE)
        if b"%PDF-" not in content[:1024] or b"startxref" not in content:
            return Verdict(finding=Finding.UNREADABLE)
        # never inside a compressed part of the file: the places it tells would move
        if b"/ByteRange" not in content:
            return Verdict(finding=Finding.UNSIGNED)
        if not self._turns.acquire(timeout=_WAIT):
            return Verdict(finding=Finding.BUSY)
        try:
            return self._in_another_process(content, now)
        finally:
            self._turns.release()

    def _in_another_process(self, content: bytes, now: datetime) -> Verdict:
        told = {"trust": _plain(self._trust), "now": now.isoformat()}
        question = json.dumps(told).encode() + b"\n" + content
        try:
            answer = subprocess.run(  # noqa: S603 - our own program, no shell, no argument of theirs
                [
                    sys.executable,
                    "-P",
                    "-s",
                    "-m",
                    "documents.signing.examine",
                    str(self._limits.memory),
                    str(self._limits.seconds),
                ],
                input=question,
                capture_output=True,
                timeout=self._limits.wait,
                env=_ENVIRONMENT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Verdict(finding=Finding.TOO_SLOW)
        try:
            return _VERDICTS.validate_json(answer.stdout)
        except ValidationError:  # it was stopped by the system, for what it took
            _log.warning("judging a file was stopped with status %s", answer.returncode)
            return Verdict(finding=Finding.TOO_SLOW)


def _plain(trust: Trust) -> dict[str, list[str]]:
    return {
        "roots": [b64encode(each.dump()).decode() for each in trust.roots],
        "others": [b64encode(each.dump()).decode() for each in trust.others],
        "crls": [b64encode(each.dump()).decode() for each in trust.current_crls()],
    }
