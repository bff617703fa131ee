"""Asking somebody again who they are, before something is signed or changed at the door."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Response, request, url_for

from engine.errors import InvalidForm, Reden, TooManyTries
from engine.model.aanmelden import Bevestigd, Doel, Gebonden
from engine.service.passkeys import Vraag
from web import session
from web.session import actor, house

_HASH = re.compile("[0-9a-f]{64}")
_WRONG = Reden("Dit wachtwoord klopt niet. Probeer het opnieuw.")
_WRONG_WITH_CODE = Reden("Dit wachtwoord of deze code klopt niet. Wacht op een nieuwe code.")
_WRONG_PASSKEY = Reden("De passkey is niet herkend. Probeer het opnieuw.")
_NOT_YET = Reden("Meld u eerst opnieuw aan bij uw organisatie.")


def signing(zaak_id: str, sha256: str) -> Gebonden:
    """What is confirmed by whoever signs a document of a case."""
    return Gebonden(doel=Doel.TEKENEN, zaak_id=zaak_id, sha256=sha256)


def changing() -> Gebonden:
    """What is confirmed by whoever changes how they sign in, or opens a case in an emergency."""
    return Gebonden(doel=Doel.BEVESTIGEN)


def confirmed(what: Gebonden) -> Bevestigd:
    """By what the form that was sent confirms exactly this; only once.

    Raises:
        InvalidForm: by nothing, or by something that is wrong or was for something else.
    """
    who, rooms = actor(), house().bevestiging
    answer = request.form.get("passkey", "")
    if answer:
        found = rooms.with_passkey(who, what, request.form.get("uitdaging", "")[:100], answer)
        if found is None:
            raise InvalidForm({"passkey": [_WRONG_PASSKEY]})
        return _given(found)
    means = rooms.means(who)
    if means.aanbieder is not None:
        found = rooms.with_return(session.sessie(), what)
        if found is None:
            raise InvalidForm({"organisatie": [_NOT_YET]})
        return _given(found)
    if not means.wachtwoord:
        raise InvalidForm({"passkey": [_WRONG_PASSKEY]})
    wrong = _WRONG_WITH_CODE if means.code else _WRONG
    try:
        found = rooms.with_password(
            who,
            request.form.get("wachtwoord", "")[:1000],
            request.form.get("code", "")[:20],
        )
    except TooManyTries as waits:
        found, wrong = (
            None,
            Reden(
                "Te vaak een verkeerd wachtwoord. Probeer het opnieuw na {op}.", {"op": waits.until}
            ),
        )
    if found is None:
        raise InvalidForm({"wachtwoord": [wrong]})
    return _given(found)


def question(what: Gebonden, taak_id: str = "") -> dict[str, Any]:
    """What `components/bevestigen.html` needs to ask for exactly this.

    Args:
        taak_id: the task from whose page is asked, to come back to.
    """
    means = house().bevestiging.means(actor())
    provider = house().providers.find(means.aanbieder) if means.aanbieder else None
    return {
        "means": means,
        "passkey": means.passkey and is_here(),
        "what": what,
        "provider": provider.naam if provider is not None else None,
        "again": url_for("organisatie.again", zaak=what.zaak_id, taak=taak_id, sha256=what.sha256)
        if provider is not None
        else None,
        "returned": provider is not None
        and house().bevestiging.has_returned(session.sessie(), what),
    }


def is_here() -> bool:
    """Whether the browser is at the address that passkeys are tied to."""
    plek = house().passkeys.plek
    return plek is not None and request.host_url.rstrip("/") == plek.origin


def asked() -> Gebonden | None:
    """What a browser asks a passkey for; None when that is nothing."""
    doel, sha256 = request.form.get("doel", ""), request.form.get("sha256", "")
    if doel == Doel.BEVESTIGEN:
        return changing()
    if doel == Doel.TEKENEN and _HASH.fullmatch(sha256):
        return signing(request.form.get("zaak_id", "")[:36], sha256)
    return None


def is_hash(text: str) -> bool:
    """Whether it is a SHA-256 in hexadecimals."""
    return _HASH.fullmatch(text) is not None


def as_json(vraag: Vraag) -> Response:
    """A question for the browser."""
    text = json.dumps({"handvat": vraag.handvat, "opties": json.loads(vraag.opties)})
    return Response(text, mimetype="application/json")


def _given(found: Any) -> Bevestigd:
    confirmation: Bevestigd = found
    return confirmation
