"""Saying something about a case of one's own accord."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access import policy
from engine.access.policy import Part
from engine.errors import InvalidForm, NotFound, Refused
from engine.model.correctie import Veld, place_of
from engine.model.zaak import Zaak
from engine.service.acts import Send
from engine.store.reading import zaak as reading
from engine.tasks.registry import MESSAGES
from web import errors
from web.forms import read as posted_values
from web.forms.fields import Field, fields_of
from web.session import access, actor, house

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
    answer = posted_values.read(MESSAGES[name], request.form.to_dict(flat=False))
    try:
        house().road.send(actor(), zaak_id, Send(name, answer))
    except Refused as refusal:
        return _page(zaak_id, name, refusal), errors.status_of(refusal)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


def _page(zaak_id: str, name: str, refusal: Refused | None = None) -> str:
    if name not in MESSAGES or name == "melding":
        raise NotFound(name)
    with house().database.reading() as connection:
        zaak = reading.case(connection, zaak_id).zaak
    policy.check_message(actor(), zaak.gemeente.code, name)
    return render_template(
        "pages/bericht.html",
        zaak=zaak,
        answer=MESSAGES[name],
        fields=_narrowed(fields_of(MESSAGES[name]), zaak),
        posted=request.form.to_dict(flat=False) if refusal else {},
        refusal=refusal,
        invalid=refusal.fields if isinstance(refusal, InvalidForm) else {},
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
