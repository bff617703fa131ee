"""Light or dark, as somebody chose it for this browser; else as their device has it."""

from __future__ import annotations

from flask import Flask, request
from werkzeug import Response

COOKIE = "kleuren"
#: How long (s) a browser keeps the choice: a year.
KEPT = 365 * 24 * 3600
#: What can be chosen; each is the class that the page gets.
CHOICES = ("systeem", "licht", "donker")


def register(app: Flask) -> None:
    """Let templates know the choice, from the server: nothing flashes."""
    app.jinja_env.globals["kleuren"] = chosen


def chosen() -> str:
    """The choice of this browser."""
    asked = request.cookies.get(COOKIE, "")
    return asked if asked in CHOICES else CHOICES[0]


def keep(response: Response, colours: str, *, secure: bool) -> None:
    """Let this browser remember the choice."""
    response.set_cookie(
        COOKIE, colours, max_age=KEPT, httponly=True, secure=secure, samesite="Lax", path="/"
    )
