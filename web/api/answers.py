"""What every operation of the API shares: its place, its version, how an answer is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response

from engine.law.moments import local

#: Of the whole API, in the header `API-Version`; the first number is the one in its paths.
VERSION = "1.0.0"


def blueprint(name: str) -> Blueprint:
    """A group of operations, each of whose answers says which version gave it."""
    operations = Blueprint(f"api_{name}", __name__, url_prefix="/api/v1")
    operations.after_request(_say_version)
    return operations


def answer(content: Mapping[str, object], status: int = 200) -> Response:
    """Content as JSON, its moments as people in the Netherlands count them, with their offset."""
    text = json.dumps(content, ensure_ascii=False, default=_moment)
    return Response(text, status, mimetype="application/json")


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return local(value).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an answer")


def _say_version(response: Response) -> Response:
    response.headers["API-Version"] = VERSION
    return response
