"""Facts as bytes: the same facts are the same bytes, so that their hash can be told and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from pydantic_core import to_jsonable_python


def canonical(facts: Mapping[str, object]) -> bytes:
    """The facts as JSON in UTF-8, keys in order and no space between."""
    return json.dumps(
        to_jsonable_python(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def fingerprint(facts: Mapping[str, object]) -> str:
    """SHA-256 of the canonical facts."""
    return hashlib.sha256(canonical(facts)).hexdigest()
