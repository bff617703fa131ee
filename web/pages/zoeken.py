"""Looking for a case. What is typed goes in the body of a form: never in an address or a log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from engine.access import policy
from engine.access.policy import Part
from engine.errors import InvalidForm
from engine.model.gebruikers import Rol
from engine.model.zaak import Status
from engine.service.zoeken import FIELDS, FILTERS
from engine.store.reading import takenlijst
from web import errors
from web.door import access
from web.limits import Limiter
from web.session import actor, house

pages = Blueprint("zoeken", __name__)

#: Who sees cases may look for them.
SEEKERS = tuple(rol for rol in Rol if Part.KERN in policy.VISIBLE[rol])
#: Enough for somebody at work, too few to go through a street or a class of names.
TRIES, WINDOW = 60, timedelta(minutes=10)
_PAGES = 5


@pages.get("/zoeken")
@access(rollen=SEEKERS)
def form() -> str:
    """The question, empty."""
    return _page({})


@pages.post("/zoeken")
@access(rollen=SEEKERS)
def find() -> Any:
    """What answers to it, a page at a time; each leaves its lines in the access log."""
    limiter: Limiter = current_app.extensions.setdefault("zoeken", Limiter(TRIES, WINDOW))
    if not limiter.allows(actor().id, house().clock.now()):
        abort(429)
    asked = {
        name: request.form.get(name, "").replace("\0", "").strip() for name in (*FIELDS, *FILTERS)
    }
    page = request.form.get("pagina", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) <= _PAGES else 1
    try:
        found, pages_ = house().zoeken.find(actor(), asked, number, str(request.endpoint))
    except InvalidForm as refusal:
        return _page(asked, refusal=refusal), errors.status_of(refusal)
    return _page(asked, found=found, page=min(max(number, 1), pages_), pages_=pages_)


def _page(asked: dict[str, str], **more: Any) -> str:
    sees = sorted(each for each in actor().gemeenten if policy.capacity(actor(), each))
    with house().database.reading() as connection:
        gemeenten = takenlijst.gemeente_names(connection, sees)
    return render_template(
        "pages/zoeken.html",
        asked=asked,
        gemeenten=gemeenten,
        statussen=[each.value for each in Status if each is not Status.GEWIST],
        **{"found": None, "refusal": None, "page": 1, "pages_": 1, **more},
    )
