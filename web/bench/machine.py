"""What was measured on, without saying whose it is."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import text

from engine.store.work import Database
from web.bench.figures import Machine
from web.bench.places import Place

_GIB = 1024**3
_LIBRARIES = ("SpiffWorkflow", "SQLAlchemy", "psycopg")


def describe(places: Sequence[Place], paces: Sequence[float]) -> Machine:
    """This machine and what runs on it; `paces` were taken during the run (ms)."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_gib=round(memory, 1),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        versions=tuple(_versions(places)),
        pace=(min(paces), max(paces)),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _versions(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    for library in _LIBRARIES:
        yield library, version(library)
    yield "SQLite", sqlite3.sqlite_version
    for url in (place.url for place in places if place.url is not None):
        database = Database(url)
        with database.reading() as connection:
            yield (
                "PostgreSQL",
                str(connection.execute(text("show server_version")).scalar()).split()[0],
            )
        database.dispose()
