"""The report that starts a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit
from engine.model.personen import Adres, Huisgenoot, Persoon


class Bron(StrEnum):
    """Where a report comes from."""

    POLITIE = "politie"
    VEILIG_THUIS = "veilig_thuis"
    WIJKTEAM = "wijkteam"
    OVERIG = "overig"


@dataclass(frozen=True, kw_only=True)
class Melding(Feit):
    """What was reported: incident, home, the person and those who live with him.

    Attributes:
        incident_op: when it happened (UTC).
        locatie: the home an order would be about.
        binnengetreden_op: when police or mayor entered the home without the consent of who lives
            there (UTC; Wth 4.1); None when they did not.
        kindermishandeling: child abuse, or serious suspicion of it, is a ground (Wth 2.3).
        woont_in_woning: the person lives there or stays there more than incidentally (Wth 1 b).
    """

    bron: Bron = Bron.POLITIE
    registratienummer: str | None = None
    incident_op: datetime
    locatie: Adres
    aanleiding: str
    binnengetreden_op: datetime | None = None
    kindermishandeling: bool
    eergerelateerd: bool = False
    betrokkene: Persoon
    woont_in_woning: bool
    huisgenoten: tuple[Huisgenoot, ...]
