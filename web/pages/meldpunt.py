"""Whom to tell of a weakness in this very installation (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, request

from web.door import access
from web.session import house

pages = Blueprint("meldpunt", __name__)

#: The RFC advises less than a year.
HOLDS = timedelta(days=180)


@pages.get("/.well-known/security.txt")
@access(everybody=True)
def security_txt() -> Response:
    """Who it is, until when that surely holds, and that this is the place to look."""
    contact = house().settings.security_contact
    if contact is None:
        abort(404)
    expires = (house().clock.now() + HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
    ]
    if request.is_secure:
        lines.append(f"Canonical: {request.base_url}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
