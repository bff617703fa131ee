"""Having a decision checked: by its code or as a file, without an account and without a name."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from engine.service.controle import read_code
from web.limits import Limiter
from web.session import access, house

pages = Blueprint("controle", __name__)

#: A decision with its signatures and evidence is far smaller.
MAX_FILE = 4 * 1024 * 1024
#: Enough for somebody who checks a stack of papers, too few to try codes.
TRIES, WINDOW = 20, timedelta(minutes=10)


@pages.get("/controle")
@access(everybody=True)
def by_code() -> Any:
    """The question, or the answer about a code: the QR code on a decision comes here."""
    typed = request.args.get("code", "")[:60]
    if not typed:
        return _page()
    _count()
    code = read_code(typed)
    if code is None:
        return _page(typed=typed, wrong="code"), 422
    found = house().controle.by_code(code)
    return _page(typed=code, found=found, unknown=found is None)


@pages.post("/controle")
@access(everybody=True, changes=False)
def by_file() -> Any:
    """The answer about a file that somebody holds; it is looked at and not kept."""
    request.max_content_length = MAX_FILE
    _count()
    upload = request.files.get("bestand")
    content = upload.read() if upload is not None else b""
    if not content.startswith(b"%PDF-"):
        return _page(wrong="bestand"), 422
    found = house().controle.by_hash(hashlib.sha256(content).hexdigest())
    verdict = house().documents.verify(content) if found is None else None
    return _page(found=found, verdict=verdict, exact=found is not None)


def _count() -> None:
    limiter: Limiter = current_app.extensions.setdefault("controle", Limiter(TRIES, WINDOW))
    if not limiter.allows(request.remote_addr or "", house().clock.now()):
        abort(429)


def _page(**more: Any) -> str:
    return render_template(
        "pages/controle.html",
        **{
            "typed": "",
            "wrong": "",
            "found": None,
            "unknown": False,
            "verdict": None,
            "exact": False,
            **more,
        },
    )
