"""Extending: advice, decision, signature, service."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.model.oplegging import Ondertekening
from engine.model.uitreiking import Wijze
from engine.model.verlenging import (
    Advies,
    UitreikingVerlenging,
    Verlengingsadvies,
    Verlengingsbesluit,
    Verlengingsuitkomst,
)
from engine.step import Step
from engine.tasks.form import Form, Moment, Tekst
from engine.tasks.oplegging import OndertekeningForm, sign
from engine.tasks.registry import recorded, task


class AdviesForm(Form):
    """What the help body advises on extending."""

    advies: Advies = Field(title="Advies")
    dreiging_voortzet: bool = Field(title="De dreiging zet zich voort")
    motivering: Tekst = Field(
        title="Motivering",
        description="Het gevaar nu, hoe de hulp loopt, welke afspraken er zijn en vanaf wanneer.",
    )


@task(
    "verlengingsadvies",
    "Adviseren over verlenging",
    "Adviseer de burgemeester of het huisverbod moet worden verlengd.",
    AdviesForm,
    routes=("advies_intrekken",),
    routing=lambda feit: {"advies_intrekken": feit.advies is Advies.INTREKKEN},
)
def propose_advies(form: AdviesForm, step: Step) -> Verlengingsadvies:
    """The advice."""
    return Verlengingsadvies(**recorded(step), **form.model_dump())


class _BesluitVerlenging(Form):
    motivering: str = Field(
        default="",
        max_length=10_000,
        title="Motivering",
        json_schema_extra={"weergave": "tekst", "nodig": True},
    )
    afwijking_advies: Tekst | None = Field(
        default=None,
        title="Waarom u afwijkt van het advies",
        description="Nodig als u anders besluit dan de hulpverlening adviseert.",
    )


class Verlengen(_BesluitVerlenging):
    """The order is extended."""

    uitkomst: Literal[Verlengingsuitkomst.VERLENGEN] = Field(title="Besluit")
    tot: Moment = Field(
        title="Verlengen tot", description="Ten hoogste vier weken na de oplegging."
    )
    dreiging_voortzet: bool = Field(title="De dreiging (of het ernstig vermoeden) zet zich voort")
    feiten_sindsdien: Tekst = Field(
        title="Feiten sinds de oplegging", description="Wat is er na de oplegging gebeurd?"
    )


class NietVerlengen(_BesluitVerlenging):
    """The order lapses at its end."""

    uitkomst: Literal[Verlengingsuitkomst.NIET_VERLENGEN] = Field(title="Besluit")


BesluitVerlengingForm = Annotated[Verlengen | NietVerlengen, Field(discriminator="uitkomst")]


@task(
    "besluit_verlenging",
    "Besluiten over verlenging",
    "Beslis of het huisverbod wordt verlengd.",
    BesluitVerlengingForm,
    routes=("besluit_verlenging",),
    routing=lambda feit: {"besluit_verlenging": feit.uitkomst.value},
)
def propose_besluit(form: Verlengen | NietVerlengen, step: Step) -> Verlengingsbesluit:
    """The decision on extending."""
    return Verlengingsbesluit(**recorded(step), **form.model_dump())


@task(
    "ondertekening_verlenging",
    "Verlenging ondertekenen",
    "Lees de beschikking tot verlenging en onderteken haar.",
    OndertekeningForm,
)
def propose_ondertekening(form: OndertekeningForm, step: Step) -> Ondertekening:
    """The signature under the extension."""
    return sign(form, step, "beschikking_verlenging")


class UitreikingVerlengingForm(Form):
    """Service of the extension: in person or sent, never by deposit, never oral."""

    wijze: Literal[Wijze.IN_PERSOON, Wijze.TOEGEZONDEN] = Field(title="Wijze van uitreiken")
    uitgereikt_op: Moment = Field(
        title="Uitgereikt op", description="Moet voor het einde van het huisverbod liggen."
    )


@task(
    "uitreiking_verlenging",
    "Verlenging uitreiken",
    "Reik de verlenging uit voordat het huisverbod eindigt.",
    UitreikingVerlengingForm,
)
def propose_uitreiking(form: UitreikingVerlengingForm, step: Step) -> UitreikingVerlenging:
    """The service of the extension that was decided last."""
    besluit = step.zaak.last(Verlengingsbesluit)
    if besluit is None or besluit.tot is None:
        raise ValueError("no extension was decided")
    return UitreikingVerlenging(**recorded(step), **form.model_dump(), tot=besluit.tot)
