"""When the terms of a case fall due, worked out once for each state of its file."""

from __future__ import annotations

from datetime import datetime

from engine.law import agenda
from engine.model.zaak import Zaak


class Due:
    """Works out when a term falls due, once as long as the file stays as it is.

    Timers, deadlines and follow-up times ask for the same few terms again and again within a step.
    """

    def __init__(self) -> None:
        self._zaak: Zaak | None = None
        self._known: dict[str, datetime | None] = {}

    def __call__(self, zaak: Zaak, termijn: str) -> datetime | None:
        """When a term of this case falls due (UTC); None when it does not run."""
        if zaak is not self._zaak:
            self._zaak, self._known = zaak, {}
        if termijn not in self._known:
            self._known[termijn] = agenda.due(zaak, termijn, zaak.gemeente.feestdagen)
        return self._known[termijn]
