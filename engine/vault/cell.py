"""One value, sealed with AES-256-GCM so that it opens in its own place only.

What it is sealed for (table, column, and the case by its key) is no part of the cell: it must be
known to open it. A cell that was moved, changed or cut short does not open.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import Tampered

#: What every cell begins with; no form can put it there by itself, for a cell is checked.
MARK = "~hv1~"
MARK_BYTES = MARK.encode()
_NONCE = 12


def seal(key: AESGCM, place: bytes, plain: bytes) -> bytes:
    """Seal bytes for a place."""
    nonce = os.urandom(_NONCE)
    return nonce + key.encrypt(nonce, plain, place)


def unseal(key: AESGCM, place: bytes, sealed: bytes) -> bytes:
    """Open what was sealed for a place.

    Raises:
        Tampered: it was not sealed with this key for this place, or is not what was written.
    """
    try:
        return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
    except (InvalidTag, ValueError) as error:
        raise Tampered(place.decode()) from error


def seal_value(key: AESGCM, place: bytes, value: object) -> str | bytes:
    """Seal a value as its column takes it: bytes as bytes, all else as text."""
    if isinstance(value, bytes):
        return MARK_BYTES + seal(key, place, value)
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return MARK + base64.b64encode(seal(key, place, plain)).decode()


def unseal_value(key: AESGCM, place: bytes, cell: str | bytes) -> Any:
    """Open a value; dates come as they are written in ISO 8601.

    Raises:
        Tampered: as `unseal` does.
    """
    if isinstance(cell, bytes):
        return unseal(key, place, cell[len(MARK_BYTES) :])
    try:
        sealed = base64.b64decode(cell[len(MARK) :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise Tampered(place.decode()) from error
    return orjson.loads(unseal(key, place, sealed))


def is_cell(value: object) -> bool:
    """Whether this is how something sealed looks."""
    if isinstance(value, bytes):
        return value.startswith(MARK_BYTES)
    return isinstance(value, str) and value.startswith(MARK)
