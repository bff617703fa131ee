"""Saying something about a case of one's own accord."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access import policy
from engine.access.policy import Part
from engine.errors import NotFound, Refused
from engine.model.concept import Plek
from engine.model.correctie import Veld, place_of
from engine.model.zaak import Zaak
from engine.service.acts import Send
from engine.store.reading import zaak as reading
from engine.tasks.registry import MESSAGES
from web import errors
from web.door import access
from web.forms import draft
from web.forms import read as posted_values
from web.forms.fields import Field, fields_of
from web.forms.mistakes import beside, mistakes_in
from web.forms.read import Posted
from web.forms.rows import newest, rearranged
from web.session import actor, house

pages = Blueprint("bericht", __name__)


@pages.get("/zaken/<zaak_id>/berichten/<name>")
@access(part=Part.KERN)
def form(zaak_id: str, name: str) -> str:
    """The message's form."""
    return _page(zaak_id, name)


@pages.post("/zaken/<zaak_id>/berichten/<name>")
@access(part=Part.KERN)
def send(zaak_id: str, name: str) -> Any:
    """Deliver the message."""
    if name not in MESSAGES:
        raise NotFound(name)
    posted = request.form.to_dict(flat=False)
    if (changed := rearranged(posted)) is not None:
        return _page(zaak_id, name, posted=changed, fresh=newest(posted))
    try:
        answer = posted_values.answer_of(MESSAGES[name], posted, house().clock.now())
        house().road.send(actor(), zaak_id, Send(name, answer, draft.mark_posted()))
    except Refused as refusal:
        return _page(zaak_id, name, refusal, posted), errors.status_of(refusal)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


def _page(
    zaak_id: str,
    name: str,
    refusal: Refused | None = None,
    posted: Posted | None = None,
    *,
    fresh: str = "",
) -> str:
    if name not in MESSAGES or name == "melding":
        raise NotFound(name)
    with house().database.reading() as connection:
        zaak = reading.case(connection, zaak_id).zaak
    policy.check_message(actor(), zaak.gemeente.code, name)
    kept = draft.of_page(
        MESSAGES[name],
        Plek(formulier=f"bericht:{name}", plek=zaak_id, zaak_id=zaak_id),
        url_for("concept.bericht", zaak_id=zaak_id, name=name),
        refused=posted is not None,
    )
    shown = posted if posted is not None else kept.posted if kept is not None else {}
    fields = _narrowed(fields_of(MESSAGES[name]), zaak)
    mistakes = mistakes_in(refusal, fields, shown)
    return render_template(
        "pages/bericht.html",
        zaak=zaak,
        answer=MESSAGES[name],
        fields=fields,
        posted=shown,
        refusal=refusal,
        mistakes=mistakes,
        invalid=beside(mistakes),
        concept=kept,
        fresh=fresh,
    )


def _narrowed(fields: tuple[Field, ...], zaak: Zaak) -> tuple[Field, ...]:
    """Only moments that are on file can be put right."""
    return tuple(
        replace(
            field,
            choices=tuple(
                (value, text)
                for value, text in field.choices
                if place_of(Veld(value), zaak.feiten) is not None
            ),
        )
        if field.name == "veld"
        else field
        for field in fields
    )
