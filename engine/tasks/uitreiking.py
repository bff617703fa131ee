"""Handing over the order, reachability, counsel."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.model.uitreiking import (
    Bereikbaarheid,
    Raadsman,
    Rechtsbijstand,
    Uitreiking,
    WensRechtsbijstand,
    Wijze,
)
from engine.step import Scalar, Step
from engine.tasks.form import Bladtaal, Form, Moment, Regel, Verleden
from engine.tasks.registry import message, recorded, task

#: What somebody who is asked can answer.
Wens = Literal[Raadsman.NIET_GEWENST, Raadsman.EIGEN, Raadsman.GEWENST]
_WENS = "Bij nederlegging is er niemand om het te vragen: laat dit dan leeg."


class _Uitreiking(Form):
    uitgereikt_op: Moment = Field(
        title="Uitgereikt op", description="Vanaf dit moment lopen de tien dagen, op de minuut."
    )
    sleutels: int = Field(title="Ingenomen sleutels", ge=0, le=50)
    bereikbaar: Regel | None = Field(
        default=None,
        title="Bereikbaar op",
        description="Adres of telefoonnummer. Nog niet bekend? Laat dit leeg: er lopen dan 24 uur.",
    )
    getekend: bool | None = Field(default=None, title="Getekend voor ontvangst")
    tolk: bool = Field(default=False, title="Er was een tolk bij")
    informatieblad_taal: Bladtaal | None = Field(
        default=None,
        title="Taal van het informatieblad",
        description="Leeg: zijn eigen taal. Het Nederlands staat er altijd achter.",
    )


class InPersoon(_Uitreiking):
    """What happens at the door: whoever is there is asked about counsel (Wth 5.1)."""

    wijze: Literal[Wijze.IN_PERSOON] = Field(title="Wijze van uitreiken")
    raadsman: Wens = Field(title="Wens voor een advocaat", description=_WENS)


class Nederlegging(_Uitreiking):
    """Nobody was found, so nobody was asked; a wish can come later, by message (Wth 2.7, 5.1)."""

    wijze: Literal[Wijze.NEDERLEGGING] = Field(title="Wijze van uitreiken")
    raadsman: Wens | None = Field(default=None, title="Wens voor een advocaat", description=_WENS)


UitreikingForm = Annotated[InPersoon | Nederlegging, Field(discriminator="wijze")]


def _routing(feit: Uitreiking) -> dict[str, Scalar]:
    return {
        "sleutels_ingenomen": feit.sleutels > 0,
        "bereikbaar": feit.bereikbaar is not None,
        "raadsman_gewenst": feit.raadsman is Raadsman.GEWENST,
    }


@task(
    "uitreiking",
    "Beschikking uitreiken",
    "Reik de beschikking uit, leg haar uit, neem de sleutels in en stel de vragen.",
    UitreikingForm,
    routes=("sleutels_ingenomen", "bereikbaar", "raadsman_gewenst"),
    routing=_routing,
)
def propose_uitreiking(form: InPersoon | Nederlegging, step: Step) -> Uitreiking:
    """The service of the order."""
    answer = form.model_dump(exclude={"raadsman"})
    raadsman = form.raadsman or Raadsman.NIET_GEVRAAGD
    return Uitreiking(**recorded(step), **answer, raadsman=raadsman)


class BereikbaarheidForm(Form):
    """Told afterwards, within 24 hours (Wth 2.6)."""

    bereikbaar: Regel = Field(title="Bereikbaar op", description="Adres of telefoonnummer")
    doorgegeven_op: Verleden = Field(title="Doorgegeven op")


@task(
    "bereikbaarheid",
    "Bereikbaarheid vastleggen",
    "Leg vast waar of hoe de uithuisgeplaatste te bereiken is.",
    BereikbaarheidForm,
)
def propose_bereikbaarheid(form: BereikbaarheidForm, step: Step) -> Bereikbaarheid:
    """Where he can be reached."""
    return Bereikbaarheid(**recorded(step), **form.model_dump())


class RechtsbijstandForm(Form):
    """The board was notified and appoints counsel (Wth 5.1)."""

    gemeld_op: Verleden = Field(title="Gemeld aan de Raad voor Rechtsbijstand op")
    raadsman: Regel | None = Field(default=None, title="Toegevoegde advocaat")


@task(
    "rechtsbijstand",
    "Raad voor Rechtsbijstand inlichten",
    "De uithuisgeplaatste wil een advocaat. Meld dit direct aan de Raad voor Rechtsbijstand.",
    RechtsbijstandForm,
)
def propose_rechtsbijstand(form: RechtsbijstandForm, step: Step) -> Rechtsbijstand:
    """The notice to the board."""
    return Rechtsbijstand(**recorded(step), **form.model_dump())


class WensForm(Form):
    """A wish for counsel that comes later."""

    geuit_op: Verleden = Field(title="Wens geuit op")


@message(
    "wens_rechtsbijstand",
    "Wens voor een advocaat vastleggen",
    "Leg vast dat de uithuisgeplaatste alsnog een advocaat wil.",
    WensForm,
)
def propose_wens(form: WensForm, step: Step) -> WensRechtsbijstand:
    """The wish, whenever it comes."""
    return WensRechtsbijstand(**recorded(step), **form.model_dump())
