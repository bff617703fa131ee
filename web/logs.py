"""What goes into the log: of what went wrong its kind and its place, never its text.

The text of an error may hold what people typed: libraries quote the value that did not fit, and a
database the row. So does the text of the error that caused it.

Lines are text for people, or one JSON object each for a collector of logs. Either way only the
fields of `FIELDS` come through: what somebody adds to a line elsewhere, perhaps a name, does not.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

#: What a line may say besides its message: opaque ids, names of ours, figures. Together with the
#: moment they are what BIO2 8.15.01 asks of a line: action, object, result, origin, actor, time.
FIELDS = frozenset(
    {
        "verzoek",
        "actie",
        "methode",
        "zaak_id",
        "task_id",
        "resultaat",
        "herkomst",
        "wie",
        "ms",
        "key",
        "attempts",
        "error",
        "document",
        "job",
        "richtlijn",
        "geblokkeerd",
        "proces",
        "aantal",
        "seconden",
    }
)
#: Of loggers that speak on every step, only what is wrong.
NOISY = (
    "apscheduler",
    "alembic",
    "httpx",
    "procrastinate",
    "waitress.queue",
    "weasyprint.progress",
)

_Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def speak(*, as_json: bool = False) -> None:
    """Log what happens to standard error, without what only a programmer wants to know."""
    handler = logging.StreamHandler(sys.stderr)
    plain = Discreet("%(levelname)s %(name)s %(message)s")
    handler.setFormatter(json_lines() if as_json else plain)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def json_lines() -> logging.Formatter:
    """One JSON object a line, its moment in UTC."""
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.ExtraAdder(allow=FIELDS),
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="tijd"),
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            _tell_error,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _tell_error(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = line.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["fout"] = told(error)
    return line


class Discreet(logging.Formatter):
    """Lines for people in which errors are told without their text."""

    def format(self, record: logging.LogRecord) -> str:
        """The message, and what may be said besides it."""
        known = sorted(FIELDS & record.__dict__.keys())
        said = " ".join(f"{name}={record.__dict__[name]}" for name in known)
        text = super().format(record)
        first, newline, rest = text.partition("\n")
        return f"{first} {said}{newline}{rest}" if said else text

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
