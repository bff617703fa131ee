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
from engine.model.concept import Plek
from engine.model.gebruikers import Rol
from engine.model.oplegging import Uitkomst
from engine.model.zaak import Zaak
from engine.service.acts import Complete
from engine.store.reading import zaak as reading
from engine.store.reading.zaak import PaperLine
from engine.tasks.registry import TASKS
from web import bevestigen, errors
from web.controlewoorden import check_words
from web.door import access
from web.forms import draft
from web.forms import read as posted_values
from web.forms.fields import Field, fields_of
from web.forms.mistakes import beside, mistakes_in
from web.session import actor, house
from web.voorstel import by_weight, proposal

pages = Blueprint("taak", __name__)

#: Which paper a task signs.
SIGNS = {
    "ondertekening": "beschikking_huisverbod",
    "ondertekening_verlenging": "beschikking_verlenging",
    "ondertekening_intrekking": "beschikking_intrekking",
    "ondertekening_aanvulling": "aanvullend_besluit",
}
#: Which paper a task shows: what it signs, or what was done in somebody's name.
SHOWS = {
    **SIGNS,
    "bevestiging": "beschikking_huisverbod",
    "kennisname": "beschikking_huisverbod",
}
#: Which task comes next for whoever decided and must sign: no list in between.
ONWARD = {
    "besluit": "ondertekening",
    "besluit_verlenging": "ondertekening_verlenging",
    "besluit_intrekking": "ondertekening_intrekking",
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
    try:
        answer = posted_values.answer_of(TASKS[task], posted, house().clock.now())
        signer = _check_signer(zaak_id, answer) if task in SIGNS else None
        if task == "besluit":
            _check_reasons_are_meant(zaak_id, answer)
        act = Complete(task, answer, task_id, bevestigd=signer)
        house().road.complete(actor(), zaak_id, act)
    except Refused as refusal:
        with house().database.reading() as connection:
            still_open = task_id in reading.case(connection, zaak_id).tasks
            pressed_twice = reading.finished_by(connection, zaak_id, task_id) == actor().id
        if pressed_twice:
            return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)
        if not still_open:
            raise
        return _page(zaak_id, task_id, refusal=refusal), errors.status_of(refusal)
    return redirect(_onward(zaak_id, task), 303)


@pages.post("/zaken/<zaak_id>/taken/<task_id>/oppakken")
@access(part=Part.KERN)
def claim(zaak_id: str, task_id: str) -> Any:
    """Take the task into one's own hands."""
    try:
        house().taken.claim(actor(), zaak_id, task_id)
    except Stale:
        # a colleague was first: the page that says who, and how to take it over all the same
        return redirect(
            url_for("overdragen.form", zaak_id=zaak_id, task_id=task_id, te_laat=1), 303
        )
    return redirect(url_for("taak.show", zaak_id=zaak_id, task_id=task_id), 303)


@pages.post("/zaken/<zaak_id>/taken/<task_id>/loslaten")
@access(part=Part.KERN)
def release(zaak_id: str, task_id: str) -> Any:
    """Give the task back."""
    house().taken.release(actor(), zaak_id, task_id)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


def _onward(zaak_id: str, done: str) -> str:
    """Where somebody goes who did a task: on to what he must sign now, else to the case."""
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_id)
    code = record.zaak.gemeente.code
    for task in record.tasks.values():
        mine = policy.role_for(actor(), code, tuple(Rol(rol) for rol in task.rollen)) is not None
        if mine and task.taak == ONWARD.get(done):
            return url_for("taak.show", zaak_id=zaak_id, task_id=task.id)
    return url_for("zaak.show", zaak_id=zaak_id, gedaan=done)


def _check_reasons_are_meant(zaak_id: str, answer: Mapping[str, object]) -> None:
    """Reasons that were put together for imposing are none for anything else.

    Raises:
        InvalidForm: the proposal stands unchanged under another outcome.
    """
    if answer.get("uitkomst") == Uitkomst.OPLEGGEN:
        return
    with house().database.reading() as connection:
        zaak = reading.case(connection, zaak_id).zaak
    if proposal(zaak).get("motivering") == [str(answer.get("motivering", ""))]:
        raise InvalidForm(
            {
                "motivering": [
                    Reden(
                        "Hier staat nog het voorstel om op te leggen. Schrijf waarom u dit besluit."
                    )
                ]
            }
        )


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
    rol = policy.check_task(who, code, task.taak, tuple(Rol(rol) for rol in task.rollen))
    shown = SHOWS.get(task.taak)
    kept = draft.of_page(
        TASKS[task.taak],
        Plek(formulier=f"taak:{task.taak}", plek=task_id, zaak_id=zaak_id),
        url_for("concept.taak", zaak_id=zaak_id, task_id=task_id),
        refused=refusal is not None,
    )
    posted = kept.posted if kept is not None else {}
    proposed = not posted and refusal is None
    posted = _proposed(task.taak, record.zaak) if proposed else posted
    fields = _fields(task.taak, rol)
    mistakes = mistakes_in(refusal, fields, posted)
    paper = next(
        (
            paper
            for paper in reversed(papers)
            if paper.document == shown and paper.aan == "uithuisgeplaatste"
        ),
        None,
    )
    signs = task.taak in SIGNS
    return render_template(
        "pages/taak.html",
        zaak=record.zaak,
        order=huisverbod(record.zaak),
        task=task,
        answer=TASKS[task.taak],
        proposed=proposed and task.taak == "besluit",
        fields=fields,
        posted=posted,
        refusal=refusal,
        mistakes=mistakes,
        invalid=beside(mistakes),
        concept=kept,
        objections=guards.standing_in_the_way(record.zaak, TASKS[task.taak].proposal, now),
        paper=paper,
        texts=_texts(zaak_id, paper) if paper is not None else (),
        words=_words(record.zaak, task.taak, paper),
        delayed=next((each for each in asked if each.document == shown and each.attempts), None),
        signs=signs,
        confirm=bevestigen.question(bevestigen.signing(zaak_id, paper.sha256), task_id)
        if signs and paper is not None
        else None,
        waits=signs and paper is None,
        ticked=by_weight(record.zaak.risicotaxatie) if record.zaak.risicotaxatie else (),
        bijlage=BIJLAGE,
        indicatie=record.routing.get("indicatie"),
        parts=policy.parts_for(who, code),
        who=who,
    )


def _fields(task: str, rol: Rol) -> tuple[Field, ...]:
    """What is asked; what the mayor said on the telephone is not asked of the mayor."""
    fields = fields_of(TASKS[task])
    if rol is not Rol.BURGEMEESTER:
        return fields
    return tuple(field for field in fields if field.name != "telefonisch")


def _proposed(task: str, zaak: Zaak) -> dict[str, list[str]]:
    """What the form says before anybody typed."""
    return proposal(zaak) if task == "besluit" else {}


def _words(zaak: Zaak, task: str, paper: PaperLine | None) -> tuple[str, ...]:
    """The check words of the very document that is to be signed, or that was."""
    if paper is None:
        return ()
    signature = zaak.ondertekening(paper.document) if task not in SIGNS else None
    return check_words(signature.sha256 if signature is not None else paper.sha256)
