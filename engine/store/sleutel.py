"""Keys of cases and users, and those of municipalities, which the former are wrapped with.

What a key is wrapped for is no part of what is kept: a key that was moved does not open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.vault.cell import seal, unseal
from engine.vault.root import derived

_SEARCH = b"huisverbod/zoeken"


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What a case is sealed with.

    Attributes:
        raw: the key itself, for what is made with it and is no cell.
        beyond: what a place is called besides its table and column; empty where the key itself
            says whose it is.
    """

    cipher: AESGCM
    beyond: bytes = b""
    raw: bytes = field(default=b"", repr=False)

    def secret(self, purpose: bytes) -> bytes:
        """A key (32 bytes) for one purpose, the same whatever this one is wrapped with."""
        return derived(self.raw, b"", purpose)


@dataclass(frozen=True, slots=True)
class GemeenteKey:
    """The key of a municipality, and which one in a row it is."""

    gemeente: str
    generatie: int
    raw: bytes = field(repr=False)
    dicht: bool

    @property
    def cipher(self) -> AESGCM:
        """To wrap keys of cases with."""
        return AESGCM(self.raw)

    @property
    def search(self) -> bytes:
        """The key that search terms of this municipality are hashed with."""
        return derived(self.raw, b"", _SEARCH)


def wrap(own: GemeenteKey, scope: str, raw: bytes) -> bytes:
    """The key of a case, wrapped with its municipality's."""
    return seal(own.cipher, _case_place(own.gemeente, scope), raw)


def unwrap(own: GemeenteKey, scope: str, wrapped: bytes) -> bytes:
    """The key of a case.

    Raises:
        Tampered: it was not wrapped for this case.
    """
    return unseal(own.cipher, _case_place(own.gemeente, scope), wrapped)


def _case_place(gemeente: str, scope: str) -> bytes:
    return f"sleutels|{gemeente}|{scope}".encode()


def own_place(key: GemeenteKey) -> bytes:
    """What the key of a municipality is wrapped for."""
    return f"gemeentesleutels|{key.gemeente}|{key.generatie}|{key.dicht}".encode()
