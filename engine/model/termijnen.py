"""One case's due moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeadlineState(StrEnum):
    """How a legal term of one case stands."""

    OPEN = "open"
    GEHAALD = "gehaald"
    VERSTREKEN = "verstreken"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A legal term as it runs for one case.

    Attributes:
        termijn: id of the term (`einde_huisverbod`).
        due: the instant it is reached (UTC).
        afgedaan_op: the moment it was met, passed or lapsed, as the law counts it (UTC).
        verwerkt_op: when the product recorded that (UTC); later than `afgedaan_op` after an outage.
    """

    termijn: str
    due: datetime
    state: DeadlineState = DeadlineState.OPEN
    afgedaan_op: datetime | None = None
    verwerkt_op: datetime | None = None
