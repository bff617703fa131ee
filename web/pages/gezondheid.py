"""Whether the product runs, for whoever watches it. Says nothing else."""

from __future__ import annotations

from flask import Blueprint

from web.session import access, house

pages = Blueprint("gezondheid", __name__)


@pages.get("/healthz/live")
@access(everybody=True)
def live() -> str:
    """This process answers."""
    return "ok"


@pages.get("/healthz/ready")
@access(everybody=True)
def ready() -> tuple[str, int]:
    """The database answers and has the schema this version needs."""
    try:
        current = house().is_migrated()
    except house().database.errors:
        current = False
    return ("ok", 200) if current else ("not ready", 503)
