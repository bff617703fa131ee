"""What the engine asks of the outside, as small protocols: it knows no room that answers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Paper(Protocol):
    """A rendered document."""

    @property
    def title(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def renderer(self) -> str: ...


class Documents(Protocol):
    """Makes papers of facts."""

    def render(self, document: str, facts: Mapping[str, object]) -> Paper:
        """The document `document` for these facts; the same facts give the same bytes."""
        ...
