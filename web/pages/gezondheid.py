"""Whether the product runs, for whoever watches it. Says nothing else."""

from __future__ import annotations

from flask import Blueprint, Response

from web.door import access
from web.session import house

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
    return _answer("not ready" if not current else "")


@pages.get("/healthz")
@access(everybody=True)
def health() -> Response:
    """The database answers, and no term has been waiting for more than a minute."""
    return _answer(_late())


@pages.get("/readyz")
@access(everybody=True)
def readiness() -> Response:
    """The same, with the schema that this version needs."""
    try:
        current = house().is_migrated()
    except house().database.errors:
        current = False
    return _answer("not ready" if not current else _late())


def _late() -> str:
    """What is the matter with the terms, or nothing."""
    try:
        state = house().watch.state()
    except house().database.errors:
        return "no database"
    return "late" if state.is_late else ""


def _answer(trouble: str) -> Response:
    return Response(trouble or "ok", status=503 if trouble else 200, mimetype="text/plain")
