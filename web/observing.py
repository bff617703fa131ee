"""Every request leaves one line in the log, a figure, and a trace where those are wanted.

The line says who (an opaque id), from where, did what, to which case, with what result, and how
long it took. Addresses on our side hold no personal data; what stands behind a question mark in
one is left out all the same.
"""

from __future__ import annotations

import logging
import time
import uuid

from flask import Flask, Response, g, request

from web.meters import Meters
from web.tracing import Traces

log = logging.getLogger("huisverbod.verzoek")

#: Asked every few seconds, by machines.
_QUIET = frozenset({"static", "gezondheid.live", "gezondheid.ready"})
#: Where whoever asked reads under which number the log knows it.
HEADER = "X-Request-ID"


def register(app: Flask, meters: Meters, traces: Traces) -> None:
    """Measure each request from its first moment to its answer."""

    def begin() -> None:
        g.begun = time.perf_counter()
        g.verzoek = uuid.uuid4().hex
        g.trace = traces.begin(request.method, _route())

    def end(response: Response) -> Response:
        if "begun" not in g:
            return response  # refused before anything of ours saw it
        seconds = time.perf_counter() - g.begun
        page = request.endpoint or "none"
        meters.requests.labels(page, request.method, f"{response.status_code // 100}xx").observe(
            seconds
        )
        traces.end(g.trace, response.status_code)
        response.headers[HEADER] = g.verzoek
        if page not in _QUIET:
            log.info("%s %s", request.method, _route(), extra=_line(response, seconds))
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)


def _route() -> str:
    """The address as it is declared, without what was filled in."""
    return request.url_rule.rule if request.url_rule is not None else "-"


def _line(response: Response, seconds: float) -> dict[str, object]:
    who = g.get("actor")
    line: dict[str, object] = {
        "verzoek": g.verzoek,
        "actie": request.endpoint or "-",
        "methode": request.method,
        "resultaat": response.status_code,
        "herkomst": request.remote_addr or "-",
        "wie": who.id if who is not None else "-",
        "ms": round(seconds * 1000, 1),
    }
    zaak_id = (request.view_args or {}).get("zaak_id", "")
    return {**line, "zaak_id": zaak_id} if _is_id(zaak_id) else line


def _is_id(text: str) -> bool:
    """Whether it is an id of ours: whatever else somebody typed stays out of the log."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
