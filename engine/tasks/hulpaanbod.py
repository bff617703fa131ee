"""Offering help, to both sides."""

from __future__ import annotations

from pydantic import Field

from engine.model.hulpaanbod import HulpAan, Hulpaanbod, PlanVanAanpak
from engine.step import Step
from engine.tasks.form import Form, Tekst, Verleden
from engine.tasks.registry import recorded, task


class HulpaanbodForm(Form):
    """An offer of help and the answer."""

    aangeboden_op: Verleden = Field(title="Hulp aangeboden op")
    aanvaard: bool = Field(title="Aanbod aanvaard")
    toelichting: Tekst | None = Field(default=None, title="Toelichting")


class HulpaanbodUithuisgeplaatsteForm(HulpaanbodForm):
    """With what Wth 2.9 asks before an order may be withdrawn on this ground."""

    belemmert_niet: bool | None = Field(
        default=None, title="Zegt toe de hulp aan de anderen niet te belemmeren"
    )
    werkt_mee: bool | None = Field(
        default=None, title="Zegt toe mee te werken als daarom wordt gevraagd"
    )


@task(
    "hulpaanbod_uithuisgeplaatste",
    "Hulp aanbieden aan de uithuisgeplaatste",
    "Bied hulp aan en leg het antwoord vast.",
    HulpaanbodUithuisgeplaatsteForm,
)
def propose_uithuisgeplaatste(form: HulpaanbodUithuisgeplaatsteForm, step: Step) -> Hulpaanbod:
    """The offer to the person who had to leave."""
    return Hulpaanbod(**recorded(step), aan=HulpAan.UITHUISGEPLAATSTE, **form.model_dump())


@task(
    "hulpaanbod_achterblijvers",
    "Hulp aanbieden aan de achterblijvers",
    "Bied hulp aan wie thuisbleven en leg het antwoord vast.",
    HulpaanbodForm,
)
def propose_achterblijvers(form: HulpaanbodForm, step: Step) -> Hulpaanbod:
    """The offer to those staying behind."""
    return Hulpaanbod(**recorded(step), aan=HulpAan.ACHTERBLIJVERS, **form.model_dump())


class PlanForm(Form):
    """The plan of the help body."""

    plan: Tekst = Field(title="Plan van aanpak")


@task(
    "plan_van_aanpak",
    "Plan van aanpak maken",
    "Beschrijf wat er gebeurt om het thuis veilig te krijgen.",
    PlanForm,
)
def propose_plan(form: PlanForm, step: Step) -> PlanVanAanpak:
    """The plan."""
    return PlanVanAanpak(**recorded(step), **form.model_dump())
