"""Which facts each paper needs, gathered from a case.

A builder gives plain, JSON-compatible facts; the documents room has a strict type that reads them.
The facts are frozen when the paper is asked for: a letter rendered after a crash says what was
decided, not what is true by then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.model.personen import Huisgenoot
from engine.model.zaak import Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a paper needs to know besides the case.

    Attributes:
        at: the moment it counts from (UTC). recorded_at: when it was asked for (UTC).
        gebeurtenis: the event that calls for it.
        aan: its recipient; huisgenoot: the housemate it is addressed to, if it is one.
    """

    at: datetime
    recorded_at: datetime
    gebeurtenis: str
    aan: str
    huisgenoot: Huisgenoot | None


Facts = Mapping[str, object]
Builder = Callable[[Zaak, Context], Facts]

PAPERS: dict[str, Builder] = {}


def paper(document: str) -> Callable[[Builder], Builder]:
    """Declare the builder of a document."""

    def keep(builder: Builder) -> Builder:
        if document in PAPERS:
            raise ValueError(f"paper {document} is declared twice")
        PAPERS[document] = builder
        return builder

    return keep
