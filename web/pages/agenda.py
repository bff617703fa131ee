"""My calendar in my own diary: a secret address, and what is found there."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)

from engine.access import policy
from engine.access.policy import Part
from engine.model.gebruikers import Actor
from engine.model.inzage import Inzage, Soort
from engine.store.reading import kalender as reading
from web import calendar_feed
from web.door import access, see
from web.limits import Limiter
from web.session import actor, house
from web.words import TERMIJN_KORT

pages = Blueprint("agenda", __name__)

#: What a diary shows: from so long ago, and so far ahead.
BEFORE, AHEAD = timedelta(days=14), timedelta(days=60)
MOST = 500
#: A diary looks a few times an hour; who guesses addresses tries more often. Addresses that exist
#: are counted by themselves, for many diaries may ask from one machine of their provider.
FETCHES, GUESSES, WINDOW = 30, 20, timedelta(minutes=10)


@pages.get("/mijn-agenda")
@access()
def show() -> str:
    """Whether I have a calendar, and what it is for."""
    return _page()


@pages.post("/mijn-agenda/maken")
@access()
def make() -> str:
    """A calendar at a new address, which is shown here and never again."""
    secret = house().agenda.make(actor())
    return _page(address=url_for("agenda.feed", geheim=secret, _external=True))


@pages.post("/mijn-agenda/intrekken")
@access()
def revoke() -> Any:
    """No calendar any more: its address answers nobody."""
    house().agenda.revoke(actor())
    return redirect(url_for("agenda.show"), 303)


@pages.get("/agenda/<geheim>.ics")
@access(everybody=True)
def feed(geheim: str) -> Response:
    """The calendar at a secret address, as its owner may see it now."""
    guesses, fetches = _limiters()
    now, address = house().clock.now(), request.remote_addr or ""
    if not guesses.allows(address, now):
        abort(429)
    who = house().agenda.whose(geheim)
    if who is None:
        abort(404)
    guesses.give_back(address)
    if not fetches.allows(hashlib.sha256(geheim.encode()).hexdigest(), now):
        abort(429)
    see(who.gemeenten)
    content = _calendar(who)
    digest, since = house().agenda.fetched(who, content)
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="huisverbod.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(digest)
    answer.last_modified = since
    answer.make_conditional(request)
    if answer.status_code == 200:  # noqa: PLR2004 - what is as it was shows nothing
        _note(who)
    return answer


def _page(address: str | None = None) -> str:
    return render_template(
        "pages/mijn_agenda.html", mine=house().agenda.of(actor()), address=address
    )


def _calendar(who: Actor) -> bytes:
    now = house().clock.now()
    sees = [each for each in who.gemeenten if Part.TERMIJNEN in policy.parts_for(who, each)]
    with house().database.reading() as connection:
        terms = reading.terms(
            connection, sees, TERMIJN_KORT, now - BEFORE, now + AHEAD, MOST, only_open=False
        )
        tasks = reading.tasks(connection, who, now + AHEAD, MOST)
    return calendar_feed.calendar((*terms, *tasks))


def _note(who: Actor) -> None:
    """A line in the access log for each municipality of which there may be something in it."""
    roles = {each: policy.capacity(who, each, Part.TERMIJNEN) for each in sorted(who.gemeenten)}
    lines = [
        Inzage(
            op=house().clock.now(),
            gebruiker=who.id,
            rol=rol.value,
            gemeente=gemeente,
            soort=Soort.UITGEVOERD,
            doel=policy.DUTY[rol],
            route=str(request.endpoint),
        )
        for gemeente, rol in roles.items()
        if rol is not None
    ]
    if lines:
        house().inzagen.note(lines)


def _limiters() -> tuple[Limiter, Limiter]:
    """Guesses by address and fetches by calendar, counted as long as this process lives."""
    found: tuple[Limiter, Limiter] = current_app.extensions.setdefault(
        "agenda", (Limiter(GUESSES, WINDOW), Limiter(FETCHES, WINDOW))
    )
    return found
