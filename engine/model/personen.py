"""People and places of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Relatie(StrEnum):
    """What a housemate is to the person the order may be imposed on."""

    PARTNER = "partner"
    EX_PARTNER = "ex_partner"
    KIND = "kind"
    OUDER = "ouder"
    BROER_ZUS = "broer_zus"
    OVERIG = "overig"


class Verblijf(StrEnum):
    """On which ground somebody belongs to the home (Wth 1 b, 2.1)."""

    WOONT = "woont"
    ANDERS_DAN_INCIDENTEEL = "anders_dan_incidenteel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adres:
    """A Dutch address; `postcode` as 1234AB."""

    straat: str
    huisnummer: int
    toevoeging: str | None = None
    postcode: str
    plaats: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoon:
    """A natural person.

    Attributes:
        geboortedatum: date of birth; ages are counted on calendar days in Amsterdam.
        taal: ISO 639-1 code of the language in which somebody is best informed; the three letters
            of ISO 639-3 where it has none.
    """

    voornamen: str
    tussenvoegsel: str | None = None
    achternaam: str
    geboortedatum: date
    geslacht: str | None = None
    bsn: str | None = None
    taal: str = "nl"
    telefoon: str | None = None
    email: str | None = None

    @property
    def naam(self) -> str:
        """The full name as it is written in Dutch: first names, prefix, surname."""
        return " ".join(filter(None, (self.voornamen, self.tussenvoegsel, self.achternaam)))

    def age_on(self, day: date) -> int:
        """Completed years on that day; who is born on 29 February ages on 1 March."""
        birthday = self.geboortedatum
        before = (day.month, day.day) < (birthday.month, birthday.day)
        return day.year - birthday.year - before

    def is_minor_on(self, day: date) -> bool:
        """Under eighteen on that day (BW 1:233)."""
        return self.age_on(day) < 18  # noqa: PLR2004 - the age of majority itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Huisgenoot:
    """Somebody who lives in the home or stays there more than incidentally.

    Where such a person stays elsewhere is a secret address: it is kept apart and is no part of
    a case that guards, letters or pages ever see.
    """

    id: str
    persoon: Persoon
    relatie: Relatie
    verblijf: Verblijf = Verblijf.WOONT
    contactverbod: bool = True
