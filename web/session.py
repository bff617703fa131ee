"""Who is signed in, in which browser, and that a form is of the page that this browser got."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from flask import Response, abort, current_app, g, request, url_for

from engine.model.aanmelden import Bezoeker
from engine.model.gebruikers import Actor
from engine.store.sessies import Sessie
from web import apparaat, taal
from web.limits import origin

#: Besides the cookie of the session: a browser that is known, a sign-in that is not complete.
DEVICE, UNDER_WAY = "-apparaat", "-stap"
#: Comes back with who was sent to a provider.
AWAY = "-elders"


def house() -> Any:
    """The rooms behind the pages."""
    return current_app.extensions["huisverbod"]


def actor() -> Actor:
    """Who is signed in; only on routes that ask for it."""
    who: Actor = g.actor
    return who


def page_of_ours(target: str | None) -> str:
    """The path, if it is a page here that can be opened by its address; else the start page.

    Never a way to another site: browsers read `//`, a backslash or a tab as they please.
    """
    path = (target or "").partition("?")[0]
    adapter = current_app.create_url_adapter(request)
    odd = not target or "//" in path or "\\" in target or not target.isprintable()
    if odd or not path.startswith("/") or adapter is None or not adapter.test(path, "GET"):
        return url_for("taken.start")
    return target or path


def csrf_token() -> str:
    """What a form must carry to be taken: bound to this session, useless in another."""
    return hmac.new((_secret() or under_way()).encode(), b"csrf", hashlib.sha256).hexdigest()


def check_token() -> None:
    """Refuse a form that is not of the page this browser got."""
    if not hmac.compare_digest(request.form.get("csrf", "").encode(), csrf_token().encode()):
        abort(400)


def cookie_name(what: str = "") -> str:
    """With the `__Host-` prefix browsers tie it to this very host, over HTTPS only."""
    return f"__Host-huisverbod{what}" if house().settings.secure_cookies else f"huisverbod{what}"


def visitor() -> Bezoeker:
    """Who asks, as far as can be seen; a browser that was never here gets a name at signing in."""
    if "apparaat" not in g:
        g.apparaat = request.cookies.get(cookie_name(DEVICE)) or secrets.token_urlsafe(32)
    return Bezoeker(
        netwerk=origin(request.remote_addr or ""), apparaat=g.apparaat, soort=_browser()
    )


def recognise() -> Actor | None:
    """Who asks, by the secret in the browser, for as long as this request lasts; None: nobody."""
    found = house().sessies.find(_secret(), _browser()) if _secret() else None
    g.actor, g.sessie = (found.actor, found.sessie) if found is not None else (None, None)
    if found is not None:
        g.taal = found.taal
    return actor() if found is not None else None


def sessie() -> Sessie:
    """The session of who is signed in; only on routes that ask for it."""
    found: Sessie = g.sessie
    return found


def present() -> Sessie | None:
    """The session of who is signed in, on any route; None for somebody who is not."""
    found: Sessie | None = g.sessie
    return found


def begin(response: Response, secret: str) -> Response:
    """Put the session's secret in the browser; whatever stood there before ends."""
    house().sessies.sign_out(_secret())
    found = house().sessies.find(secret)
    taal.keep(response, found and found.taal, secure=house().settings.secure_cookies)
    _keep(response, "", secret)
    _keep(response, DEVICE, str(visitor().apparaat), days=180)
    response.delete_cookie(cookie_name(UNDER_WAY), path="/")
    return response


def renew(response: Response) -> Response:
    """Another secret, for the user said again who they are."""
    if secret := house().sessies.renew(_secret()):
        _keep(response, "", secret)
    return response


def begin_step(response: Response, secret: str) -> Response:
    """Put the secret of a sign-in that is not complete in the browser; it opens no page."""
    return _keep(response, UNDER_WAY, secret)


def send_away(response: Response, browser: str) -> Response:
    """Let the browser that goes to a provider be known when it comes back."""
    return _keep(response, AWAY, browser)


def under_way() -> str:
    """The secret of a sign-in that is not complete; empty when there is none."""
    return request.cookies.get(cookie_name(UNDER_WAY), "")


def end(response: Response) -> Response:
    """Take it away, with whatever the browser kept of us."""
    house().sessies.sign_out(_secret())
    response.delete_cookie(cookie_name(), path="/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def session_left() -> int:
    """How long (s) the session lasts when it is not used."""
    left: int = house().sessies.left(g.sessie)
    return left


def end_others() -> int:
    """End every other session of who is signed in."""
    ended: int = house().sessies.end_others(actor(), _secret())
    return ended


def change_password(password: str) -> None:
    """Another password for who is signed in.

    Raises:
        InvalidForm: it is too easy to guess.
    """
    house().toegang.change_password(actor(), password, _secret())


def _keep(response: Response, what: str, value: str, days: int | None = None) -> Response:
    response.set_cookie(
        cookie_name(what),
        value,
        max_age=days * 86_400 if days is not None else None,
        httponly=True,
        secure=house().settings.secure_cookies,
        # a link in a mail must find its reader signed in; the others only serve our own forms
        samesite="Strict" if what in (DEVICE, UNDER_WAY) else "Lax",
        path="/",
    )
    return response


def _secret() -> str:
    return request.cookies.get(cookie_name(), "")


def _browser() -> str:
    return apparaat.family(request.headers.get("User-Agent", ""))
