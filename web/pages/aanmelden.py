"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for

from web import session
from web.limits import Limiter
from web.session import access, house, page_of_ours

pages = Blueprint("aanmelden", __name__)

#: Passwords that may be wrong from one address: enough for an office that shares one, too few to
#: keep the machine busy, for judging a password takes much time and memory on purpose.
TRIES, WINDOW = 30, timedelta(minutes=10)


@pages.get("/aanmelden")
@access(everybody=True)
def sign_in() -> str:
    """The sign-in page."""
    return _page()


@pages.post("/aanmelden")
@access(everybody=True)
def sign_in_now() -> Any:
    """Begin a session, or say the same whatever was wrong."""
    limiter: Limiter = current_app.extensions.setdefault("aanmelden", Limiter(TRIES, WINDOW))
    address = request.remote_addr or ""
    if not limiter.allows(address, house().toegang.sessions.now()):
        abort(429)
    secret = house().toegang.sign_in(
        request.form.get("gebruiker", "")[:200], request.form.get("wachtwoord", "")[:1000]
    )
    if secret is None:
        return _page(failed=True), 422
    limiter.give_back(address)
    return session.begin(redirect(page_of_ours(request.form.get("verder")), 303), secret)  # type: ignore[arg-type]


@pages.post("/afmelden")
@access()
def sign_out() -> Any:
    """End the session."""
    return session.end(redirect(url_for("aanmelden.sign_in"), 303))  # type: ignore[arg-type]


def _page(*, failed: bool = False) -> str:
    return render_template(
        "pages/aanmelden.html",
        failed=failed,
        gebruiker=request.form.get("gebruiker", ""),
        verder=page_of_ours(request.values.get("verder")),
        accounts=house().demo_accounts() if house().settings.demo else (),
    )
