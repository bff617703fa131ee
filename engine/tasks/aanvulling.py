"""Amending an order: what changes, signing it, serving it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from engine.errors import InvalidForm, Reden
from engine.model.aanvulling import Aanvulling, Soort, UitreikingAanvulling, Wijziging
from engine.model.oplegging import Ondertekening
from engine.model.personen import Adres, Huisgenoot, Persoon
from engine.model.uitreiking import Wijze
from engine.model.zaak import Zaak
from engine.step import Step
from engine.tasks.form import Form, Moment, Regel, Tekst
from engine.tasks.melding import AdresForm, NieuweHuisgenootForm, PersoonForm
from engine.tasks.oplegging import OndertekeningForm, sign
from engine.tasks.registry import message, recorded, task

DOCUMENT = "aanvullend_besluit"


class WijzigingForm(Form):
    """One amendment; which fields it needs depends on its kind."""

    soort: Soort = Field(title="Wat verandert er")
    wie: Regel | None = Field(
        default=None,
        title="Wie",
        description="Volledige naam zoals die nu in de beschikking staat.",
    )
    persoon: PersoonForm | None = Field(default=None, title="De juiste gegevens")
    huisgenoot: NieuweHuisgenootForm | None = Field(default=None, title="Wie erbij komt")
    locatie: AdresForm | None = Field(default=None, title="Het juiste adres")


class AanvullingForm(Form):
    """What is amended, and why."""

    wijzigingen: tuple[WijzigingForm, ...] = Field(
        title="Wijzigingen", min_length=1, max_length=20, json_schema_extra={"rij": "Wijziging"}
    )
    motivering: Tekst = Field(title="Motivering")


#: Per kind of amendment, the fields it is made of.
_NEEDS = {
    Soort.NAAM_VERBETERD: ("wie", "persoon"),
    Soort.PERSOON_TOEGEVOEGD: ("huisgenoot",),
    Soort.PERSOON_VERWIJDERD: ("wie",),
    Soort.ADRES_VERBETERD: ("locatie",),
}


@message(
    "aanvulling",
    "Beschikking aanvullen of verbeteren",
    "Leg vast wat er in de beschikking verandert. De burgemeester tekent, de termijn blijft lopen.",
    AanvullingForm,
)
def propose_aanvulling(form: AanvullingForm, step: Step) -> Aanvulling:
    """The amendments, each about somebody or something that is in the order."""
    trouble = dict(_trouble(form, step.zaak))
    if trouble:
        raise InvalidForm(trouble)
    return Aanvulling(
        **recorded(step),
        wijzigingen=tuple(_wijziging(each) for each in form.wijzigingen),
        motivering=form.motivering,
    )


def _trouble(form: AanvullingForm, zaak: Zaak) -> Iterable[tuple[str, list[Reden]]]:
    melding = zaak.melding
    housemates = {each.persoon.naam for each in melding.huisgenoten}
    for number, each in enumerate(form.wijzigingen):
        needed, where = _NEEDS[each.soort], f"wijzigingen.{number}"
        for field in ("wie", "persoon", "huisgenoot", "locatie"):
            given = getattr(each, field) is not None
            if given and field not in needed:
                yield f"{where}.{field}", [Reden("Dit hoort niet bij deze wijziging.")]
            elif not given and field in needed:
                yield f"{where}.{field}", [Reden("Vul dit in.")]
        known = set(housemates)
        if each.soort is Soort.NAAM_VERBETERD:
            known.add(melding.betrokkene.naam)
        if each.wie is not None and "wie" in needed and each.wie not in known:
            yield (
                f"{where}.wie",
                [
                    Reden(
                        "Deze naam staat niet in de beschikking. Kies uit: {namen}.",
                        {"namen": ", ".join(sorted(known))},
                    )
                ],
            )
    removed = {each.wie for each in form.wijzigingen if each.soort is Soort.PERSOON_VERWIJDERD}
    added = any(each.huisgenoot is not None for each in form.wijzigingen)
    if housemates and housemates <= removed and not added:
        yield (
            "wijzigingen",
            [Reden("Er blijft niemand over om te beschermen. Leg dan een intrekking voor.")],
        )


def _wijziging(form: WijzigingForm) -> Wijziging:
    huisgenoot = form.huisgenoot
    return Wijziging(
        soort=form.soort,
        wie=form.wie,
        persoon=_persoon(form.persoon) if form.persoon else None,
        huisgenoot=Huisgenoot(
            id=str(uuid.uuid4()),
            persoon=_persoon(huisgenoot),
            relatie=huisgenoot.relatie,
            verblijf=huisgenoot.verblijf,
            contactverbod=huisgenoot.contactverbod,
        )
        if huisgenoot
        else None,
        locatie=Adres(**form.locatie.model_dump()) if form.locatie else None,
    )


def _persoon(form: PersoonForm) -> Persoon:
    return Persoon(**form.model_dump(include=set(PersoonForm.model_fields)))


@task(
    "ondertekening_aanvulling",
    "Aanvullend besluit ondertekenen",
    "Lees het aanvullend besluit en onderteken het.",
    OndertekeningForm,
)
def propose_ondertekening(form: OndertekeningForm, step: Step) -> Ondertekening:
    """The signature under the supplementary decision."""
    return sign(form, step, DOCUMENT)


class UitreikingAanvullingForm(Form):
    """Service of the supplementary decision."""

    wijze: Literal[Wijze.IN_PERSOON, Wijze.TOEGEZONDEN] = Field(title="Wijze van uitreiken")
    uitgereikt_op: Moment = Field(
        title="Uitgereikt op", description="De termijn van het huisverbod verandert hierdoor niet."
    )


@task(
    "uitreiking_aanvulling",
    "Aanvullend besluit uitreiken",
    "Reik het aanvullend besluit uit en leg vast hoe en wanneer.",
    UitreikingAanvullingForm,
)
def propose_uitreiking(form: UitreikingAanvullingForm, step: Step) -> UitreikingAanvulling:
    """The service of the supplementary decision."""
    return UitreikingAanvulling(**recorded(step), **form.model_dump())
