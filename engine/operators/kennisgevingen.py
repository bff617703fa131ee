"""Who gets which paper when something happens: the table `kennisgevingen` says, this asks."""

from __future__ import annotations

from collections.abc import Iterator

from engine.law.moments import local_date
from engine.model.personen import Huisgenoot
from engine.papers.registry import PAPERS, Context
from engine.process.registry import operator
from engine.step import PaperAsk, Step

GEBEURTENISSEN = frozenset(
    {
        "niet_opgelegd",
        "besloten",
        "uitgereikt",
        "van_kracht",
        "rechtsbijstand",
        "verlenging_besloten",
        "verlengd",
        "geeindigd",
        "herleefd",
        "ingetrokken",
        "intrekking_besloten",
        "overtreding",
    }
)

#: What the table `kennisgevingen` is asked with.
TABLE_INPUTS = frozenset({"gebeurtenis", "bevoegdheid", "sleutels_ingenomen", "hulpinstantie"})


@operator("kennisgeving.versturen", gebeurtenis=GEBEURTENISSEN)
def ask_for_papers(step: Step, task_id: str, *, gebeurtenis: str) -> None:
    """Ask for every paper that this event calls for, each to its recipient."""
    answer = step.decide(
        "kennisgevingen",
        {
            "gebeurtenis": gebeurtenis,
            "bevoegdheid": _text(step.routing.get("bevoegdheid")),
            "sleutels_ingenomen": bool(step.routing.get("sleutels_ingenomen")),
            "hulpinstantie": bool(step.routing.get("hulpinstantie")),
        },
    )
    documents, recipients = _column(answer["document"]), _column(answer["aan"])
    for document, to in zip(documents, recipients, strict=True):
        for aan, huisgenoot in _addressees(step, to):
            context = Context(
                at=step.at,
                recorded_at=step.recorded_at,
                gebeurtenis=gebeurtenis,
                aan=aan,
                huisgenoot=huisgenoot,
            )
            step.ask(
                PaperAsk(
                    key=f"{task_id}:{document}:{aan}",
                    document=document,
                    aan=aan,
                    facts=PAPERS[document](step.zaak, context),
                )
            )


def _addressees(step: Step, to: str) -> Iterator[tuple[str, Huisgenoot | None]]:
    """One recipient, or each adult housemate by himself (Wth 2.8)."""
    if to != "huisgenoten":
        yield to, None
        return
    day = local_date(step.at)
    for huisgenoot in step.zaak.melding.huisgenoten:
        if not huisgenoot.persoon.is_minor_on(day):
            yield f"huisgenoot:{huisgenoot.id}", huisgenoot


def _column(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
