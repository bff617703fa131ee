"""Signing in and saying again who one is: by what means, from where, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Middel(StrEnum):
    """By what somebody showed who they are; as the record of a signature keeps it (Awb 2:16)."""

    WACHTWOORD = "wachtwoord"
    CODE = "wachtwoord_code"
    HERSTELCODE = "wachtwoord_herstelcode"
    PASSKEY = "passkey"
    ORGANISATIE = "organisatie"


class Doel(StrEnum):
    """What a challenge is for; one that was given for one thing is no good for another."""

    AANMELDEN = "aanmelden"
    TOEVOEGEN = "toevoegen"
    APP = "app"
    BEVESTIGEN = "bevestigen"
    TEKENEN = "tekenen"
    ORGANISATIE = "organisatie"
    OPNIEUW_AANGEMELD = "opnieuw_aangemeld"


class Gewijzigd(StrEnum):
    """What happened to an account, that its user is told of whatever they chose."""

    APP_TOEGEVOEGD = "app_toegevoegd"
    APP_VERWIJDERD = "app_verwijderd"
    PASSKEY_TOEGEVOEGD = "passkey_toegevoegd"
    PASSKEY_VERWIJDERD = "passkey_verwijderd"
    HERSTELCODES_NIEUW = "herstelcodes_nieuw"
    HERSTELCODE_GEBRUIKT = "herstelcode_gebruikt"
    WACHTWOORD_GEWIJZIGD = "wachtwoord_gewijzigd"
    WACHTWOORD_UITGEGEVEN = "wachtwoord_uitgegeven"
    FACTOREN_WEGGEHAALD = "factoren_weggehaald"
    SESSIES_BEEINDIGD = "sessies_beeindigd"
    NIEUWE_BROWSER = "nieuwe_browser"
    MOET_WACHTEN = "moet_wachten"
    BEREIK_GEWIJZIGD = "bereik_gewijzigd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezoeker:
    """Who knocks, as far as can be seen before they say so.

    Attributes:
        netwerk: where they come from: an IPv4 address or an IPv6 network.
        apparaat: the secret by which this browser was known before, if it was.
        soort: family of browser and system ("Firefox op Windows"), for people to recognise.
    """

    netwerk: str = ""
    apparaat: str | None = None
    soort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebonden:
    """What exactly is confirmed: a purpose and, where there is one, a case and a document.

    Attributes:
        sha256: hash of the document, in hexadecimals.
    """

    doel: Doel
    zaak_id: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevestigd:
    """Somebody said again who they are.

    Attributes:
        op: when (UTC).
        bewijs: what proves it, for the record: of a passkey what it signed, and the random part
            of the challenge by which anybody can compute that it was for this very document.
    """

    middel: Middel
    op: datetime
    bewijs: Mapping[str, str] = field(default_factory=dict)
