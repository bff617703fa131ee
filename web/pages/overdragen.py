"""Putting a task in other hands: a colleague's, or one's own when a colleague has it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access.policy import Part
from engine.errors import InvalidForm, NotWaiting, Reden, Stale
from engine.store.reading import zaak as reading
from web import errors
from web.door import access
from web.session import actor, house

pages = Blueprint("overdragen", __name__)


@pages.get("/zaken/<zaak_id>/taken/<task_id>/overdragen")
@access(part=Part.KERN)
def form(zaak_id: str, task_id: str) -> str:
    """Asks to whom, and why."""
    return _page(zaak_id, task_id)


@pages.post("/zaken/<zaak_id>/taken/<task_id>/overdragen")
@access(part=Part.KERN)
def give(zaak_id: str, task_id: str) -> Any:
    """Hands it over, unless it is in other hands by now: then the page says in whose."""
    who, aan = actor(), request.form.get("aan", "")
    van = request.form.get("van") or None
    try:
        house().taken.assign(who, zaak_id, task_id, aan, request.form.get("reden", ""), van)
    except (InvalidForm, Stale) as refusal:
        return _page(zaak_id, task_id, refusal), errors.status_of(refusal)
    if aan == who.id:
        return redirect(url_for("taak.show", zaak_id=zaak_id, task_id=task_id), 303)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


def _page(zaak_id: str, task_id: str, refusal: InvalidForm | Stale | None = None) -> str:
    who = actor()
    candidates = house().taken.candidates(who, zaak_id, task_id)
    with house().database.reading() as connection:
        nummer = reading.state_of(connection, zaak_id).nummer
        task = reading.case(connection, zaak_id).tasks.get(task_id)
    if task is None:
        raise NotWaiting(Reden("Deze taak is niet meer open. Bekijk waar de zaak staat."))
    return render_template(
        "pages/overdragen.html",
        zaak_id=zaak_id,
        nummer=nummer,
        task=task,
        candidates=[each for each in candidates if each.id != task.behandelaar],
        who=who,
        posted=request.form.to_dict(flat=False),
        refusal=refusal,
        invalid=refusal.fields if isinstance(refusal, InvalidForm) else {},
    )
