"""Starting a report: filling it in, in one go or in several, reading it back, sending it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from engine.access import policy
from engine.errors import InvalidForm, NotFound, Reden, Refused, Stale
from engine.law.moments import local_date
from engine.model.concept import MELDING, Concept, Plek
from engine.store.reading import takenlijst
from engine.tasks.registry import MESSAGES
from web import errors
from web.door import access
from web.forms import address, draft
from web.forms import read as posted_values
from web.forms.fields import Field, fields_of
from web.forms.mistakes import beside, mistakes_in
from web.forms.read import Posted
from web.forms.review import one, sections
from web.forms.rows import newest, rearranged
from web.session import actor, house

pages = Blueprint("melden", __name__)

_REPORT = MESSAGES[MELDING]


@pages.get("/melden")
@pages.get("/melden/<concept_id>")
@access(rollen=policy.REPORTERS)
def form(concept_id: str | None = None) -> Any:
    """The form, with what was typed before; a new report gets an address to come back to."""
    if concept_id is None:
        return redirect(url_for("melden.form", concept_id=str(uuid.uuid4())), 303)
    return _unless_sent(concept_id, lambda: _page(concept_id))


@pages.post("/melden/<concept_id>")
@access(rollen=policy.REPORTERS)
def fill(concept_id: str) -> Any:
    """Add or take away a housemate, look an address up, or go on to reading it back."""
    _check_id(concept_id)
    posted: Posted = request.form.to_dict(flat=False)
    if (changed := rearranged(posted)) is not None:
        return _page(concept_id, changed, fresh=newest(posted))
    if one(posted, "zoek"):
        changed, told = _looked_up(posted)
        return _page(concept_id, changed, told=told)
    try:
        posted_values.check(_REPORT, posted, house().clock.now())
        draft.keep(_REPORT, _place(concept_id), posted, concept_id)
    except Stale:
        there = house().concepten.find(actor(), _place(concept_id))
        refusal = Stale(
            Reden(
                "Op een ander apparaat is intussen iets anders bewaard. Gaat u hier toch verder, "
                "dan geldt wat hier staat."
            )
        )
        return _page(concept_id, posted, refusal, there.versie if there else 0), 409
    except Refused as refusal:
        return _page(concept_id, posted, refusal), errors.status_of(refusal)
    return redirect(url_for("melden.review", concept_id=concept_id), 303)


@pages.get("/melden/<concept_id>/controle")
@access(rollen=policy.REPORTERS)
def review(concept_id: str) -> Any:
    """The answers, before they are sent."""

    def show() -> Any:
        kept = house().concepten.find(actor(), _place(concept_id))
        if kept is None:
            return redirect(url_for("melden.form", concept_id=concept_id), 303)
        return _answers(kept)

    return _unless_sent(concept_id, show)


@pages.post("/melden/<concept_id>/controle")
@access(rollen=policy.REPORTERS)
def report(concept_id: str) -> Any:
    """Start the case; pressed twice, there is one."""

    def start() -> Any:
        kept = house().concepten.find(actor(), _place(concept_id))
        if kept is None:
            return redirect(url_for("melden.form", concept_id=concept_id), 303)
        if kept.versie != draft.version_posted():
            changed = Reden("Deze antwoorden zijn intussen gewijzigd. Lees ze opnieuw.")
            return _answers(kept, Stale(changed)), 409
        posted = _lists(kept)
        try:
            answer = posted_values.answer_of(_REPORT, posted, house().clock.now())
            outcome = house().road.report(actor(), answer, concept_id)
        except InvalidForm as refusal:
            return _page(concept_id, posted, refusal, kept.versie), errors.status_of(refusal)
        except Refused as refusal:
            return _answers(kept, refusal), errors.status_of(refusal)
        return redirect(url_for("zaak.show", zaak_id=outcome.zaak_id), 303)

    return _unless_sent(concept_id, start)


def _unless_sent(concept_id: str, show: Callable[[], Any]) -> Any:
    """What `show` says, or the case when this report was sent already."""
    _check_id(concept_id)
    sent = house().concepten.sent(actor(), concept_id)
    return show() if sent is None else redirect(url_for("zaak.show", zaak_id=sent), 303)


def _check_id(concept_id: str) -> None:
    if not draft.is_id(concept_id):
        raise NotFound(concept_id)


def _place(concept_id: str) -> Plek:
    return Plek(formulier=MELDING, plek=concept_id)


def _page(
    concept_id: str,
    posted: Posted | None = None,
    refusal: Refused | None = None,
    versie: int | None = None,
    *,
    told: str = "",
    fresh: str = "",
) -> str:
    url = url_for("concept.melding", concept_id=concept_id)
    kept = draft.of_page(_REPORT, _place(concept_id), url, refused=posted is not None)
    assert kept is not None  # noqa: S101 - a report has something to type
    if versie is not None:
        kept = draft.at_version(kept, versie)
    shown = kept.posted if posted is None else posted
    mistakes = mistakes_in(refusal, fields_of(_REPORT), shown)
    return render_template(
        "pages/melden.html",
        action=url_for("melden.fill", concept_id=concept_id),
        groups=_groups(),
        posted=shown,
        refusal=refusal,
        mistakes=mistakes,
        invalid=beside(mistakes),
        concept=kept,
        told=told,
        fresh=fresh,
    )


def _answers(kept: Concept, refusal: Refused | None = None) -> str:
    return render_template(
        "pages/controle_antwoorden.html",
        sections=sections(_groups(), _lists(kept), local_date(house().clock.now())),
        form=url_for("melden.form", concept_id=kept.plek),
        concept=kept,
        refusal=refusal,
    )


def _groups() -> list[tuple[str, list[Field]]]:
    """The questions under their headings; with the municipalities to which one may report."""
    who = actor()
    gemeenten = sorted(
        gemeente
        for gemeente in who.gemeenten
        if policy.role_for(who, gemeente, policy.REPORTERS) is not None
    )
    with house().database.reading() as connection:
        names = tuple(takenlijst.gemeente_names(connection, gemeenten))
    fields = {field.name: field for field in fields_of(_REPORT)}
    fields["gemeente"] = fields["gemeente"].offering(names)
    return [
        (_("De melding"), _named(fields, "gemeente", "bron", "registratienummer")),
        (_("De woning"), _named(fields, "locatie", "binnengetreden_op")),
        (
            _("Wat er gebeurde"),
            _named(fields, "incident_op", "aanleiding", "kindermishandeling", "eergerelateerd"),
        ),
        (_("Om wie het gaat"), _named(fields, "betrokkene", "woont_in_woning")),
        ("", _named(fields, "huisgenoten")),
        # a question that nobody gave a place is asked all the same
        (_("Verder"), list(fields.values())),
    ]


def _named(fields: dict[str, Field], *names: str) -> list[Field]:
    """Take these questions out of what is left."""
    return [fields.pop(name) for name in names]


def _looked_up(posted: Posted) -> tuple[dict[str, list[str]], str]:
    """What was posted with street and town of the home, and what is told about them."""
    place = "locatie"
    parts = (one(posted, f"{place}.{part}") for part in ("postcode", "huisnummer", "toevoeging"))
    straat, plaats, told = address.look_up(*parts) if address.can_look_up() else ("", "", "")
    found = {"straat": straat, "plaats": plaats}
    changed = {f"{place}.{part}": [text] for part, text in found.items() if text}
    return {**{name: list(values) for name, values in posted.items()}, **changed}, told


def _lists(kept: Concept) -> Posted:
    return {name: list(values) for name, values in kept.inhoud.items()}
