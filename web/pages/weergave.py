"""How the pages look for whoever reads them: language and light; and whom they are there for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from web import taal, thema, weergave
from web.session import access, house, page_of_ours

pages = Blueprint("weergave", __name__)

#: How long (s) a browser keeps the choice: a year.
_KEPT = 365 * 24 * 3600


@pages.get("/weergave")
@access(everybody=True)
def show() -> str:
    """Choose a language, and light or dark."""
    return render_template(
        "pages/weergave.html",
        talen=taal.LANGUAGES,
        taal=taal.chosen(),
        keuzes=weergave.CHOICES,
        keuze=weergave.chosen(),
        verder=page_of_ours(request.args.get("verder")),
    )


@pages.post("/weergave")
@access(everybody=True)
def choose() -> Any:
    """Keep the choice in this browser, and go back to where one was."""
    language, colours = request.form.get("taal", ""), request.form.get("kleuren", "")
    if language not in taal.LANGUAGES or colours not in weergave.CHOICES:
        abort(400)
    answer = redirect(page_of_ours(request.form.get("verder")), 303)
    for name, value in ((taal.COOKIE, language), (weergave.COOKIE, colours)):
        answer.set_cookie(
            name,
            value,
            max_age=_KEPT,
            httponly=True,
            secure=house().settings.secure_cookies,
            samesite="Lax",
            path="/",
        )
    return answer


@pages.get("/toegankelijkheid")
@access(everybody=True)
def statement() -> str:
    """The statement that the law asks of a public body (Besluit digitale toegankelijkheid, 3)."""
    return render_template("pages/toegankelijkheid.html")


@pages.get("/thema/<kleur>.css")
@access(everybody=True)
def theme(kleur: str) -> Response:
    """The colours of a municipality, made of its one colour."""
    try:
        content = thema.stylesheet(kleur)
    except ValueError:
        abort(404)
    answer = Response(content, mimetype="text/css")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
