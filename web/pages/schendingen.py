"""What browsers report about our own pages: that something was refused by their security policy.

A report holds the address of a page, with whose case it was about in it, and a piece of the script.
None of that is kept: the name of the page, the rule and a kind of source go to figures and log.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, request
from werkzeug.exceptions import HTTPException

from web.door import access
from web.headers import CSP
from web.limits import Limiter
from web.session import house

pages = Blueprint("schendingen", __name__)
log = logging.getLogger("huisverbod.schending")

#: Bytes of a post, and reports in it that are looked at.
LARGEST, MOST = 16 * 1024, 20
#: Posts of one address within the window: a page that breaks a rule may do so at every step.
POSTS, PER = 60, timedelta(minutes=10)

#: How browsers send them: each at once (CSP 2), or several a while later (the Reporting API). No
#: form can send either, and no script of another site without asking first, which nobody allows.
ONE, SEVERAL = "application/csp-report", "application/reports+json"
_RULES = frozenset(CSP) | {
    *(f"{kind}-src-{part}" for kind in ("script", "style") for part in ("elem", "attr")),
    *(f"{kind}-src" for kind in ("child", "frame", "manifest", "media", "object", "worker")),
}
#: What a browser says instead of an address.
_WORDS = {
    "inline": "inline",
    "eval": "eval",
    "wasm-eval": "eval",
    "trusted-types-policy": "trusted-types",
    "trusted-types-sink": "trusted-types",
    "data": "data",
    "blob": "blob",
    "self": "eigen",
}
OTHER, NOWHERE, EXTENSION = "anders", "elders", "extensie"


@pages.post("/schendingen")
@access(everybody=True, changes=False)
def take() -> Response:
    """Takes reports of a browser; whatever is no report of ours counts for nothing."""
    if request.mimetype not in (ONE, SEVERAL):
        abort(415)
    limiter: Limiter = current_app.extensions.setdefault("schendingen", Limiter(POSTS, PER))
    if not limiter.allows(request.remote_addr or "", house().toegang.sessions.now()):
        abort(429)
    request.max_content_length = LARGEST
    try:
        told = json.loads(request.get_data())
    except (ValueError, RecursionError):
        abort(400)
    for body in _bodies(told):
        _count(body)
    return Response(status=204)


def _bodies(told: Any) -> Iterator[Mapping[str, Any]]:
    """What each report says, as far as it is about a policy."""
    if request.mimetype == ONE:
        found = [told.get("csp-report")] if isinstance(told, dict) else []
    else:
        listed = told[:MOST] if isinstance(told, list) else []
        found = [
            each.get("body")
            for each in listed
            if isinstance(each, dict) and each.get("type") == "csp-violation"
        ]
    yield from (each for each in found if isinstance(each, dict))


def _count(body: Mapping[str, Any]) -> None:
    page = _page(_text(body, "document-uri", "documentURL"))
    if page is None:
        return  # not of ours
    rule = _text(body, "effective-directive", "effectiveDirective", "violated-directive")
    rule = rule.partition(" ")[0]
    rule = rule if rule in _RULES else OTHER
    source = _source(_text(body, "blocked-uri", "blockedURL"))
    house().meters.violations.labels(page, rule, source).inc()
    log.warning(
        "a browser refused something",
        extra={"actie": page, "richtlijn": rule, "geblokkeerd": source},
    )


def _text(body: Mapping[str, Any], *names: str) -> str:
    found = next((body[name] for name in names if isinstance(body.get(name), str)), "")
    return found[:2000]


def _page(address: str) -> str | None:
    """The name of the page of ours with this address; None for what is no page of ours."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc != request.host or not parts.path.startswith("/"):
        return None
    adapter = current_app.url_map.bind(request.host)
    for method in ("GET", "POST"):
        with suppress(HTTPException):
            endpoint, _ = adapter.match(parts.path, method)
            return str(endpoint)
    return OTHER


def _source(address: str) -> str:
    """What kind of thing was refused: never its address."""
    if address in _WORDS:
        return _WORDS[address]
    try:
        parts = urlsplit(address)
    except ValueError:
        return OTHER
    if (parts.scheme or address).endswith("-extension"):
        return EXTENSION
    if parts.scheme in _WORDS:
        return _WORDS[parts.scheme]
    if parts.netloc:
        return "eigen" if parts.netloc == request.host else NOWHERE
    return OTHER
