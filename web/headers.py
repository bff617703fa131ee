"""What every answer tells a browser: what it may load, whom it may tell, what it may keep."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, request

#: No inline script or style, nothing from elsewhere, no text that becomes script.
CSP: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
    # where browsers tell what they refused: as older ones do, and as newer ones
    "report-uri": "/schendingen",
    "report-to": "schendingen",
}

#: What no page here needs. Passkeys are left as they are, for this site alone.
_NEVER = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "Reporting-Endpoints": 'schendingen="/schendingen"',
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NEVER),
}
#: Only over HTTPS does a browser believe it: a year, for this name and those under it.
HTTPS_ONLY = "max-age=31536000; includeSubDomains"


def register(app: Flask) -> None:
    """Put them on every answer, errors and files too.

    A view whose page needs more says so in `g.csp`: directives that take the place of those in
    `CSP`, as in `g.csp = {"trusted-types": "default"}`.
    """
    app.after_request(_protect)


def policy(instead: Mapping[str, str]) -> str:
    """The content security policy, with some directives replaced."""
    return "; ".join(f"{name} {value}" for name, value in {**CSP, **instead}.items())


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", policy(g.get("csp", {})))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # a form on a page without referrer says `Origin: null`, which no check can tell from a stranger
    referrer = "same-origin" if response.mimetype == "text/html" else "no-referrer"
    response.headers.setdefault("Referrer-Policy", referrer)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
