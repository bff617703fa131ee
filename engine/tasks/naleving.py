"""Breaches, later facts, arranged contact."""

from __future__ import annotations

from pydantic import Field

from engine.model.naleving import BegeleidContact, LaterFeit, OpvolgingOvertreding, Overtreding
from engine.step import Step
from engine.tasks.form import Form, Moment, Tekst, Verleden
from engine.tasks.registry import message, recorded, task


class OvertredingForm(Form):
    """The order was broken."""

    gepleegd_op: Verleden = Field(title="Overtreden op")
    omschrijving: Tekst = Field(title="Wat er gebeurde")
    aangehouden: bool = Field(title="Is de uithuisgeplaatste aangehouden?")


@message(
    "overtreding",
    "Overtreding melden",
    "Leg vast dat het huisverbod is overtreden. Het huisverbod blijft gelden.",
    OvertredingForm,
)
def propose_overtreding(form: OvertredingForm, step: Step) -> Overtreding:
    """The breach."""
    return Overtreding(**recorded(step), **form.model_dump())


class OpvolgingForm(Form):
    """The prosecutor knows."""

    gemeld_aan_om_op: Verleden = Field(title="Gemeld aan het Openbaar Ministerie op")
    toelichting: Tekst | None = Field(default=None, title="Toelichting")


@task(
    "opvolging_overtreding",
    "Overtreding opvolgen",
    "Meld de overtreding aan het Openbaar Ministerie en leg vast wanneer.",
    OpvolgingForm,
)
def propose_opvolging(form: OpvolgingForm, step: Step) -> OpvolgingOvertreding:
    """The follow-up of a breach."""
    return OpvolgingOvertreding(**recorded(step), **form.model_dump())


class FeitForm(Form):
    """A fact after the imposition."""

    voorgevallen_op: Verleden = Field(title="Voorgevallen op")
    omschrijving: Tekst = Field(title="Wat er gebeurde")


@message(
    "feit",
    "Feit vastleggen",
    "Leg vast wat er na de oplegging gebeurde. De rechter weegt ook dat mee.",
    FeitForm,
)
def propose_feit(form: FeitForm, step: Step) -> LaterFeit:
    """The fact."""
    return LaterFeit(**recorded(step), **form.model_dump())


class BegeleidContactForm(Form):
    """Contact that the help body arranged."""

    op: Moment = Field(title="Contact op")
    doel: Tekst = Field(title="Doel")
    aanwezigen: Tekst = Field(title="Wie erbij zijn")


@message(
    "begeleid_contact",
    "Begeleid contact vastleggen",
    "Leg vast welk contact u begeleidt, zodat niemand het voor een overtreding houdt.",
    BegeleidContactForm,
)
def propose_contact(form: BegeleidContactForm, step: Step) -> BegeleidContact:
    """The arranged contact."""
    return BegeleidContact(**recorded(step), **form.model_dump())
