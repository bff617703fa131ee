"""One table from what went wrong to the page that says so."""

from __future__ import annotations

import logging

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from engine.errors import InvalidForm, NotAllowed, NotFound, Refused, Stale, Unavailable

log = logging.getLogger(__name__)

_WORDS = {
    400: ("Dit verzoek klopt niet", "Ga terug, ververs de pagina en probeer het opnieuw."),
    403: ("Geen toegang", "Uw rol geeft geen toegang tot deze pagina."),
    404: ("Niet gevonden", "Deze pagina bestaat niet, of u heeft er geen toegang toe."),
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
    409: ("Dit kan nu niet", ""),
    413: ("Te groot", "Wat u stuurt is te groot. Maak het kleiner."),
    422: ("Er klopt iets niet", ""),
    429: ("Even wachten", "U heeft dit vaak geprobeerd. Probeer het over tien minuten opnieuw."),
    500: ("Er ging iets mis", "Uw gegevens zijn niet opgeslagen. Probeer het straks opnieuw."),
    503: ("Even geduld", "Een onderdeel is nog bezig. Ververs deze pagina over een paar seconden."),
}


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


def register(app: Flask) -> None:
    """Answer every error with a page in plain Dutch."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _ours)


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 - a redirect is no error
        return error
    return _page(status, error)


def _ours(error: Exception) -> tuple[str, int]:
    status = status_of(error)
    if status == 500:  # noqa: PLR2004
        log.error("page failed", exc_info=error)
    return _page(status, error)


def _page(status: int, error: BaseException) -> tuple[str, int]:
    title, advice = _WORDS.get(status, _WORDS[500])
    return (
        render_template(
            "pages/fout.html",
            title=title,
            advice=advice,
            refusal=error if isinstance(error, Refused) else None,
        ),
        status,
    )
