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
    """The database answers and has a schema this version can work with.

    A newer one that only added things will do, so that machines can be upgraded one by one.
    """
    try:
        current = house().fits()
    except house().database.errors:
        current = False
    text, status = ("ok", 200) if current else ("not ready", 503)
    return Response(text, status=status, mimetype="text/plain")
