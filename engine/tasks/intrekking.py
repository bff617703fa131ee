"""Withdrawing: the reason to look again, the decision, the signature."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.model.intrekking import (
    Aanleiding,
    Intrekkingsbesluit,
    Intrekkingsgrond,
    Intrekkingsuitkomst,
    Intrekkingsverzoek,
)
from engine.model.oplegging import Ondertekening
from engine.step import Step
from engine.tasks.form import Form, Tekst
from engine.tasks.oplegging import OndertekeningForm, sign
from engine.tasks.registry import message, recorded, task


class VerzoekForm(Form):
    """Why the mayor should look again at whether the order stands."""

    aanleiding: Aanleiding = Field(title="Aanleiding")
    toelichting: Tekst | None = Field(default=None, title="Toelichting")


@message(
    "intrekking",
    "Intrekking voorleggen",
    "Leg de burgemeester voor of het huisverbod moet worden ingetrokken.",
    VerzoekForm,
)
def propose_verzoek(form: VerzoekForm, step: Step) -> Intrekkingsverzoek:
    """The reason to look again."""
    return Intrekkingsverzoek(**recorded(step), **form.model_dump())


class _BesluitIntrekking(Form):
    motivering: str = Field(
        default="",
        max_length=10_000,
        title="Motivering",
        json_schema_extra={"weergave": "tekst", "nodig": True},
    )


class Intrekken(_BesluitIntrekking):
    """The order is withdrawn."""

    uitkomst: Literal[Intrekkingsuitkomst.INTREKKEN] = Field(title="Besluit")
    grond: Intrekkingsgrond = Field(title="Grond")


class Handhaven(_BesluitIntrekking):
    """The order stands."""

    uitkomst: Literal[Intrekkingsuitkomst.HANDHAVEN] = Field(title="Besluit")
    grond: Intrekkingsgrond | None = Field(default=None, title="Grond")


BesluitIntrekkingForm = Annotated[Intrekken | Handhaven, Field(discriminator="uitkomst")]


@task(
    "besluit_intrekking",
    "Besluiten over intrekking",
    "Beslis of het huisverbod wordt ingetrokken. U antwoordt met redenen.",
    BesluitIntrekkingForm,
    routes=("besluit_intrekking",),
    routing=lambda feit: {"besluit_intrekking": feit.uitkomst.value},
)
def propose_besluit(form: Intrekken | Handhaven, step: Step) -> Intrekkingsbesluit:
    """The decision on withdrawing."""
    return Intrekkingsbesluit(**recorded(step), **form.model_dump())


@task(
    "ondertekening_intrekking",
    "Intrekking ondertekenen",
    "Lees de beschikking tot intrekking en onderteken haar. Het huisverbod eindigt daarmee direct.",
    OndertekeningForm,
)
def propose_ondertekening(form: OndertekeningForm, step: Step) -> Ondertekening:
    """The signature, which is also the notification."""
    return sign(form, step, "beschikking_intrekking")
