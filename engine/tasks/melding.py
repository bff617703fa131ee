"""The report that starts a case."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from engine.law.moments import local_date
from engine.model.melding import Bron, Melding
from engine.model.personen import Adres, Huisgenoot, Persoon, Relatie, Verblijf
from engine.step import Scalar, Step
from engine.tasks.form import Bladtaal, Bsn, Dag, Form, Postcode, Regel, Tekst, Verleden
from engine.tasks.registry import message, recorded

Geslacht = Literal["man", "vrouw", "onbekend"]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]


def _born_after_1900(value: date) -> date:
    if value.year < 1900:  # noqa: PLR2004 - nobody older lives
        raise PydanticCustomError("date_parsing", "too long ago")
    return value


class AdresForm(Form):
    """An address, typed by hand or looked up."""

    straat: Regel = Field(title="Straat")
    huisnummer: int = Field(title="Huisnummer", ge=1, le=99_999)
    toevoeging: Regel | None = Field(default=None, title="Toevoeging")
    postcode: Postcode = Field(title="Postcode", description="Bijvoorbeeld 1234 AB")
    plaats: Regel = Field(title="Plaats")


class PersoonForm(Form):
    """A natural person."""

    voornamen: Regel = Field(title="Voornamen")
    tussenvoegsel: Regel | None = Field(default=None, title="Tussenvoegsel")
    achternaam: Regel = Field(title="Achternaam")
    geboortedatum: Annotated[Dag, AfterValidator(_born_after_1900)] = Field(title="Geboortedatum")
    geslacht: Geslacht | None = Field(default=None, title="Geslacht")
    bsn: Bsn | None = Field(default=None, title="Burgerservicenummer")
    taal: Bladtaal = Field(default="nl", title="Taal", description="Taal van het informatieblad")
    telefoon: Regel | None = Field(default=None, title="Telefoon")
    email: Email | None = Field(default=None, title="E-mailadres")


class NieuweHuisgenootForm(PersoonForm):
    """Somebody who lives there too, and what he is to the person."""

    relatie: Relatie = Field(title="Relatie tot de betrokkene")
    verblijf: Verblijf = Field(default=Verblijf.WOONT, title="Verblijf in de woning")
    contactverbod: bool = Field(
        default=True, title="Valt onder het contactverbod", json_schema_extra={"kiezen": True}
    )


class HuisgenootForm(NieuweHuisgenootForm):
    """A housemate as reported, with the address that stays secret."""

    verblijft_elders: AdresForm | None = Field(
        default=None,
        title="Verblijft nu elders",
        description="Geheim adres: wordt apart bewaard en nooit afgedrukt.",
        json_schema_extra={"weergave": "geheim"},
    )


class MeldingForm(Form):
    """What police or another chain partner reports."""

    gemeente: Gemeentecode = Field(title="Gemeente")
    bron: Bron = Field(default=Bron.POLITIE, title="Bron van de melding")
    registratienummer: Regel | None = Field(
        default=None, title="Registratienummer", description="Bijvoorbeeld PL1700-2026-012345"
    )
    incident_op: Verleden = Field(title="Tijdstip van het incident")
    locatie: AdresForm = Field(title="Woning")
    aanleiding: Tekst = Field(
        title="Aanleiding", description="Wat is er gebeurd, waar, met wie, en wat trof u aan?"
    )
    binnengetreden_op: Verleden | None = Field(
        default=None,
        title="Binnengetreden zonder toestemming op",
        description="Alleen invullen als politie of burgemeester zonder toestemming van de "
        "bewoner de woning is binnengegaan (art. 4 Wth).",
    )
    kindermishandeling: bool = Field(
        title="Kindermishandeling is een grond",
        description="Ook een ernstig vermoeden telt. Veilig Thuis wordt dan vooraf geraadpleegd.",
    )
    eergerelateerd: bool = Field(
        default=False,
        title="Vermoeden van eergerelateerd geweld",
        description="Een huisverbod kan dan averechts werken; deskundig advies is eerst nodig.",
        json_schema_extra={"kiezen": True},
    )
    betrokkene: PersoonForm = Field(
        title="Betrokkene", description="De persoon aan wie het huisverbod kan worden opgelegd"
    )
    woont_in_woning: bool = Field(title="Woont in de woning of verblijft er meer dan incidenteel")
    huisgenoten: tuple[HuisgenootForm, ...] = Field(
        title="Huisgenoten",
        description="Iedereen die in de woning woont of er meer dan incidenteel verblijft, ook "
        "kinderen.",
        min_length=1,
        max_length=30,
        json_schema_extra={"rij": "Huisgenoot"},
    )

    @field_validator("registratienummer")
    @classmethod
    def _upper(cls, value: str | None) -> str | None:
        return value.upper() if value else value


def _persoon(form: PersoonForm) -> Persoon:
    return Persoon(**form.model_dump(include=set(PersoonForm.model_fields)))


def _routing(melding: Melding) -> dict[str, Scalar]:
    return {
        "kindermishandeling": melding.kindermishandeling,
        "eergerelateerd": melding.eergerelateerd,
    }


@message(
    "melding",
    "Melding vastleggen",
    "Leg vast wat er gebeurd is, in welke woning, en wie er wonen.",
    MeldingForm,
    routes=("kindermishandeling", "eergerelateerd"),
    routing=_routing,
)
def propose(form: MeldingForm, step: Step) -> Melding:
    """The report as a fact. Secret addresses are no part of it; see `secret_addresses`."""
    return Melding(
        **recorded(step),
        bron=form.bron,
        registratienummer=form.registratienummer,
        incident_op=form.incident_op,
        locatie=Adres(**form.locatie.model_dump()),
        aanleiding=form.aanleiding,
        binnengetreden_op=form.binnengetreden_op,
        kindermishandeling=form.kindermishandeling,
        eergerelateerd=form.eergerelateerd,
        betrokkene=_persoon(form.betrokkene),
        woont_in_woning=form.woont_in_woning,
        huisgenoten=tuple(
            Huisgenoot(
                id=str(uuid.uuid4()),
                persoon=_persoon(huisgenoot),
                relatie=huisgenoot.relatie,
                verblijf=huisgenoot.verblijf,
                contactverbod=huisgenoot.contactverbod,
            )
            for huisgenoot in form.huisgenoten
        ),
    )


def secret_addresses(form: MeldingForm, melding: Melding) -> dict[str, Adres]:
    """Where housemates stay elsewhere, by their id; kept apart from the case."""
    return {
        huisgenoot.id: Adres(**typed.verblijft_elders.model_dump())
        for typed, huisgenoot in zip(form.huisgenoten, melding.huisgenoten, strict=True)
        if typed.verblijft_elders is not None
    }


def incident_day(melding: Melding) -> date:
    """The Amsterdam day of the incident, on which ages are judged."""
    return local_date(melding.incident_op)


def form_of(data: dict[str, Any]) -> MeldingForm:
    """A form that was validated before, for instance a stored draft."""
    return MeldingForm.model_validate(data)
