"""The Flask application: pages, who may open them, headers, errors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, request

from documents import dutch
from engine.law.moments import local
from engine.tasks.labels import label
from web import errors, session, taal
from web.api import vooruitblik
from web.pages import (
    aanmelden,
    archief,
    bericht,
    controle,
    geheim,
    gezondheid,
    logboek,
    melden,
    oefenen,
    papier,
    proces,
    storingen,
    taak,
    taken,
    zaak,
)
from web.session import rule_of
from web.words import TERMIJN

#: More than the longest report with thirty housemates needs.
MAX_POST = 512 * 1024
#: What the server receives at all: the largest file that a page takes, and the form around it.
MAX_BODY = max(MAX_POST, controle.MAX_FILE) + 64 * 1024

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
#: Only over HTTPS does a browser believe it: a year, and no say over other names of the host.
_HTTPS_ONLY = "max-age=31536000"
_PAGES = (
    aanmelden,
    taken,
    melden,
    zaak,
    taak,
    bericht,
    geheim,
    papier,
    archief,
    proces,
    logboek,
    controle,
    gezondheid,
    storingen,
)
_API = (vooruitblik,)


def create_app(house: Any, training: Any = None) -> Flask:
    """The pages of a house.

    Args:
        training: moves the clock, on a house to practise in; pages for that exist only then.
    """
    app = Flask("web", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = MAX_POST
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_POST
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["huisverbod"] = house
    app.jinja_env.filters.update(
        moment=dutch.moment_text,
        kort=dutch.short_text,
        dag=dutch.day_text,
        laatste_dag=_last_day,
        lokaal=local,
        nog=_time_left,
        zin=errors.sentence,
        opsomming=dutch.list_text,
        keuze=label,
    )
    app.jinja_env.globals.update(nu=house.clock.now, demo=house.settings.demo, TERMIJN=TERMIJN)
    taal.register(app)
    session.register(app)
    errors.register(app)
    app.after_request(_protect)
    for module in _PAGES:
        app.register_blueprint(module.pages)
    for module in _API:
        app.register_blueprint(module.operations)
    if training is not None:
        app.extensions["oefening"] = training
        app.register_blueprint(oefenen.pages)
    return app


def routes_table(app: Flask) -> str:
    """Every route with who may open it, for the documentation."""
    lines = ["| route | methods | who |", "|---|---|---|"]
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        methods = ", ".join(sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"}))
        who = "iedereen" if rule.endpoint == "static" else str(rule_of(app, rule.endpoint))
        lines.append(f"| `{rule.rule}` | {methods} | {who} |")
    return "\n".join(lines)


def _last_day(closes: datetime) -> str:
    """The last day of a term of whole days, which closes at the midnight after it."""
    return dutch.weekday_text(local(closes - timedelta(seconds=1)).date())


def _time_left(moment: datetime, now: datetime) -> str:
    """As "nog 9 dagen en 4 uur", "2 uur geleden"."""
    left = moment - now
    words = _duration(abs(left))
    return f"nog {words}" if left > timedelta(0) else f"{words} geleden"


def _duration(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    day_word = "dag" if days == 1 else "dagen"
    minute_word = "minuut" if minutes == 1 else "minuten"
    if days:
        return f"{days} {day_word} en {hours} uur" if hours else f"{days} {day_word}"
    if hours:
        return f"{hours} uur en {minutes} {minute_word}" if minutes else f"{hours} uur"
    return f"{minutes} {minute_word}"


def _protect(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", _HTTPS_ONLY)
    if response.mimetype != "text/css":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
