"""The root key: whoever has it can read everything, and without it nobody can read anything.

It wraps no data itself. From it and the salt of each municipality comes the key that the
municipality's own key is wrapped with, so that a root in a token never has to leave it.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import UnfitKey

#: Bytes in a key: AES-256.
SIZE = 32
_WRAPS, _NAMES = b"huisverbod/wortel/inpakken", b"huisverbod/wortel/naam"


class Root(Protocol):
    """A root key, wherever it is."""

    @property
    def name(self) -> str:
        """What it is called in the database: follows from the key, tells nothing about it."""

    def derive(self, salt: bytes) -> bytes:
        """The key (32 bytes) to wrap with; another for every salt."""


class PlainRoot:
    """A root key in memory.

    Args:
        key: 32 random bytes.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.name = derived(key, b"", _NAMES).hex()[:16]

    def derive(self, salt: bytes) -> bytes:
        """See `Root`."""
        return derived(self._key, salt, _WRAPS)


def derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """A key (32 bytes) for one purpose, from another."""
    return HKDF(SHA256(), SIZE, salt, purpose).derive(key)


def new_key() -> str:
    """A new root key as it is written in a file or a variable."""
    return base64.b64encode(secrets.token_bytes(SIZE)).decode()


def read_key(text: str) -> PlainRoot:
    """A root key from how it is written.

    Raises:
        UnfitKey: this is no key; what it is instead is not told.
    """
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != SIZE:
        raise UnfitKey(
            "dit is geen wortelsleutel van 32 bytes in base64; "
            "maak er een met: huisverbod sleutels maak BESTAND"
        )
    return PlainRoot(key)


def make_file(path: Path) -> None:
    """Put a new root key in a file of its own that only its owner can read.

    Raises:
        FileExistsError: the file is there already; a key is never written over.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # beside it first: whoever finds the file finds a whole key in it
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    finally:
        aside.unlink()
