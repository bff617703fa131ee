"""Where a child of the workshop makes papers."""

from __future__ import annotations

import gc
import os
import resource
import signal
import threading
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from documents.desk import Desk, Enclosure, Paper
from documents.errors import DocumentError

#: Kinds of answer: a paper or the error of a document; or the name of another error.
DONE, BROKEN = "done", "broken"


@dataclass(frozen=True, slots=True)
class Stuk:
    """An enclosure on its way to a child."""

    titel: str
    aan: str
    gemaakt_op: datetime
    paginas: int
    sha256: str
    inhoud: bytes

    @classmethod
    def of(cls, each: Enclosure) -> Self:
        """That of the caller, whatever it is."""
        return cls(each.titel, each.aan, each.gemaakt_op, each.paginas, each.sha256, each.inhoud)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A paper that is to be made.

    Attributes:
        enclosures: what goes behind it; None: it is a paper by itself.
        metadata: what goes inside it, with its data; None: it is no copy for exchange.
    """

    document: str
    facts: dict[str, object]
    images: dict[str, bytes]
    enclosures: tuple[Stuk, ...] | None = None
    metadata: bytes | None = None


def work(
    talk: Connection, lifeline: Connection, memory: int, templates: Path | None = None
) -> None:
    """Make papers until the other side hangs up.

    Args:
        templates: municipalities' own templates, as for `Desk`.
        talk: jobs come in here, and answers go out.
        lifeline: when it breaks, the parent is gone.
        memory: bytes of address space that this process may take.
    """
    # an interrupt from the keyboard reaches all processes: the parent decides what is to be done
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_live_with, args=(lifeline,), daemon=True).start()
    try:
        _make_papers(talk, memory, templates)
    except (EOFError, ConnectionError):
        return  # the other side hung up, perhaps while this one was still getting ready


def _make_papers(talk: Connection, memory: int, templates: Path | None) -> None:
    try:
        desk = Desk(templates)
    except DocumentError as error:
        talk.send((DONE, error))
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    gc.collect()
    gc.freeze()
    talk.send((DONE, None))
    while True:
        job: Job = talk.recv()
        talk.send(_answer(desk, job))


def _answer(desk: Desk, job: Job) -> tuple[str, Paper | DocumentError | str]:
    try:
        if job.enclosures is not None:
            return DONE, desk.bundle(job.document, job.facts, job.enclosures, job.images)
        if job.metadata is not None:
            return DONE, desk.exchange(job.document, job.facts, job.metadata, job.images)
        return DONE, desk.render(job.document, job.facts, job.images)
    except DocumentError as error:
        return DONE, error
    except BaseException as error:  # noqa: BLE001 - the parent tells; WeasyPrint's own derive from this
        # only its kind: its text may hold what people typed
        return BROKEN, type(error).__name__


def _live_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
