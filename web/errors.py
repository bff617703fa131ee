"""One table from what went wrong to the page that says so, or to the problem a program reads.

Problems are `application/problem+json` (RFC 9457) with the very words of the page.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from engine.errors import InvalidForm, NotAllowed, NotFound, Reden, Refused, Stale, Unavailable
from web import taal
from web.logs import told

log = logging.getLogger(__name__)

#: What a status is called, and what to do about it.
WORDS = {
    400: ("Dit verzoek klopt niet", "Ga terug, ververs de pagina en probeer het opnieuw."),
    401: ("Niet aangemeld", "Meld u aan; zonder sessie geeft dit adres niets."),
    403: ("Geen toegang", "Uw rol geeft geen toegang tot deze pagina."),
    404: ("Niet gevonden", "Deze pagina bestaat niet, of u heeft er geen toegang toe."),
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
    409: ("Dit kan nu niet", ""),
    413: ("Te groot", "Wat u stuurt is te groot. Maak het kleiner."),
    414: ("Te lang", "Dit adres is te lang. Ga terug en vul minder in."),
    415: ("Dit bestand past hier niet", "Kies een ander soort bestand."),
    422: ("Er klopt iets niet", ""),
    429: (
        "Even wachten",
        "Vanaf uw aansluiting is dit te vaak geprobeerd. Probeer het over tien minuten opnieuw.",
    ),
    500: ("Er ging iets mis", "Uw gegevens zijn niet opgeslagen. Probeer het straks opnieuw."),
    503: ("Even geduld", "Een onderdeel is nog bezig. Ververs deze pagina over een paar seconden."),
}

#: Values of reasons that are words of the code itself.
_OURS = frozenset({"expected", "expected_tags", "fout", "rollen", "veld", "wat", "wie"})

#: After how many seconds trying again makes sense.
_RETRY_AFTER = {429: 600, 503: 5}


def status_of(error: BaseException) -> int:
    """The status a refusal is answered with."""
    for kind, status in (
        (InvalidForm, 422),
        (NotAllowed, 403),
        (Stale, 409),
        (Refused, 409),
        (NotFound, 404),
        (Unavailable, 503),
    ):
        if isinstance(error, kind):
            return status
    return 500


def sentence(reden: Reden) -> str:
    """A reason as people read it, in the language that was chosen.

    Of its values only moments and words of the code are translated, never what somebody typed.
    """
    values = {key: _value(key, value) for key, value in reden.waarden.items()}
    return taal.translated(reden.zin).format_map(values)


def _value(key: str, value: object) -> object:
    if isinstance(value, datetime):
        return taal.moment_text(value)
    return taal.values_text(value) if key in _OURS and isinstance(value, str) else value


def register(app: Flask, away: tuple[type[BaseException], ...]) -> None:
    """Answer every error with a page in plain Dutch.

    Args:
        away: what is raised when the database is away, or too busy; a moment later it may be there.
    """

    def ours(error: Exception) -> Response:
        if isinstance(error, away):
            log.error("the database does not answer\n%s", told(error))
            return _say(503, error)
        return _ours(error)

    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, ours)


def is_for_programs() -> bool:
    """Whether a program asks, not a person with a browser."""
    return request.path.startswith("/api/")


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 - a redirect is no error
        return error
    return _say(status, error)


def _ours(error: Exception) -> Response:
    status = status_of(error)
    if status == 500:  # noqa: PLR2004
        log.error("page failed\n%s", told(error))
    return _say(status, error)


def _say(status: int, error: BaseException) -> Response:
    answer = make_response(
        _problem(status, error) if is_for_programs() else _page(status, error), status
    )
    if status in _RETRY_AFTER:
        answer.headers["Retry-After"] = str(_RETRY_AFTER[status])
    return answer


def _words(status: int) -> tuple[str, str]:
    """What is said of a status; of one without words of its own, whose fault it is."""
    title, advice = WORDS.get(status) or WORDS[400 if status < 500 else 500]  # noqa: PLR2004
    return taal.translated(title), taal.translated(advice)


def _problem(status: int, error: BaseException) -> Response:
    title, advice = _words(status)
    reasons = [sentence(reason) for reason in error.reasons] if isinstance(error, Refused) else []
    content = {"status": status, "title": title, "detail": " ".join([*reasons, advice]).strip()}
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, status, mimetype="application/problem+json")


def _page(status: int, error: BaseException) -> str:
    title, advice = _words(status)
    return render_template(
        "pages/fout.html",
        title=title,
        advice=advice,
        refusal=error if isinstance(error, Refused) else None,
    )
