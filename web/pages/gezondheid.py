"""Whether the product runs, for whoever watches it. Says nothing else."""

from __future__ import annotations

from flask import Blueprint, Response

from web.session import access, house

pages = Blueprint("gezondheid", __name__)


@pages.get("/healthz/live")
@access(everybody=True)
def live() -> Response:
    """This process answers."""
    return Response("ok", mimetype="text/plain")


@pages.get("/healthz/ready")
@access(everybody=True)
def ready() -> Response:
    """The database answers and has the schema this version needs."""
    try:
        current = house().is_migrated()
    except house().database.errors:
        current = False
    text, status = ("ok", 200) if current else ("not ready", 503)
    return Response(text, status=status, mimetype="text/plain")
