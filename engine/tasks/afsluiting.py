"""Handing over and closing."""

from __future__ import annotations

from pydantic import Field

from engine.model.afsluiting import Afsluiting
from engine.step import Step
from engine.tasks.form import Form, Tekst, Verleden
from engine.tasks.registry import recorded, task


class AfsluitingForm(Form):
    """How the case is handed over."""

    overdracht: Tekst = Field(title="Overdracht", description="Aan wie en met welke afspraken?")
    sleutels_terug_op: Verleden | None = Field(default=None, title="Sleutels teruggegeven op")
    evaluatie: Tekst | None = Field(default=None, title="Evaluatie")


@task(
    "afsluiting",
    "Zaak afsluiten",
    "Draag de zaak over en sluit haar af.",
    AfsluitingForm,
)
def propose(form: AfsluitingForm, step: Step) -> Afsluiting:
    """The handing over."""
    return Afsluiting(**recorded(step), **form.model_dump())
