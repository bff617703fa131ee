"""Deciding, confirming, signing, taking note."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from engine.errors import Reden, Stale, Unavailable
from engine.model.gebruikers import Rol
from engine.model.oplegging import (
    Besluit,
    Bevestiging,
    Bevoegdheid,
    Grondslag,
    Kennisname,
    Ondertekening,
    TelefonischBesluit,
    Uitkomst,
)
from engine.step import Scalar, Step
from engine.tasks.form import Form, Moment, Regel, Tekst, Verleden
from engine.tasks.registry import recorded, task

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Telefonisch(Form):
    """What the mayor decided on the telephone."""

    besloten_op: Verleden = Field(title="De burgemeester besloot op")
    burgemeester: Regel = Field(title="Naam van de burgemeester")


class _Besluit(Form):
    motivering: str = Field(
        default="",
        max_length=10_000,
        title="Motivering",
        description="Waarom dit besluit, waarom nu.",
        json_schema_extra={"weergave": "tekst", "nodig": True},
    )
    telefonisch: Telefonisch | None = Field(
        default=None,
        title="Telefonisch besloten",
        description="Alleen invullen als de burgemeester het besluit telefonisch aan u doorgaf.",
    )


class Opleggen(_Besluit):
    """The order is imposed."""

    uitkomst: Literal[Uitkomst.OPLEGGEN] = Field(title="Besluit")
    grondslag: Grondslag = Field(title="Grondslag")
    gronden: tuple[str, ...] = Field(
        default=(),
        title="Gronden",
        description="Kies uit wat bij de risicotaxatie is aangekruist.",
        json_schema_extra={"weergave": "gronden", "nodig": True},
    )
    belangenafweging: str = Field(
        default="",
        max_length=10_000,
        title="Belangenafweging",
        description="Waarom juist deze persoon, en wat weegt voor elke huisgenoot en elk kind.",
        json_schema_extra={"weergave": "tekst", "nodig": True},
    )
    opvang_kinderen: Tekst | None = Field(
        default=None,
        title="Opvang van de kinderen",
        description="Nodig als alleen minderjarigen achterblijven.",
    )
    mondeling_aangezegd_op: Moment | None = Field(
        default=None,
        title="Mondeling aangezegd op",
        description="Alleen als het al mondeling is aangezegd; het geldt vanaf dat moment.",
    )


class NietOpleggen(_Besluit):
    """No order is imposed."""

    uitkomst: Literal[Uitkomst.NIET_OPLEGGEN] = Field(title="Besluit")


class Aanvullen(_Besluit):
    """The assessment has to be completed first."""

    uitkomst: Literal[Uitkomst.AANVULLEN] = Field(title="Besluit")


BesluitForm = Annotated[Opleggen | NietOpleggen | Aanvullen, Field(discriminator="uitkomst")]


def _routing(besluit: Besluit) -> dict[str, Scalar]:
    return {
        "besluit": besluit.uitkomst.value,
        "besluit_rol": besluit.rol.value,
        "mandaat": besluit.bevoegdheid is Bevoegdheid.MANDAAT,
        "telefonisch": besluit.telefonisch is not None,
        "mondeling": besluit.mondeling_aangezegd_op is not None,
    }


@task(
    "besluit",
    "Besluiten over een huisverbod",
    "Beslis of het huisverbod wordt opgelegd.",
    BesluitForm,
    routes=("besluit", "besluit_rol", "mandaat", "telefonisch", "mondeling"),
    routing=_routing,
)
def propose_besluit(form: Opleggen | NietOpleggen | Aanvullen, step: Step) -> Besluit:
    """The decision, with the power it rests on as the table `bevoegdheid` has it."""
    rol = step.rol or Rol.BURGEMEESTER
    telefonisch = form.telefonisch if rol is Rol.HULPOFFICIER else None
    answer = step.decide(
        "bevoegdheid",
        {
            "besluit_rol": rol.value,
            "mandaat": step.mandaat,
            "telefonisch": telefonisch is not None,
        },
    )
    return Besluit(
        **recorded(step),
        **form.model_dump(exclude={"telefonisch"}),
        telefonisch=TelefonischBesluit(**telefonisch.model_dump()) if telefonisch else None,
        rol=rol,
        bevoegdheid=Bevoegdheid(str(answer["bevoegdheid"])),
        besloten_op=telefonisch.besloten_op if telefonisch else step.recorded_at,
    )


class BevestigingForm(Form):
    """The mayor confirms what was recorded in his name."""

    akkoord: bool = Field(
        title="Klopt het dat u dit zo heeft besloten?",
        description="Nee betekent: het huisverbod wordt direct ingetrokken en iedereen hoort dat.",
    )
    toelichting: Tekst | None = Field(default=None, title="Toelichting")


@task(
    "bevestiging",
    "Telefonisch besluit bevestigen",
    "De hulpofficier legde vast wat u telefonisch besloot. Bevestig dat het klopt.",
    BevestigingForm,
    routes=("bevestigd",),
    routing=lambda feit: {"bevestigd": feit.akkoord},
)
def propose_bevestiging(form: BevestigingForm, step: Step) -> Bevestiging:
    """The mayor's word on a decision by telephone."""
    return Bevestiging(**recorded(step), **form.model_dump())


class KennisnameForm(Form):
    """Nothing to fill in: doing the task is the act."""


@task(
    "kennisname",
    "Kennisnemen van een huisverbod onder mandaat",
    "De hulpofficier legde namens u een huisverbod op. Bevestig dat u dit heeft gezien.",
    KennisnameForm,
)
def propose_kennisname(form: KennisnameForm, step: Step) -> Kennisname:
    """The mayor has taken note."""
    return Kennisname(**recorded(step))


class OndertekeningForm(Form):
    """Signing binds to the very bytes that were shown."""

    sha256: Sha256 | None = Field(
        default=None,
        title="Vingerafdruk van het getoonde document",
        json_schema_extra={"weergave": "verborgen"},
    )


def sign(form: OndertekeningForm, step: Step, document: str) -> Ondertekening:
    """A signature under the newest version of a document.

    Raises:
        Unavailable: the paper has not been made yet.
        Stale: another version was shown than the one on file.
    """
    paper = step.papers.get(document)
    if paper is None:
        raise Unavailable(document)
    if form.sha256 is not None and form.sha256 != paper.sha256:
        raise Stale(
            Reden("Er is een nieuwere versie van dit document. Lees die eerst en teken dan.")
        )
    return Ondertekening(
        **recorded(step),
        document=document,
        sha256=paper.sha256,
        rol=step.rol or Rol.BURGEMEESTER,
        ondertekend_op=step.recorded_at,
    )


@task(
    "ondertekening",
    "Beschikking ondertekenen",
    "Lees de beschikking en onderteken haar.",
    OndertekeningForm,
)
def propose_ondertekening(form: OndertekeningForm, step: Step) -> Ondertekening:
    """The signature under the order."""
    return sign(form, step, "beschikking_huisverbod")
