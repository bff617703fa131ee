"""Assessing at the scene: risk, honour, Veilig Thuis, hearing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from engine.law.bijlage import BIJLAGE
from engine.model.beoordeling import (
    AdviesEer,
    Fase,
    NietGehoord,
    Oordeel,
    OverlegVeiligThuis,
    Risicotaxatie,
    Signaal,
    Zienswijze,
)
from engine.step import Scalar, Step
from engine.tasks.form import Form, Regel, Tekst, Verleden
from engine.tasks.registry import recorded, task


def _in_annex(code: str) -> str:
    if code not in BIJLAGE.codes:
        raise PydanticCustomError("onbekend_onderdeel", "not in the annex", {"code": code})
    return code


def _signal_in_annex(code: str) -> str:
    if all(signaal.code != code for part in BIJLAGE.onderdelen for signaal in part.signalen):
        raise PydanticCustomError("onbekend_onderdeel", "not in the annex", {"code": code})
    return code


Bijlagecode = Annotated[str, AfterValidator(_in_annex)]
Signaalcode = Annotated[str, AfterValidator(_signal_in_annex)]


#: Whoever is named as a source is named to the person; a child should not have to be.
LEZER = "Dit komt in het besluit en de betrokkene leest het. Noem zo mogelijk geen kind als bron."


class SignaalForm(Form):
    """One ticked item with its source: a court wants to know who said, saw or registered it."""

    item: Bijlagecode = Field(title="Onderdeel van de bijlage")
    bron: Regel = Field(title="Bron", description=f"Wie zei, zag of registreerde dit? {LEZER}")
    betwist: bool = Field(default=False, title="De betrokkene betwist dit")


class RisicotaxatieForm(Form):
    """The annex as a checklist."""

    signalen: tuple[SignaalForm, ...] = Field(
        title="Feiten en omstandigheden",
        description="Kruis aan wat u weet. Noem bij elk punt de bron: wie zei, zag of "
        f"registreerde het? {LEZER}",
        max_length=79,
        json_schema_extra={"weergave": "signalen"},
    )
    oordelen: dict[Signaalcode, Oordeel] = Field(
        default_factory=dict,
        title="Oordeel per signaal",
        json_schema_extra={"weergave": "oordelen"},
    )
    toelichting: Tekst = Field(title="Toelichting")


def _routing(taxatie: Risicotaxatie) -> dict[str, Scalar]:
    """What the risk table asks: how many signals of each part are judged high. And whether child
    abuse was ticked, which asks for Veilig Thuis (Wth 2.3).
    """
    high = [code for code, oordeel in taxatie.oordelen.items() if oordeel is Oordeel.HOOG]
    found: dict[str, Scalar] = {
        f"hoog_{part.id}": sum(code.split(".")[0] == part.code for code in high)
        for part in BIJLAGE.onderdelen
    }
    ticked = not BIJLAGE.kindermishandeling.isdisjoint(taxatie.items)
    return {**found, "kindermishandeling_aangekruist": ticked}


@task(
    "risicotaxatie",
    "Risico taxeren",
    "Kruis aan wat u weet uit de vaste lijst, en noem bij elk punt de bron.",
    RisicotaxatieForm,
    routes=(
        "hoog_persoon",
        "hoog_incident",
        "hoog_leefomstandigheden",
        "kindermishandeling_aangekruist",
    ),
    routing=_routing,
)
def propose_risicotaxatie(form: RisicotaxatieForm, step: Step) -> Risicotaxatie:
    """The filled-in list; an item ticked twice is one item."""
    unique = {signaal.item: Signaal(**signaal.model_dump()) for signaal in form.signalen}
    return Risicotaxatie(
        **recorded(step),
        signalen=tuple(unique[code] for code in BIJLAGE.codes if code in unique),
        oordelen=form.oordelen,
        toelichting=form.toelichting,
    )


class AdviesEerForm(Form):
    """Advice of an expert on honour-related violence."""

    advies: Tekst = Field(title="Advies van de deskundige")
    deskundige: Regel = Field(title="Naam en functie van de deskundige")
    gevraagd_op: Verleden = Field(title="Advies gevraagd op")


@task(
    "advies_eer",
    "Advies over eergerelateerd geweld vragen",
    "Vraag een deskundige of een huisverbod hier veilig is, en leg het advies vast.",
    AdviesEerForm,
)
def propose_advies_eer(form: AdviesEerForm, step: Step) -> AdviesEer:
    """The expert's advice."""
    return AdviesEer(**recorded(step), **form.model_dump())


class OverlegForm(Form):
    """The consultation of Wth 2.3."""

    overlegd_op: Verleden = Field(title="Overlegd op")
    contactpersoon: Regel = Field(title="Gesproken met")
    advies: Tekst = Field(title="Wat Veilig Thuis adviseert")


@task(
    "overleg_veilig_thuis",
    "Veilig Thuis raadplegen",
    "Bel Veilig Thuis over het voornemen en leg vast wat zij adviseren.",
    OverlegForm,
)
def propose_overleg(form: OverlegForm, step: Step) -> OverlegVeiligThuis:
    """The consultation that took place."""
    return OverlegVeiligThuis(**recorded(step), **form.model_dump())


class Gehoord(Form):
    """The person gave his view."""

    gehoord: Literal[True] = Field(title="Is de betrokkene gehoord?")
    gehoord_op: Verleden = Field(title="Gehoord op")
    verklaring: Tekst = Field(title="Wat de betrokkene zegt", description="In zijn eigen woorden")
    tolk: bool = Field(default=False, title="Er was een tolk bij")


class NietGehoordForm(Form):
    """The person was not heard, for one of the three reasons of Awb 4:11."""

    gehoord: Literal[False] = Field(title="Is de betrokkene gehoord?")
    reden: NietGehoord = Field(title="Waarom niet?")
    toelichting: Tekst | None = Field(
        default=None,
        title="Licht de reden toe",
        description="Waarom gaat deze reden hier op? Dit komt in het besluit; zonder toelichting "
        "houdt het bij de rechter minder goed stand.",
    )
    tolk: bool = Field(default=False, title="Er was een tolk bij")


class NietGehoordVerlengingForm(NietGehoordForm):
    """The same before extending, where the second reason hardly ever applies (Awb 4:11 b)."""

    reden: NietGehoord = Field(
        title="Waarom niet?",
        description="Let op: eerder gehoord kan alleen als er sindsdien geen nieuwe feiten zijn. "
        "Een verlenging rust juist op wat er na de oplegging is gebeurd. Hoor de betrokkene liever "
        "opnieuw.",
    )


ZienswijzeForm = Annotated[Gehoord | NietGehoordForm, Field(discriminator="gehoord")]
ZienswijzeVerlengingForm = Annotated[
    Gehoord | NietGehoordVerlengingForm, Field(discriminator="gehoord")
]


def _zienswijze(form: Gehoord | NietGehoordForm, step: Step, fase: Fase) -> Zienswijze:
    return Zienswijze(**recorded(step), fase=fase, **form.model_dump())


@task(
    "zienswijze",
    "De betrokkene horen",
    "Vraag wat de betrokkene van het voornemen vindt. Kan dat niet, noem dan de reden.",
    ZienswijzeForm,
)
def propose_zienswijze(form: Gehoord | NietGehoordForm, step: Step) -> Zienswijze:
    """The hearing before imposing."""
    return _zienswijze(form, step, Fase.OPLEGGING)


@task(
    "zienswijze_verlenging",
    "Horen over verlenging",
    "Vraag wat de betrokkene van een verlenging vindt. Kan dat niet, noem dan de reden.",
    ZienswijzeVerlengingForm,
)
def propose_zienswijze_verlenging(form: Gehoord | NietGehoordForm, step: Step) -> Zienswijze:
    """The hearing before extending."""
    return _zienswijze(form, step, Fase.VERLENGING)
