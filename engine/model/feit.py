"""What every recorded fact has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Feit:
    """Something recorded on a case's file: who wrote it down, and when.

    Attributes:
        door: id of the user who recorded it.
        door_naam: that user's name, as it was then.
        vastgelegd_op: when it was written down (UTC). When it *happened* is a field of its own,
            named after the thing (`uitgereikt_op`, `gehoord_op`).
    """

    door: str
    door_naam: str
    vastgelegd_op: datetime

    def rewrites(self, feiten: tuple[Feit, ...]) -> tuple[Feit, ...]:
        """How the facts before this one read from here on: most leave them as they are."""
        return feiten
