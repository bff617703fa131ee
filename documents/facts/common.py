"""Facts that many letters share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from documents.languages import Taal


class Facts(BaseModel):
    """Base of all facts: frozen, nothing unknown, moments aware; an error quotes none of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class WapenFacts(Facts):
    """The image above a letter: the hash under which its bytes are kept, and how wide it is."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    soort: Literal["svg", "png"]
    breedte_mm: int = Field(ge=5, le=80)


class GemeenteFacts(Facts):
    """The municipality that writes.

    Attributes:
        ondertekening: lines under the mayor's name. locoburgemeesters: who replaces the mayor.
    """

    code: str
    naam: str
    burgemeester: str
    adres: str
    postcode_plaats: str
    telefoon: str
    rechtbank: str
    rechtbank_adres: str
    hulpinstantie: str | None
    hulpinstantie_telefoon: str | None
    veilig_thuis_telefoon: str
    kleur: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    wapen: WapenFacts | None = None
    ondertekening: tuple[str, ...] = ()
    locoburgemeesters: tuple[str, ...] = ()
    antwoordadres: str | None = None
    email: str | None = None

    @property
    def plaats(self) -> str:
        """Where the municipality writes from."""
        return re.sub(r"^\d{4} ?[A-Z]{2} +", "", self.postcode_plaats)


class AdresFacts(Facts):
    """An address; never one that is secret."""

    straat: str
    huisnummer: int
    toevoeging: str | None
    postcode: str
    plaats: str

    @property
    def regel(self) -> str:
        """As Voorbeeldstraat 12 A."""
        return " ".join(filter(None, (self.straat, str(self.huisnummer), self.toevoeging)))


#: What was once written down of somebody, printed or not.
_EENS = frozenset({"geboortedatum", "geslacht", "taal", "relatie", "verblijf"})


class _Genoemd(Facts):
    """Somebody who is named. No letter prints the rest that data of before 2026-12 say of him."""

    naam: str

    @model_validator(mode="before")
    @classmethod
    def _without_more(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {
            key: each for key, each in value.items() if key in cls.model_fields or key not in _EENS
        }


class PersoonFacts(_Genoemd):
    """A person as letters name him."""

    geboortedatum: date


class HuisgenootFacts(PersoonFacts):
    """Somebody of the household, for who offers help or watches over safety."""

    relatie: str
    minderjarig: bool
    contactverbod: bool


class BeschermdeFacts(_Genoemd):
    """Somebody with whom there may be no contact.

    Attributes:
        geboortedatum: only a minor's is printed.
        contactverbod: data of before 2026-12 hold others too, who are not printed.
    """

    verblijf: Literal["woont", "anders_dan_incidenteel"]
    minderjarig: bool
    geboortedatum: date | None = None
    contactverbod: bool


class GrondFacts(Facts):
    """A fact of the annex, in the regulation's own words."""

    code: str
    tekst: str
    signaal: str
    onderdeel: str
    bron: str
    betwist: bool


class ZienswijzeFacts(Facts):
    """Whether and how somebody was heard.

    Attributes:
        toelichting: what the reason for not hearing him comes to here.
    """

    gehoord: bool
    gehoord_op: AwareDatetime | None
    verklaring: str | None
    reden: Literal["spoed", "eerder_gehoord", "doel_verijdeld"] | None
    tolk: bool
    toelichting: str | None = None


class UitreikingFacts(Facts):
    """How and when a decision was handed over."""

    wijze: Literal["in_persoon", "nederlegging", "toegezonden"]
    uitgereikt_op: AwareDatetime
    door: str
    getekend: bool | None
    tolk: bool
    raadsman: Literal["niet_gewenst", "eigen", "gewenst"] | None = None


class OndertekeningFacts(Facts):
    """Who signed, in which capacity, when, and under which bytes."""

    naam: str
    rol: Literal["burgemeester", "hulpofficier"]
    ondertekend_op: AwareDatetime
    sha256: str


#: What a moment that was put right is called in a letter.
_VELDEN = {
    "melding.incident_op": "het incident",
    "overleg_veilig_thuis.overlegd_op": "het overleg met Veilig Thuis",
    "advies_eer.gevraagd_op": "de vraag om deskundig advies",
    "zienswijze.gehoord_op": "het horen",
    "zienswijze_verlenging.gehoord_op": "het horen over de verlenging",
    "besluit.besloten_op": "het telefonische besluit",
    "besluit.mondeling_aangezegd_op": "de mondelinge aanzegging",
    "uitreiking.uitgereikt_op": "de uitreiking",
    "uitreiking_verlenging.uitgereikt_op": "de uitreiking van de verlenging",
}


class CorrectieFacts(Facts):
    """A recorded moment that was put right."""

    veld: str
    was: AwareDatetime
    wordt: AwareDatetime
    reden: str
    op: AwareDatetime
    door: str

    @field_validator("veld")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in _VELDEN:
            raise ValueError("no letter has this moment")
        return value

    @property
    def wat(self) -> str:
        """What the moment is called."""
        return _VELDEN[self.veld]


class Brief(Facts):
    """What every letter starts from."""

    gemeente: GemeenteFacts
    kenmerk: str
    opgesteld_op: AwareDatetime
    aan: str


class ControleFacts(Facts):
    """The code under which anybody can check a decision, and where."""

    code: str = Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$")
    adres: str = Field(pattern=r"^https?://[^\s?#]+$")


class Beschikking(Brief):
    """A decision that is signed digitally.

    Attributes:
        tijdstempelveld: the page has a visible place for the time stamp of the archive.
    """

    controle: ControleFacts | None = None
    tijdstempelveld: bool = False


class Informatieblad(Brief):
    """A leaflet: explains and decides nothing, so it may be in the language of its reader.

    Attributes:
        blad: which one, as the files with its texts call it.
        taal: the language it is handed out in.
    """

    blad: ClassVar[str]
    betrokkene: PersoonFacts
    woning: AdresFacts
    geldt_van: AwareDatetime
    geldt_tot: AwareDatetime
    taal: Taal

    @property
    def lezer(self) -> PersoonFacts:
        """For whom it is."""
        return self.betrokkene
