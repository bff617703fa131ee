"""What templates ask about values that were typed: as a control wants them, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from engine.clock import Clock
from engine.law.moments import local_date
from web import taal
from web.forms import typed
from web.forms.read import Posted, rows
from web.forms.review import one

_ADULT = 18


def register(app: Flask, clock: Clock) -> None:
    """Give templates these words.

    Args:
        clock: tells which day it is, for ages.
    """
    words: dict[str, Any] = {
        "als_dag": _as_day,
        "als_tijd": _as_time,
        "in_woorden": _in_words,
        "komt_twee_keer": _comes_twice,
        "leeftijd": lambda posted, name: _age(posted, name, clock),
        "rijen_van": lambda posted, name: rows(posted, name) or [0],
        "is_ingevuld": _is_filled,
        "is_fout": _is_wrong,
        "meer_bekend": _is_more_known,
    }
    app.jinja_env.globals.update(words)
    app.jinja_env.filters["tijdstip"] = taal.time_text
    app.jinja_env.tests["begins"] = str.startswith


def _as_day(text: str) -> str | None:
    """As a date control wants it; None when it cannot show it, so that the words stay."""
    found = typed.day_of(text)
    return found.isoformat() if found is not None else "" if not text.strip() else None


def _as_time(text: str) -> str | None:
    return typed.time_of(text) if text.strip() else ""


def _in_words(posted: Posted, name: str) -> str:
    moment = typed.spoken(*(one(posted, f"{name}.{part}") for part in ("datum", "tijd", "uur")))
    return taal.moment_text(moment) if moment is not None else ""


def _comes_twice(posted: Posted, name: str) -> bool:
    return typed.comes_twice(one(posted, f"{name}.datum"), one(posted, f"{name}.tijd"))


def _age(posted: Posted, name: str, clock: Clock) -> str:
    birth = typed.born(*(one(posted, f"{name}.{part}") for part in ("dag", "maand", "jaar")))
    years = typed.years_between(birth, local_date(clock.now())) if birth is not None else None
    if years is None:
        return ""
    if years < _ADULT:
        return str(_("%(jaren)s jaar, minderjarig", jaren=years))
    return str(_("%(jaren)s jaar", jaren=years))


def _is_wrong(invalid: Mapping[str, Any], name: str) -> bool:
    """Whether something in a group is wrong, or the group itself."""
    return any(key == name or key.startswith(f"{name}.") for key in invalid)


def _is_more_known(
    posted: Posted, invalid: Mapping[str, Any], start: str, names: Sequence[str]
) -> bool:
    """Whether anything of what is seldom asked was filled in, or is wrong."""
    return any(
        f"{start}{name}" in invalid or one(posted, f"{start}{name}") not in ("", "nl")
        for name in names
    )


def _is_filled(posted: Posted, name: str) -> bool:
    """Whether anything was typed in a group."""
    return any(
        key.startswith(f"{name}.") and any(value.strip() for value in values)
        for key, values in posted.items()
    )
