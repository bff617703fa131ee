"""The Flask application: pages, who may open them, headers, errors."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask import Flask

from engine.access import policy
from engine.law.moments import local
from engine.tasks.labels import label
from web import aftellen, door, errors, headers, observing, taal, thema, weergave
from web.api import vooruitblik
from web.door import rule_of
from web.forms import words
from web.pages import (
    aanmelden,
    adres,
    afwezigheid,
    agenda,
    archief,
    bericht,
    berichten,
    beveiliging,
    cijfers,
    concept,
    controle,
    geheim,
    gezondheid,
    instellingen,
    kalender,
    logboek,
    melden,
    meldpunt,
    noodtoegang,
    oefenen,
    organisatie,
    overdragen,
    papier,
    proces,
    schendingen,
    sessie,
    storingen,
    taak,
    taken,
    zaak,
    zoeken,
)
from web.pages import weergave as weergave_pages
from web.tracing import NoTraces, Traces
from web.words import GEBEURTENIS, STAND, STATUS, TERMIJN, WORDT

#: More than the longest report with thirty housemates needs.
MAX_POST = 512 * 1024
#: What the server receives at all: the largest file that a page takes, and the form around it.
MAX_BODY = max(MAX_POST, controle.MAX_FILE) + 64 * 1024

_PAGES = (
    aanmelden,
    organisatie,
    beveiliging,
    taken,
    melden,
    zaak,
    taak,
    bericht,
    concept,
    adres,
    sessie,
    geheim,
    papier,
    archief,
    proces,
    kalender,
    agenda,
    cijfers,
    logboek,
    noodtoegang,
    zoeken,
    controle,
    gezondheid,
    instellingen,
    weergave_pages,
    berichten,
    afwezigheid,
    overdragen,
    meldpunt,
    schendingen,
    storingen,
)
_API = (vooruitblik,)


def create_app(house: Any, training: Any = None, traces: Traces | None = None) -> Flask:
    """The pages of a house.

    Args:
        training: moves the clock, on a house to practise in; pages for that exist only then.
        traces: takes note of requests; nothing does unless given.
    """
    app = Flask("web", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = MAX_POST
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_POST
    app.config["MAX_FORM_PARTS"] = door.MAX_FIELDS
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["huisverbod"] = house
    app.jinja_env.filters.update(
        lokaal=local,
        nog=aftellen.time_left,
        dringend=aftellen.urgency,
        zin=errors.sentence,
        keuze=_choice,
    )
    words.register(app, house.clock)
    app.jinja_env.globals.update(ziet_zaken=policy.sees_cases, ziet_cijfers=policy.sees_figures)
    app.jinja_env.globals.update(
        nu=house.clock.now,
        demo=house.settings.demo,
        TERMIJN=TERMIJN,
        STATUS=STATUS,
        STAND=STAND,
        WORDT=WORDT,
        GEBEURTENIS=GEBEURTENIS,
        aftelwoorden=aftellen.words_for_script,
        dringendheid=aftellen.urgency_word,
    )
    taal.register(app)
    weergave.register(app)
    observing.register(app, house.meters, traces or NoTraces())
    door.register(app)
    thema.register(app, house)  # once it is known who is signed in
    errors.register(app, house.database.disconnected)
    berichten.register(app)
    headers.register(app)
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


def _choice(choice: StrEnum) -> str:
    """What a choice is called, in the language that was chosen."""
    return taal.translated(label(choice))
