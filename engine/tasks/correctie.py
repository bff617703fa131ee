"""Putting a recorded moment right."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.errors import InvalidForm, Reden
from engine.model.correctie import Correctie, Veld, place_of
from engine.step import Step
from engine.tasks.form import Form, Moment, Tekst
from engine.tasks.registry import message, recorded


def _with_its_task(value: Any) -> Any:
    """A field's bare name means the first of that name: `uitgereikt_op` is the order's own."""
    if isinstance(value, str) and "." not in value:
        return next((veld for veld in Veld if veld.attribute == value), value)
    return value


class CorrectieForm(Form):
    """Which moment, what it should be, and why."""

    veld: Annotated[Veld, BeforeValidator(_with_its_task)] = Field(title="Welk tijdstip")
    waarde: Moment = Field(title="Het juiste tijdstip")
    reden: Tekst = Field(
        title="Reden", description="Wat ging er mis, en waaruit blijkt het juiste tijdstip?"
    )


@message(
    "correctie",
    "Tijdstip corrigeren",
    "Verbeter een tijdstip dat verkeerd is vastgelegd. Termijnen en stukken gaan mee; wat er eerst "
    "stond, blijft zichtbaar.",
    CorrectieForm,
)
def propose(form: CorrectieForm, step: Step) -> Correctie:
    """The correction of the latest moment of its kind."""
    place = place_of(form.veld, step.zaak.feiten)
    if place is None:
        raise InvalidForm({"veld": [Reden("Dit tijdstip is in deze zaak nog niet vastgelegd.")]})
    now_recorded = getattr(step.zaak.feiten[place], form.veld.attribute)
    if form.waarde == now_recorded:
        raise InvalidForm({"waarde": [Reden("Dit tijdstip staat er al.")]})
    return Correctie(**recorded(step), plaats=place, oude_waarde=now_recorded, **form.model_dump())
