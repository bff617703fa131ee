"""What somebody typed and has not sent yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

#: The form that starts a case; its draft belongs to no case yet.
MELDING = "melding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """Where a draft belongs: for each user one draft at each place.

    Attributes:
        formulier: `melding`, `taak:<task>` or `bericht:<message>`.
        plek: the draft's own id for a report, the task's id for a task, the case's for a message.
        zaak_id: the case it is about, with which it is destroyed; None for a report.
    """

    formulier: str
    plek: str
    zaak_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A draft.

    Attributes:
        versie: counts what was kept, from 1: so that two devices do not undo each other's work.
        op: when it was kept (UTC).
        inhoud: names of fields → what was typed or chosen, just as a page posts it.
    """

    plek: str
    versie: int
    op: datetime
    inhoud: Mapping[str, Sequence[str]]
