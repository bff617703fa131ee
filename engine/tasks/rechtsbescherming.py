"""Before the court: what comes in, what is sent, what is ruled."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from engine.errors import InvalidForm, Reden
from engine.law.rulings import pending_condition
from engine.model.rechtsbescherming import (
    Aangevochten,
    Beroep,
    Indiener,
    MededelingUitspraak,
    Procedure,
    Processtukken,
    Rechterlijk,
    Uitspraak,
    VerzoekVoorlopigeVoorziening,
    Voorwaarde,
    VoorwaardeVervuld,
    Zitting,
)
from engine.step import Scalar, Step
from engine.tasks.form import Form, Moment, Regel, Tekst, Verleden
from engine.tasks.registry import message, recorded, task

Ecli = Annotated[str, StringConstraints(pattern=r"^ECLI:NL:[A-Z]{2,7}:[0-9]{4}:[A-Z0-9.]+$")]

#: The node in which an appeal, rather than a request for relief, is ruled upon.
APPEAL_NODE = "uitspraak_beroep"


class _NaarDeRechter(Form):
    ontvangen_op: Verleden = Field(title="Door de rechtbank ontvangen op")
    indiener: Indiener = Field(default=Indiener.UITHUISGEPLAATSTE, title="Ingediend door")
    tegen: Aangevochten = Field(default=Aangevochten.HUISVERBOD, title="Tegen")


class VerzoekForm(_NaarDeRechter):
    """A request for interim relief came in."""


@message(
    "verzoek_voorlopige_voorziening",
    "Verzoek om voorlopige voorziening vastleggen",
    "Leg vast wanneer de rechtbank het verzoek ontving. De rechter hoort binnen drie dagen.",
    VerzoekForm,
)
def propose_verzoek(form: VerzoekForm, step: Step) -> VerzoekVoorlopigeVoorziening:
    """The request."""
    return VerzoekVoorlopigeVoorziening(**recorded(step), **form.model_dump())


class BeroepForm(_NaarDeRechter):
    """An appeal came in."""


@message(
    "beroep",
    "Beroep vastleggen",
    "Leg vast wanneer de rechtbank het beroep ontving. Is dat te laat, dan beslist de rechter.",
    BeroepForm,
)
def propose_beroep(form: BeroepForm, step: Step) -> Beroep:
    """The appeal."""
    return Beroep(**recorded(step), **form.model_dump())


class ProcesstukkenForm(Form):
    """The court file is on its way."""

    verzonden_op: Verleden = Field(title="Procesdossier verzonden op")


@task(
    "processtukken",
    "Procesdossier verzenden",
    "Controleer het procesdossier, zend het aan de rechtbank en leg vast wanneer.",
    ProcesstukkenForm,
)
def propose_processtukken(form: ProcesstukkenForm, step: Step) -> Processtukken:
    """The court file was sent."""
    return Processtukken(**recorded(step), **form.model_dump())


class ZittingForm(Form):
    """The judge heard the person."""

    gehouden_op: Verleden = Field(
        title="Zitting gehouden op", description="Daarna volgt de uitspraak binnen 24 uur."
    )


@task(
    "zitting",
    "Zitting vastleggen",
    "Leg vast wanneer de voorzieningenrechter de uithuisgeplaatste hoorde.",
    ZittingForm,
)
def propose_zitting(form: ZittingForm, step: Step) -> Zitting:
    """The hearing."""
    return Zitting(**recorded(step), **form.model_dump())


class VoorwaardeForm(Form):
    """What must be done for a suspension to stand."""

    tekst: Tekst = Field(title="Voorwaarde")
    uiterlijk: Moment = Field(title="Uiterlijk op")


class _Uitspraak(Form):
    uitspraak_op: Verleden = Field(title="Uitspraak gedaan op")
    tegen: Aangevochten = Field(default=Aangevochten.HUISVERBOD, title="De uitspraak gaat over")
    per: Moment | None = Field(
        default=None,
        title="Werkt vanaf",
        description="Alleen invullen als de rechter een ander moment noemt dan de uitspraak.",
    )
    ook_beroep: bool = Field(
        default=False,
        title="De rechter besliste meteen op het beroep",
        description="Artikel 8:86 van de Algemene wet bestuursrecht.",
    )
    ecli: Ecli | None = Field(
        default=None, title="ECLI", description="Bijvoorbeeld ECLI:NL:RBMNE:2026:1234"
    )


class Geschorst(_Uitspraak):
    """The order is suspended, perhaps under a condition."""

    uitkomst: Literal[Rechterlijk.GESCHORST] = Field(title="Uitkomst")
    voorwaarde: VoorwaardeForm | None = Field(
        default=None,
        title="Onder voorwaarde",
        description="Is er op dat moment niet aan voldaan, dan geldt het huisverbod weer.",
    )


class DeelsVernietigd(_Uitspraak):
    """The contact ban with some ends; the rest stands."""

    uitkomst: Literal[Rechterlijk.DEELS_VERNIETIGD] = Field(title="Uitkomst")
    namen: tuple[Regel, ...] = Field(
        title="Met wie het contactverbod eindigt",
        description="Volledige namen, zoals ze in de beschikking staan.",
        json_schema_extra={"weergave": "namen"},
        min_length=1,
        max_length=30,
    )


class AndereUitspraak(_Uitspraak):
    """Everything else."""

    uitkomst: Literal[
        Rechterlijk.NIET_ONTVANKELIJK,
        Rechterlijk.AFGEWEZEN,
        Rechterlijk.VERNIETIGD,
        Rechterlijk.VERNIETIGD_IN_STAND,
    ] = Field(title="Uitkomst")


UitspraakForm = Annotated[
    AndereUitspraak | Geschorst | DeelsVernietigd, Field(discriminator="uitkomst")
]


def _routing(uitspraak: Uitspraak) -> dict[str, Scalar]:
    if uitspraak.voorwaarde is not None:
        effect = "voorwaardelijk"
    elif uitspraak.uitkomst in (Rechterlijk.GESCHORST, Rechterlijk.VERNIETIGD):
        effect = "beeindigt"
    else:
        effect = "geen"
    return {"uitspraak_gevolg": effect, "ook_beroep": uitspraak.ook_beroep}


@task(
    "uitspraak",
    "Uitspraak vastleggen",
    "Leg vast wat de rechter besliste. Een schorsing of vernietiging werkt meteen door.",
    UitspraakForm,
    routes=("uitspraak_gevolg", "ook_beroep"),
    routing=_routing,
)
def propose_uitspraak(form: AndereUitspraak | Geschorst | DeelsVernietigd, step: Step) -> Uitspraak:
    """The ruling, working from the moment it names or else from when it was given."""
    namen: tuple[str, ...] = ()
    voorwaarde = None
    if isinstance(form, DeelsVernietigd):
        namen = _names_on_file(form.namen, step)
    if isinstance(form, Geschorst) and form.voorwaarde is not None:
        voorwaarde = _condition(form.voorwaarde, form.uitspraak_op)
    appeal = step.element == APPEAL_NODE
    return Uitspraak(
        **recorded(step),
        procedure=Procedure.BEROEP if appeal else Procedure.VOORLOPIGE_VOORZIENING,
        tegen=form.tegen,
        uitspraak_op=form.uitspraak_op,
        uitkomst=form.uitkomst,
        per=form.per or form.uitspraak_op,
        namen=namen,
        voorwaarde=voorwaarde,
        ook_beroep=form.ook_beroep and not appeal,
        ecli=form.ecli,
    )


def _names_on_file(namen: tuple[str, ...], step: Step) -> tuple[str, ...]:
    """The names as the order has them, however their blanks and capitals were typed."""
    known = {
        _plain(each.persoon.naam): each.persoon.naam
        for each in step.zaak.melding.huisgenoten
        if each.contactverbod
    }
    unknown = {
        f"namen.{number}": [
            Reden(
                "Deze naam valt niet onder het contactverbod. Kies uit: {namen}.",
                {"namen": ", ".join(known.values())},
            )
        ]
        for number, naam in enumerate(namen)
        if _plain(naam) not in known
    }
    if unknown:
        raise InvalidForm(unknown)
    return tuple(known[_plain(naam)] for naam in namen)


def _plain(naam: str) -> str:
    return " ".join(naam.split()).casefold()


def _condition(form: VoorwaardeForm, uitspraak_op: datetime) -> Voorwaarde:
    if form.uiterlijk <= uitspraak_op:
        raise InvalidForm(
            {
                "voorwaarde.uiterlijk": [
                    Reden(
                        "Dit ligt niet na de uitspraak. Vul in tot wanneer aan de voorwaarde "
                        "kan worden voldaan."
                    )
                ]
            }
        )
    return Voorwaarde(tekst=form.tekst, uiterlijk=form.uiterlijk)


class MededelingUitspraakForm(Form):
    """Those concerned know."""

    medegedeeld_op: Verleden = Field(title="Meegedeeld op")


@task(
    "mededeling_uitspraak",
    "Uitspraak meedelen",
    "Vertel de huisgenoten, de politie en de hulpverlening direct wat de uitspraak betekent.",
    MededelingUitspraakForm,
)
def propose_mededeling(form: MededelingUitspraakForm, step: Step) -> MededelingUitspraak:
    """Those concerned were told."""
    return MededelingUitspraak(**recorded(step), **form.model_dump())


class VoorwaardeVervuldForm(Form):
    """The condition was met."""

    op: Verleden = Field(title="Aan de voorwaarde voldaan op")


@message(
    "voorwaarde_vervuld",
    "Voorwaarde van de rechter vervuld",
    "Leg vast wanneer aan de voorwaarde van de schorsing is voldaan. De schorsing blijft dan.",
    VoorwaardeVervuldForm,
)
def propose_vervuld(form: VoorwaardeVervuldForm, step: Step) -> VoorwaardeVervuld:
    """The condition was met in time."""
    voorwaarde = pending_condition(step.zaak)
    if voorwaarde is not None and form.op > voorwaarde.uiterlijk:
        raise InvalidForm(
            {
                "op": [
                    Reden(
                        "Dit ligt na {uiterlijk}, tot wanneer aan de voorwaarde kon worden "
                        "voldaan.",
                        {"uiterlijk": voorwaarde.uiterlijk},
                    )
                ]
            }
        )
    return VoorwaardeVervuld(**recorded(step), **form.model_dump())
