"""Signing in at another organisation, and coming back from there."""

from __future__ import annotations

import hmac
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask import url_for as address_of

from engine.errors import NotFound
from engine.model.aanmelden import Doel, Gebonden, Middel
from engine.service.drempel import hashed
from web import bevestigen, session
from web.door import access
from web.limits import Limiter
from web.oidc import Provider
from web.oidc.claims import NotBelieved, Wie
from web.oidc.provider import Onderweg
from web.session import actor, house, page_of_ours

log = logging.getLogger(__name__)

pages = Blueprint("organisatie", __name__, url_prefix="/aanmelden/organisatie")

#: Departures from one address: each is kept until they come back.
TRIES, WINDOW = 120, timedelta(minutes=10)
#: How long somebody may be away at the provider.
BACK_WITHIN = timedelta(minutes=10)


@pages.get("/<aanbieder>")
@access(everybody=True)
def start(aanbieder: str) -> Any:
    """Send somebody to the provider to sign in."""
    limiter = current_app.extensions.setdefault("organisatie", Limiter(TRIES, WINDOW))
    if not limiter.allows(request.remote_addr or "", house().toegang.sessions.now()):
        abort(429)
    provider = _provider(aanbieder)
    return _send(provider, {"verder": page_of_ours(request.args.get("verder"))}, again=False)


@pages.get("/opnieuw")
@access()
def again() -> Any:
    """Send somebody who is signed in to their provider once more, for exactly one thing."""
    provider = house().providers.find(house().bevestiging.means(actor()).aanbieder)
    if provider is None:
        raise NotFound("aanbieder")
    sha256 = request.args.get("sha256", "")
    what = {"doel": Doel.BEVESTIGEN.value, "zaak_id": "", "sha256": ""}
    if sha256:
        if not bevestigen.is_hash(sha256):
            abort(404)
        zaak_id = request.args.get("zaak", "")[:36]
        what = {"doel": Doel.TEKENEN.value, "zaak_id": zaak_id, "sha256": sha256}
    back = {
        "what": what,
        "taak": request.args.get("taak", "")[:100],
        "sessie": session.sessie().handvat,
    }
    return _send(provider, back, again=True)


@pages.get("/terug")
@access(everybody=True)
def back() -> Any:
    """Somebody comes back: who are they, and what did they go for?"""
    now = house().toegang.sessions.now()
    kept = house().afgesproken.take(request.args.get("state", "")[:100], now)
    same = kept is not None and hmac.compare_digest(
        str(kept["browser"]), hashed(request.cookies.get(session.cookie_name(session.AWAY), ""))
    )
    if kept is None or not same:
        return _refused("state")
    provider = _provider(str(kept["aanbieder"]))
    begun = datetime.fromisoformat(str(kept["begonnen"]))
    once_more = "what" in kept
    try:
        who = provider.finish(
            request.args.get("code", "")[:4096],
            request.args.get("iss"),
            Onderweg(state="", nonce=str(kept["nonce"]), verifier=str(kept["verifier"])),
            now,
            begun if once_more else None,
        )
    except NotBelieved as error:
        return _refused(str(error))
    user = house().gebruikers.meet(who.issuer, who.sub, provider.id, who.naam, who.rollen)
    if user is None:
        return render_template("pages/geen_rol.html", provider=provider), 403
    return _confirmed(kept, user) if once_more else _signed_in(provider, who, user, kept)


@pages.post("/<aanbieder>/afgemeld")
@access(everybody=True, changes=False)
def signed_out(aanbieder: str) -> Response:
    """A provider tells that somebody signed out there (OpenID Connect Back-Channel Logout)."""
    provider = _provider(aanbieder)
    try:
        sub, sid = provider.signed_out(
            request.form.get("logout_token", "")[:20_000], house().toegang.sessions.now()
        )
    except NotBelieved as error:
        log.warning("sign-out elsewhere not believed", extra={"reason": str(error)})
        abort(400)
    user = house().gebruikers.extern(provider.entry.issuer, sub) if sub is not None else None
    if user is not None or sub is None:
        house().sessies.end_extern(user, _sid(provider, sid))
    return Response(status=200)


def _send(provider: Provider, keep: dict[str, Any], *, again: bool) -> Response:
    now = house().toegang.sessions.now()
    address, under_way = provider.begin(now, again=again)
    browser = secrets.token_urlsafe(32)
    house().afgesproken.keep(
        under_way.state,
        {
            **keep,
            "aanbieder": provider.id,
            "nonce": under_way.nonce,
            "verifier": under_way.verifier,
            "browser": hashed(browser),
            "begonnen": now.isoformat(),
        },
        now,
        now + BACK_WITHIN,
    )
    answer: Response = redirect(address, 303)  # type: ignore[assignment]
    return session.send_away(answer, browser)


def _signed_in(provider: Provider, who: Wie, user: str, kept: dict[str, Any]) -> Response | Any:
    secret = house().toegang.admit(
        user, Middel.ORGANISATIE, session.visitor(), extern_sid=_sid(provider, who.sid)
    )
    if secret is None:
        return _refused("account")
    answer: Response = redirect(page_of_ours(str(kept["verder"])), 303)  # type: ignore[assignment]
    return session.begin(answer, secret)


def _confirmed(kept: dict[str, Any], user: str) -> Any:
    """They are the same as before, in the same session: back to exactly what they went for."""
    present = session.present()
    if present is None or present.gebruiker_id != user or present.handvat != kept["sessie"]:
        return _refused("other")
    given = kept["what"]
    what = Gebonden(
        doel=Doel(given["doel"]), zaak_id=str(given["zaak_id"]), sha256=str(given["sha256"])
    )
    house().bevestiging.note_return(present, what)
    target = address_of("beveiliging.confirm")
    if what.doel is Doel.TEKENEN:
        target = address_of("taak.show", zaak_id=what.zaak_id, task_id=kept["taak"])
    return redirect(target, 303)


def _refused(reason: str) -> Any:
    log.warning("sign-in elsewhere not believed", extra={"reason": reason})
    return render_template("pages/niet_aangemeld.html"), 422


def _provider(id: str) -> Provider:
    provider: Provider | None = house().providers.find(id)
    if provider is None:
        raise NotFound(id)
    return provider


def _sid(provider: Provider, sid: str | None) -> str | None:
    """Two providers may use the same name for a session."""
    return f"{provider.id}:{sid}" if sid is not None else None
