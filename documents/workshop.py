"""Papers made in other processes, within limits of time and memory.

A text can be written so that laying it out takes minutes or gigabytes, and no length that is
allowed rules that out. So a paper is made by a child that may be killed: the caller gets an error
that says which limit was met, and the next paper a new child.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from documents import workbench
from documents.desk import Enclosure, Paper
from documents.errors import DocumentError, WorkshopFailed
from documents.pdf import render
from documents.workbench import Job, Stuk

_SPAWN = multiprocessing.get_context("spawn")
#: Loading fonts and libraries takes a second, on a busy machine ten.
_STARTUP_SECONDS = 60.0
_FAREWELL_SECONDS = 2.0
#: A person waits for a copy, in a thread that others need too.
_PATIENCE_SECONDS = 5.0
#: A child is replaced after so many papers: libraries in C never give all memory back.
PAPERS_PER_CHILD = 300
NONE: Mapping[str, bytes] = MappingProxyType({})


class Workshop:
    """A desk whose work is done by children; may be used by many threads at once.

    Args:
        workers: how many papers are made at the same time.
        timeout: seconds that one paper may take.
        memory: bytes of address space that a child may take.
        templates: a folder with municipalities' own templates, as for `Desk`.
    """

    def __init__(
        self,
        templates: Path | None = None,
        *,
        workers: int = 2,
        timeout: float = 30.0,
        memory: int = 1536 * 1024 * 1024,
        papers_per_child: int = PAPERS_PER_CHILD,
    ) -> None:
        self._templates = templates
        self._timeout = timeout
        self._memory = memory
        self._papers_per_child = papers_per_child
        self._closed = threading.Event()
        self._free: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        # copies can be asked for by the hundred: one child is left for the papers of cases
        self._copies = threading.BoundedSemaphore(max(1, workers - 1))
        self.renderer = render.version()
        for _ in range(workers):
            self._free.put(_Child(memory, templates))

    def render(
        self, document: str, facts: Mapping[str, object], images: Mapping[str, bytes] = NONE
    ) -> Paper:
        """As `Desk.render`.

        Raises:
            DocumentError: as `Desk.render` does.
            WorkshopFailed: a limit was met, or the child died.
        """
        return self._have_done(Job(document=document, facts=dict(facts), images=dict(images)))

    def bundle(
        self,
        document: str,
        facts: Mapping[str, object],
        enclosures: Sequence[Enclosure],
        images: Mapping[str, bytes] = NONE,
    ) -> Paper:
        """As `Desk.bundle`.

        Raises:
            DocumentError: as `Desk.bundle` does.
            WorkshopFailed: a limit was met, or the child died.
        """
        carried = tuple(Stuk.of(each) for each in enclosures)
        return self._have_done(
            Job(document=document, facts=dict(facts), images=dict(images), enclosures=carried)
        )

    def exchange(
        self,
        document: str,
        facts: Mapping[str, object],
        metadata: bytes,
        images: Mapping[str, bytes] = NONE,
    ) -> Paper:
        """As `Desk.exchange`; only so many at once that other papers do not wait for them.

        Raises:
            DocumentError: as `Desk.exchange` does.
            WorkshopFailed: a limit was met, the child died, or too many ask for a copy.
        """
        if not self._copies.acquire(timeout=_PATIENCE_SECONDS):
            raise WorkshopFailed(document, "busy")
        try:
            return self._have_done(
                Job(document=document, facts=dict(facts), images=dict(images), metadata=metadata)
            )
        finally:
            self._copies.release()

    def close(self) -> None:
        """Send all children home; who is still at work is killed."""
        self._closed.set()
        while True:
            try:
                child = self._free.get_nowait()
            except queue.Empty:
                return
            if child is not None:
                child.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _have_done(self, job: Job) -> Paper:
        child = self._a_child(job.document)
        try:
            result = child.do(job, self._timeout)
        except BaseException:
            child.kill()
            self._free.put(None)
            raise
        if child.papers >= self._papers_per_child or self._closed.is_set():
            child.leave()
            self._free.put(None)
        else:
            self._free.put(child)
        if isinstance(result, DocumentError):
            raise result
        return result

    def _a_child(self, document: str) -> _Child:
        """One that has nothing to do; an empty place is filled with a new one."""
        if not self._closed.is_set():
            child = self._free.get()
            if child is not None and not child.is_alive():
                child.kill()
                child = None
            if not self._closed.is_set():
                return child or _Child(self._memory, self._templates)
            self._free.put(child)
        raise WorkshopFailed(document, "closed")


class _Child:
    """A process that makes papers, one after another."""

    def __init__(self, memory: int, templates: Path | None) -> None:
        self.papers = 0
        self._ready = False
        self._talk, theirs = _SPAWN.Pipe()
        # Closed when this process ends, however it ends: then the child ends too. A signal at the
        # death of the parent would do so already when the thread that started the child ends.
        lifeline, self._lifeline = _SPAWN.Pipe(duplex=False)
        self._process = _SPAWN.Process(
            target=workbench.work, args=(theirs, lifeline, memory, templates), daemon=True
        )
        self._process.start()
        theirs.close()
        lifeline.close()

    def do(self, job: Job, seconds: float) -> Paper | DocumentError:
        """What comes of the job: a paper, or the error of a document.

        Raises:
            Incapable: no child can make papers on this machine.
            WorkshopFailed: it took too long or too much, or the child died.
        """
        if not self._ready:
            unable = self._hear(job.document, _STARTUP_SECONDS)
            if unable is not None:
                raise unable
            self._ready = True
        self.papers += 1
        try:
            self._talk.send(job)
        except OSError:
            raise WorkshopFailed(job.document, "died") from None
        answer: Paper | DocumentError = self._hear(job.document, seconds)
        return answer

    def _hear(self, document: str, seconds: float) -> Any:
        try:
            if not self._talk.poll(seconds):
                raise WorkshopFailed(document, "time")
            kind, result = self._talk.recv()
        except (EOFError, OSError):
            raise WorkshopFailed(document, "died") from None
        if kind == workbench.BROKEN:
            raise WorkshopFailed(document, "memory" if result == "MemoryError" else result)
        return result

    def is_alive(self) -> bool:
        """Whether it is still there."""
        return self._process.is_alive()

    def leave(self) -> None:
        """Let it finish what it does, for a moment; then it is killed."""
        self._talk.close()
        self._lifeline.close()
        self._process.join(_FAREWELL_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Now."""
        self._process.kill()
        self._process.join()
        self._talk.close()
        self._lifeline.close()
