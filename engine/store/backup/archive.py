"""The file that a copy is: a zip with a manifest that has the hash of every part.

The hashes tell damage, not forgery: who can write a copy can write its manifest. What was tampered
with shows in the record (`huisverbod audit verify`).
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

#: Form of the file; one that cannot be read any more gets another number.
FORMAT = 1
MANIFEST = "manifest.json"
#: Never in a copy: a restore signs nobody in, takes up no work that others do again, and finds no
#: case by what it was found by; that is made anew, as is what the cases of a month come to.
LEFT_OUT = (
    "sessies",
    "alembic_version",
    "zoektekens",
    "zoekwoorden",
    "cijferstanden",
    "cijfermerken",
)
LEFT_OUT_PREFIXES = ("procrastinate_",)
#: In a file of their own.
KEY_TABLES = ("gemeentesleutels", "sleutels")
_CHUNK = 1 << 20


class BackupUnfit(Exception):
    """A copy that cannot be made or put back; says in Dutch why."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a copy says of itself.

    Attributes:
        kind: `sqlite` or `postgresql`.
        schema: the revision of the schema it was taken from.
        made_at: when, in ISO 8601 with an offset.
        product: version of the product that made it.
        parts: the hash (SHA-256, hexadecimal) of every part.
    """

    kind: str
    schema: str
    made_at: str
    product: str
    format: int = FORMAT
    parts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: str, schema: str, made_at: datetime, product: str) -> Self:
        """A manifest without parts as yet."""
        return cls(kind=kind, schema=schema, made_at=made_at.isoformat(), product=product)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy that was made or put back.

    Attributes:
        size: bytes of both files together.
    """

    manifest: Manifest
    size: int


class Writing:
    """A copy that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.parts: dict[str, str] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Something that takes the bytes of one part, as they come."""
        digest = hashlib.sha256()
        with self._file.open(name, "w", force_zip64=True) as out:

            def write(chunk: bytes) -> None:
                digest.update(chunk)
                out.write(chunk)

            yield write
        self.parts[name] = digest.hexdigest()

    def file(self, name: str, path: Path) -> None:
        """A part that is a file already."""
        with self.part(name) as write, path.open("rb") as source:
            for chunk in iter(lambda: source.read(_CHUNK), b""):
                write(chunk)

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest, with the hashes."""
        whole = Manifest(**{**asdict(manifest), "parts": self.parts})
        self._file.writestr(MANIFEST, json.dumps(asdict(whole), indent=1))
        return whole


@contextmanager
def writing(target: Path) -> Iterator[Writing]:
    """A copy for `target`, readable by its owner alone, that takes its place once complete."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    path = Path(name)
    try:
        with (
            os.fdopen(descriptor, "w+b") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        ):
            yield Writing(file)
        _to_disk(path)
        path.replace(target)
        _to_disk(target.parent)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def reading(source: Path, kind: str) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A copy of this kind, every part of it whole.

    Raises:
        BackupUnfit: it is damaged, of another kind, or of a form this version cannot read.
    """
    try:
        with zipfile.ZipFile(source) as file:
            manifest = _manifest(file, source)
            if manifest.kind != kind:
                raise BackupUnfit(
                    f"{source} is een kopie van {manifest.kind}; deze database is {kind}."
                )
            for name, expected in manifest.parts.items():
                if _hash(file, name) != expected:
                    raise BackupUnfit(f"{source} is beschadigd: {name} is niet wat het was.")
            yield file, manifest
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise BackupUnfit(f"{source} is beschadigd, of geen kopie van ons.") from error


def look(source: Path) -> Manifest:
    """What a copy says of itself.

    Raises:
        BackupUnfit: it is no copy of ours.
    """
    try:
        with zipfile.ZipFile(source) as file:
            return _manifest(file, source)
    except (zipfile.BadZipFile, KeyError) as error:
        raise BackupUnfit(f"{source} is beschadigd, of geen kopie van ons.") from error


def is_kept(table: str) -> bool:
    """Whether a copy holds the rows of this table."""
    return table not in LEFT_OUT and not table.startswith(LEFT_OUT_PREFIXES)


def chunks(file: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one part."""
    with file.open(name) as part:
        yield from _read(part)


def _read(part: IO[bytes]) -> Iterator[bytes]:
    yield from iter(lambda: part.read(_CHUNK), b"")


def _hash(file: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    for chunk in chunks(file, name):
        digest.update(chunk)
    return digest.hexdigest()


def _manifest(file: zipfile.ZipFile, source: Path) -> Manifest:
    told: dict[str, Any] = json.loads(file.read(MANIFEST))
    if told.get("format") != FORMAT:
        raise BackupUnfit(f"{source} is van een vorm die deze versie niet leest.")
    return Manifest(**told)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
