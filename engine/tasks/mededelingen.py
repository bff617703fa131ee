"""Telling the housemates."""

from __future__ import annotations

from pydantic import Field

from engine.model.mededelingen import MededelingHuisgenoten, Mededelingswijze
from engine.step import Step
from engine.tasks.form import Form, Verleden
from engine.tasks.registry import recorded, task


class MededelingForm(Form):
    """When and how the housemates were told (Wth 2.8)."""

    medegedeeld_op: Verleden = Field(title="Meegedeeld op")
    wijze: Mededelingswijze = Field(title="Wijze")


@task(
    "mededeling_huisgenoten",
    "Huisgenoten inlichten",
    "Vertel de huisgenoten wat het huisverbod inhoudt en wat overtreding betekent.",
    MededelingForm,
)
def propose(form: MededelingForm, step: Step) -> MededelingHuisgenoten:
    """The housemates were told."""
    return MededelingHuisgenoten(**recorded(step), **form.model_dump())
