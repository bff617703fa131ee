"""Drafts: kept while somebody types, kept by a button, thrown away, and listed to go on with.

A draft is seen by nobody but who typed it: it is found by the user who asks, never by its id alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from engine.access import policy
from engine.access.policy import Part
from engine.errors import NotFound, NotWaiting, Reden, Refused, Stale
from engine.model.concept import MELDING, Concept, Plek
from engine.model.gebruikers import Rol
from engine.store.reading import zaak as reading
from engine.tasks.registry import MESSAGES, TASKS, Answer
from web import errors, taal
from web.door import access
from web.forms import draft
from web.forms.read import Posted
from web.forms.review import one
from web.session import actor, house, session_left

pages = Blueprint("concept", __name__)


class Begun(NamedTuple):
    """A report that was begun, for the start page; `wat`: about whom and where, as typed so far."""

    url: str
    wat: str
    concept: Concept


@pages.post("/melden/<concept_id>/concept")
@access(rollen=policy.REPORTERS)
def melding(concept_id: str) -> Any:
    """Keep or discard the draft of a report."""
    if not draft.is_id(concept_id):
        raise NotFound(concept_id)
    return _done(MESSAGES[MELDING], Plek(formulier=MELDING, plek=concept_id), concept_id)


@pages.post("/zaken/<zaak_id>/taken/<task_id>/concept")
@access(part=Part.KERN)
def taak(zaak_id: str, task_id: str) -> Any:
    """Keep or discard the draft of a task."""
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_id)
    task = record.tasks.get(task_id)
    if task is None:
        gone = Reden("Deze taak is niet meer open. Bekijk waar de zaak staat.")
        return _refused(NotWaiting(gone))
    rollen = tuple(Rol(rol) for rol in task.rollen)
    policy.check_task(actor(), record.zaak.gemeente.code, task.taak, rollen)
    where = Plek(formulier=f"taak:{task.taak}", plek=task_id, zaak_id=zaak_id)
    return _done(TASKS[task.taak], where, None)


@pages.post("/zaken/<zaak_id>/berichten/<name>/concept")
@access(part=Part.KERN)
def bericht(zaak_id: str, name: str) -> Any:
    """Keep or discard the draft of a message."""
    if name not in MESSAGES or name == MELDING:
        raise NotFound(name)
    with house().database.reading() as connection:
        gemeente = reading.case(connection, zaak_id).zaak.gemeente.code
    policy.check_message(actor(), gemeente, name)
    where = Plek(formulier=f"bericht:{name}", plek=zaak_id, zaak_id=zaak_id)
    return _done(MESSAGES[name], where, draft.mark_posted())


@pages.app_template_global()
def mijn_concepten() -> list[Begun]:
    """The reports that whoever is signed in has begun."""
    return [
        Begun(url_for("melden.form", concept_id=each.plek), _about(each), each)
        for each in house().concepten.reports(actor())
    ]


def _about(concept: Concept) -> str:
    posted = {name: list(values) for name, values in concept.inhoud.items()}
    names = ("voornamen", "tussenvoegsel", "achternaam")
    who = " ".join(filter(None, (one(posted, f"betrokkene.{name}") for name in names)))
    where = " ".join(filter(None, (one(posted, f"locatie.{n}") for n in ("straat", "huisnummer"))))
    return ", ".join(filter(None, (who, where)))


def _done(answer: Answer, where: Plek, mark: str | None) -> Any:
    if not draft.can_be_kept(answer):
        raise NotFound(where.formulier)
    posted = request.form.to_dict(flat=False)
    if one(posted, "doe") == "weggooien":
        house().concepten.discard(actor(), where)
        return redirect(_back(where), 303)
    try:
        kept = draft.keep(answer, where, posted, mark)
    except Stale as stale:
        return _conflict(answer, where, posted, stale)
    except Refused as refusal:
        return _refused(refusal)
    if not _asks_for_data():
        return redirect(_back(where), 303)
    return jsonify(
        versie=kept.versie,
        tijd=taal.time_text(kept.op),
        seconden=session_left(),
    )


def _conflict(answer: Answer, where: Plek, posted: Posted, stale: Stale) -> Any:
    """Another device kept something else: whoever typed this chooses, and loses nothing unseen."""
    there = house().concepten.find(actor(), where)
    versie = there.versie if there is not None else 0
    if _asks_for_data():
        return make_response(jsonify(fout=errors.sentence(stale.reasons[0]), versie=versie), 409)
    page = render_template(
        "pages/concept.html",
        refusal=stale,
        there=there,
        versie=versie,
        posted=draft.part_to_keep(answer, posted),
        back=_form(where),
    )
    return page, 409


def _refused(refusal: Refused) -> Any:
    if not _asks_for_data():
        raise refusal
    reasons = [reason for each in getattr(refusal, "fields", {}).values() for reason in each]
    text = " ".join(errors.sentence(reason) for reason in reasons or refusal.reasons)
    answer: Response = make_response(jsonify(fout=text), errors.status_of(refusal))
    return answer


def _asks_for_data() -> bool:
    """Whether our own module asks, and not somebody who pressed a button."""
    return request.accept_mimetypes.best == "application/json"


def _back(where: Plek) -> str:
    """Where somebody goes who stops for now."""
    if where.zaak_id is None:
        return url_for("taken.start")
    return url_for("zaak.show", zaak_id=where.zaak_id)


def _form(where: Plek) -> str:
    """The page of the form itself."""
    kind, _, name = where.formulier.partition(":")
    if kind == "taak":
        return url_for("taak.show", zaak_id=where.zaak_id, task_id=where.plek)
    if kind == "bericht":
        return url_for("bericht.form", zaak_id=where.zaak_id, name=name)
    return url_for("melden.form", concept_id=where.plek)
