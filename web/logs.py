"""What goes into the log of what went wrong: its kind and its place, never its text.

The text of an error may hold what people typed: libraries quote the value that did not fit, and a
database the row. So does the text of the error that caused it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

_Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Lines for the log in which errors are told without their text."""

    def formatException(self, ei: _Info) -> str:  # noqa: N802 - what logging calls it
        """What went wrong, and where."""
        return told(ei[1]) if ei[1] is not None else ""


def told(error: BaseException) -> str:
    """What went wrong and where, what caused it first."""
    return "".join(reversed([_one(each) for each in _chain(error)])).rstrip()


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        hidden = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or hidden


def _one(error: BaseException) -> str:
    kind = type(error)
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{places}{kind.__module__}.{kind.__qualname__}\n"
