"""The data of a paper as one row of bytes: the same data, the same hash, on every machine.

The rules are those of RFC 8785: keys in the order of their UTF-16 code units, no spaces, UTF-8,
nothing escaped that need not be. Moments stay as they were given: a paper's data are kept as text,
with the offset that they were written down with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from documents.errors import UnfitFacts

#: Of the data's form; grows when a field is removed or comes to mean something else.
SCHEMA_VERSION = 1
#: Beyond this a number is not the same in every language that reads JSON.
_LARGEST = 2**53 - 1


def canonical(document: str, facts: Mapping[str, Any]) -> bytes:
    """The data of a paper, as they are handed over.

    Raises:
        UnfitFacts: the facts hold something that JSON cannot carry unchanged.
    """
    whole = {
        "document": document,
        "gegevens": _ordered(facts, document, ""),
        "versie_schema": SCHEMA_VERSION,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def facts_hash(document: str, facts: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical data, in hexadecimals: what binds them to a PDF.

    Raises:
        UnfitFacts: as for `canonical`.
    """
    return hashlib.sha256(canonical(document, facts)).hexdigest()


def _ordered(value: Any, document: str, path: str) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _ordered(value[key], document, f"{path}.{key}".lstrip("."))
            for key in sorted(value, key=lambda key: key.encode("utf-16-be"))
        }
    if isinstance(value, (list, tuple)):
        return [_ordered(each, document, f"{path}.{at}") for at, each in enumerate(value)]
    if _is_exact(value):
        return value
    raise UnfitFacts(document, {path: f"{type(value).__name__} has no canonical form"})


def _is_exact(value: object) -> bool:
    """Whether JSON carries it unchanged: text that is Unicode, whole numbers, yes, no, nothing."""
    if isinstance(value, str):
        return not any("\ud800" <= each <= "\udfff" for each in value)
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return value is None
