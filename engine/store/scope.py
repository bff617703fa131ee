"""Whose cases a transaction may see: said once at the door, and kept by the database itself.

On PostgreSQL every table of cases has a policy that reads what is said here (ADR 0025), so that a
query which forgets its municipality finds nothing of another. SQLite knows no such wall; there
what must be said is said all the same, so that nobody finds out on the day of moving over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: As the setting `huisverbod.gemeenten` says it: every municipality.
EVERYWHERE = "*"

_said: ContextVar[str] = ContextVar("huisverbod.gemeenten")


class NobodyLooks(RuntimeError):
    """A transaction was begun of which nobody said whose cases it may see.

    Seeing nothing instead would be worse: an alarm clock that sees no case misses every term.
    """

    def __init__(self) -> None:
        super().__init__("say first whose cases this may see: seeing(gemeenten) or everywhere()")


def as_setting(gemeenten: Collection[str] | None) -> str:
    """Codes as the database reads them; None is every municipality.

    Raises:
        ValueError: what is no code of four digits.
    """
    if gemeenten is None:
        return EVERYWHERE
    odd = [code for code in gemeenten if len(code) != 4 or not code.isdecimal()]  # noqa: PLR2004
    if odd:
        raise ValueError("a municipality's code has four digits")
    return ",".join(sorted(gemeenten))


def said() -> str:
    """What was said last.

    Raises:
        NobodyLooks: nothing was.
    """
    try:
        return _said.get()
    except LookupError:
        raise NobodyLooks from None


@contextmanager
def seeing(gemeenten: Collection[str]) -> Iterator[None]:
    """In this block, transactions see the cases of these municipalities; of none: no case."""
    with _saying(as_setting(gemeenten)):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """In this block, transactions see every case: for what serves all municipalities at once."""
    with _saying(EVERYWHERE):
        yield


@contextmanager
def _saying(setting: str) -> Iterator[None]:
    token = _said.set(setting)
    try:
        yield
    finally:
        _said.reset(token)
