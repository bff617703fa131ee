"""Staying signed in: how long is left, and the mark that forms carry in this session."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from web.door import access
from web.session import csrf_token, session_left

pages = Blueprint("sessie", __name__)


@pages.get("/sessie")
@access()
def show() -> Response:
    """For a page that stayed open while somebody signed in again: what its forms now carry.

    Asking is using: it keeps the session as any page does. No other site can read the answer.
    """
    return jsonify(csrf=csrf_token(), seconden=session_left())


@pages.post("/sessie")
@access()
def stay() -> Response:
    """Stay signed in."""
    return jsonify(seconden=session_left())


@pages.app_template_global()
def sessie_seconden() -> int:
    """How long (s) whoever is signed in stays so without doing anything."""
    return session_left()
