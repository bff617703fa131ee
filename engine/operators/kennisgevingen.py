"""Who gets which paper when something happens: the table `kennisgevingen` says, this asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from engine.law.binding import huisverbod
from engine.law.moments import local_date
from engine.model.aanvulling import UitreikingAanvulling
from engine.model.personen import Huisgenoot
from engine.model.verlenging import UitreikingVerlenging
from engine.model.zaak import BINDEND
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
        "aanvulling_besloten",
        "aangevuld",
        "naar_de_rechter",
        "voorwaarde_verstreken",
        "gewist",
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


@operator("stukken.herzien")
def revise_papers(step: Step, task_id: str) -> None:
    """Ask anew for every paper that would read differently now that a moment was put right.

    A decision that is signed and not yet served stays as it was signed: the note of service that
    follows holds the correction.
    """
    for filed in step.filed():
        if filed.document in _NEVER_REVISED or _follows_by_itself(step, filed.document):
            continue
        recipients = dict(_addressees(step, _to(filed.aan)))
        if filed.aan not in recipients:
            continue
        context = Context(
            at=step.at,
            recorded_at=step.recorded_at,
            gebeurtenis="correctie",
            aan=filed.aan,
            huisgenoot=recipients[filed.aan],
        )
        facts = PAPERS[filed.document](step.zaak, context)
        if _says(facts) != _says(filed.facts):
            step.ask(
                PaperAsk(
                    key=f"{task_id}:{filed.document}:{filed.aan}",
                    document=filed.document,
                    aan=filed.aan,
                    facts=facts,
                )
            )


#: What a court has received stays what it received.
_NEVER_REVISED = frozenset({"procesdossier"})


def _follows_by_itself(step: Step, document: str) -> bool:
    """Whether something else follows that says it: service of what was signed, or a notice."""
    served = {
        "beschikking_huisverbod": step.zaak.uitreiking,
        "beschikking_verlenging": step.zaak.last(UitreikingVerlenging),
        "aanvullend_besluit": step.zaak.last(UitreikingAanvulling),
    }
    if document == "kennisgeving_beeindiging":
        return step.status() in BINDEND  # whoever it was sent to hears that the order binds
    if document == "mededeling_verlenging":
        order = huisverbod(step.zaak)
        return order is None or not order.verlengd  # whoever it was sent to hears of the end
    if document not in served:
        return False
    signed, done = step.zaak.ondertekening(document), served[document]
    return signed is not None and (done is None or done.vastgelegd_op < signed.vastgelegd_op)


def _to(aan: str) -> str:
    return "huisgenoten" if aan.startswith("huisgenoot:") else aan


def _says(facts: Mapping[str, object]) -> str:
    """What a paper says, apart from when it was drawn up and the code that follows from it."""
    return json.dumps({**facts, "opgesteld_op": None, "controle": None}, sort_keys=True)
