"""Samples: the facts of an invented case, for every document and its variants.

Nobody of these names is meant. A file `<document>[.<variant>].json` beside this one is a sample;
what its facts speak of as an image is `wapen.svg`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The facts of one document as it could be.

    Attributes:
        variant: what is special about it; "" when nothing is.
    """

    document: str
    variant: str
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        return ".".join(filter(None, (self.document, self.variant)))


def read() -> Iterator[Sample]:
    """Every sample, in the order of their names."""
    found = (path for path in files("documents.samples").iterdir() if path.name.endswith(".json"))
    for path in sorted(found, key=lambda each: each.name):
        document, _, variant = path.name.removesuffix(".json").partition(".")
        facts = json.loads(path.read_text(encoding="utf-8"))
        yield Sample(document=document, variant=variant, facts=facts)


@cache
def images() -> Mapping[str, bytes]:
    """The images that samples speak of, by the hash of their bytes."""
    content = files("documents.samples").joinpath("wapen.svg").read_bytes()
    return {hashlib.sha256(content).hexdigest(): content}
