"""Looking at a case, as the access log keeps it (Wth 10.2): who, when, what for, never what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Soort(StrEnum):
    """What was done with the case."""

    BEKEKEN = "bekeken"
    BEWERKT = "bewerkt"
    GEZOCHT = "gezocht"
    GEDOWNLOAD = "gedownload"
    UITGEVOERD = "uitgevoerd"
    GEWEIGERD = "geweigerd"


class Doel(StrEnum):
    """What it was for. Wth 10.2: imposing, extending and compliance, and nothing else."""

    OPLEGGEN = "opleggen"
    BESLISSEN = "beslissen"
    BEHANDELEN = "behandelen"
    NALEVING = "naleving"
    HULPVERLENING = "hulpverlening"
    RECHTSBESCHERMING = "rechtsbescherming"
    BEHEER = "beheer"
    TOEZICHT = "toezicht"
    GEHEIM_ADRES = "geheim_adres"
    NOODTOEGANG = "noodtoegang"
    GEEN = "geen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzage:
    """One line of the access log.

    Attributes:
        op: when (UTC).
        gebruiker: the user's opaque id, with the role in which they looked.
        gemeente: whose case it was.
        route: name of the page or command, never its address.
        zaak_id: None for a list of several cases.
        deel: the part of the case that was asked for; papier_id: the paper, when it was one.
    """

    op: datetime
    gebruiker: str
    rol: str
    gemeente: str
    soort: Soort
    doel: Doel
    route: str
    zaak_id: str | None = None
    deel: str | None = None
    papier_id: str | None = None
