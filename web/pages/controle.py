"""Having a decision checked: by its code or as a file, without an account and without a name."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

from flask import Blueprint, abort, current_app, make_response, render_template, request

from engine.service.controle import read_code
from web.door import access
from web.limits import Limiter
from web.session import house

pages = Blueprint("controle", __name__)

#: A decision with its signatures and evidence is far smaller.
MAX_FILE = 4 * 1024 * 1024
#: Enough for somebody who checks a stack of papers, too few to try codes.
TRIES, WINDOW = 20, timedelta(minutes=10)
#: Files looked into at the same time. Each holds one of the threads by which orders are imposed.
AT_ONCE = 3
RETRY_AFTER = 30


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
    content = b""
    if upload is not None:
        content = upload.read()
        upload.close()  # a large one was put on disk, which goes with it
    if not content.startswith(b"%PDF-"):
        return _page(wrong="bestand"), 422
    found = house().controle.by_hash(hashlib.sha256(content).hexdigest())
    if found is not None:
        return _page(found=found, exact=True)
    verdict = _verdict(content)
    if verdict is None:
        busy = make_response(_page(wrong="druk"), 503)
        busy.headers["Retry-After"] = str(RETRY_AFTER)
        return busy
    # a root that is believed may be the whole country's: only who signs here signs a decision
    signers = house().controle.signers(verdict.vingerafdruk) if verdict.vingerafdruk else []
    return _page(verdict=verdict, signers=signers)


def _verdict(content: bytes) -> Any:
    """What is to be said about the signature in a file; None when too many others are looked at."""
    turns: BoundedSemaphore = current_app.extensions.setdefault(
        "controle-bestanden", BoundedSemaphore(AT_ONCE)
    )
    if not turns.acquire(blocking=False):
        return None
    try:
        verdict = house().documents.verify(content, house().clock.now())
    finally:
        turns.release()
    return None if verdict.finding.value == "busy" else verdict


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
            "signers": [],
            "exact": False,
            **more,
        },
    )
