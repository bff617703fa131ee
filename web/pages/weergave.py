"""How the pages look for whoever reads them: language and light; and whom they are there for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from web import taal, thema, weergave
from web.door import access
from web.session import actor, house, page_of_ours, present

pages = Blueprint("weergave", __name__)


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
    """Keep the choice in this browser, the language with the account, and go back."""
    language, colours = request.form.get("taal", ""), request.form.get("kleuren", "")
    if language not in taal.LANGUAGES or colours not in weergave.CHOICES:
        abort(400)
    answer = redirect(page_of_ours(request.form.get("verder")), 303)
    secure = house().settings.secure_cookies
    taal.keep(answer, language, secure=secure)
    weergave.keep(answer, colours, secure=secure)
    if present() is not None:
        house().attenderingen.speak(actor(), language)
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
