"""Looking up an address for a page that stays open meanwhile."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, request

from engine.access import policy
from web.door import access
from web.forms.address import can_look_up, look_up

pages = Blueprint("adres", __name__)


@pages.post("/adressen")
@access(rollen=policy.REPORTERS)
def find() -> Any:
    """What belongs to a postcode and a number, for our own module."""
    if not can_look_up():
        abort(404)
    straat, plaats, told = look_up(
        request.form.get("postcode", ""),
        request.form.get("huisnummer", ""),
        request.form.get("toevoeging", ""),
    )
    return jsonify(straat=straat, plaats=plaats, uitleg=told)


pages.add_app_template_global(can_look_up, "kan_adres_zoeken")
