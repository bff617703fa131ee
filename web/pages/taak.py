"""Doing a task: its question, what stands in the way, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access import policy
from engine.access.policy import Part
from engine.errors import InvalidForm, NotWaiting, Reden, Refused, Stale
from engine.law import guards
from engine.law.bijlage import BIJLAGE
from engine.law.binding import huisverbod
from engine.model.aanmelden import Bevestigd
from engine.model.gebruikers import Rol
from engine.service.acts import Complete
from engine.store.reading import zaak as reading
from engine.store.reading.zaak import PaperLine
from engine.tasks.registry import TASKS
from web import bevestigen, errors
from web.forms import read as posted_values
from web.forms.fields import fields_of
from web.session import access, actor, house

pages = Blueprint("taak", __name__)

#: Which paper a task signs.
SIGNS = {
    "ondertekening": "beschikking_huisverbod",
    "ondertekening_verlenging": "beschikking_verlenging",
    "ondertekening_intrekking": "beschikking_intrekking",
    "ondertekening_aanvulling": "aanvullend_besluit",
}


@pages.get("/zaken/<zaak_id>/taken/<task_id>")
@access(part=Part.KERN)
def show(zaak_id: str, task_id: str) -> str:
    """The task's form."""
    return _page(zaak_id, task_id)


@pages.post("/zaken/<zaak_id>/taken/<task_id>")
@access(part=Part.KERN)
def complete(zaak_id: str, task_id: str) -> Any:
    """Do the task; refused, the page comes back with what was typed and what is wrong."""
    task = request.form.get("taak", "")
    if task not in TASKS:
        raise NotWaiting(Reden("Deze taak bestaat niet."))
    posted = request.form.to_dict(flat=False)
    answer = posted_values.read(TASKS[task], posted)
    try:
        signer = _check_signer(zaak_id, answer) if task in SIGNS else None
        act = Complete(task, answer, task_id, bevestigd=signer)
        house().road.complete(actor(), zaak_id, act)
    except Refused as refusal:
        with house().database.reading() as connection:
            still_open = task_id in reading.case(connection, zaak_id).tasks
        if not still_open:
            raise
        return _page(zaak_id, task_id, refusal=refusal), errors.status_of(refusal)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


@pages.post("/zaken/<zaak_id>/taken/<task_id>/oppakken")
@access(part=Part.KERN)
def claim(zaak_id: str, task_id: str) -> Any:
    """Take the task into one's own hands."""
    house().taken.claim(actor(), zaak_id, task_id)
    return redirect(url_for("taak.show", zaak_id=zaak_id, task_id=task_id), 303)


@pages.post("/zaken/<zaak_id>/taken/<task_id>/loslaten")
@access(part=Part.KERN)
def release(zaak_id: str, task_id: str) -> Any:
    """Give the task back."""
    house().taken.release(actor(), zaak_id, task_id)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


def _texts(zaak_id: str, paper: PaperLine) -> list[str]:
    with house().database.reading() as connection:
        content = reading.content(connection, zaak_id, paper.id)
    return [house().documents.page_text(content, number + 1) for number in range(paper.paginas)]


def _check_signer(zaak_id: str, answer: Mapping[str, object]) -> Bevestigd:
    """Whoever signs says again who he is, for exactly the document that he was shown.

    Raises:
        InvalidForm: by nothing that is good for this. Stale: no document was shown.
    """
    sha256 = str(answer.get("sha256", ""))
    if not bevestigen.is_hash(sha256):
        raise Stale(Reden("Het document was nog niet te zien. Lees het eerst en teken dan."))
    return bevestigen.confirmed(bevestigen.signing(zaak_id, sha256))


def _page(zaak_id: str, task_id: str, refusal: Refused | None = None) -> str:
    who, now = actor(), house().clock.now()
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_id)
        papers = reading.papers(connection, zaak_id)
        asked = reading.papers_asked(connection, zaak_id)
    task = record.tasks.get(task_id)
    if task is None:
        raise NotWaiting(Reden("Deze taak is niet meer open. Bekijk waar de zaak staat."))
    code = record.zaak.gemeente.code
    policy.check_task(who, code, task.taak, tuple(Rol(rol) for rol in task.rollen))
    signed = SIGNS.get(task.taak)
    paper = next(
        (
            paper
            for paper in reversed(papers)
            if paper.document == signed and paper.aan == "uithuisgeplaatste"
        ),
        None,
    )
    return render_template(
        "pages/taak.html",
        zaak=record.zaak,
        order=huisverbod(record.zaak),
        task=task,
        answer=TASKS[task.taak],
        fields=fields_of(TASKS[task.taak]),
        posted=request.form.to_dict(flat=False) if refusal else {},
        refusal=refusal,
        invalid=refusal.fields if isinstance(refusal, InvalidForm) else {},
        objections=guards.standing_in_the_way(record.zaak, TASKS[task.taak].proposal, now),
        paper=paper,
        texts=_texts(zaak_id, paper) if paper is not None else (),
        delayed=next((each for each in asked if each.document == signed and each.attempts), None),
        signs=signed is not None,
        confirm=bevestigen.question(bevestigen.signing(zaak_id, paper.sha256), task_id)
        if paper is not None
        else None,
        bijlage=BIJLAGE,
        indicatie=record.routing.get("indicatie"),
        parts=policy.parts_for(who, code),
        who=who,
    )
