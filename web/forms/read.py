"""What was posted, as the plain values that a form reads. Judging them is the form's own work.

The page itself asks for two things no other sender of a form is asked: which of two equal hours is
meant, and an answer to what would otherwise be decided by saying nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from engine.errors import InvalidForm, Reden
from engine.tasks.form import parse
from engine.tasks.registry import Answer
from web.forms import typed
from web.forms.fields import Field, alternative, describe

_ROW = re.compile(r"(\d+)\.")

#: Posted names → the values given under them, in order.
Posted = Mapping[str, list[str]]


def read(answer: Answer, posted: Posted) -> dict[str, Any]:
    """The answer as plain values; what was left empty is left out."""
    if answer.discriminator is None:
        return read_fields(describe(answer.alternatives[0]), posted)
    chosen = _one(posted, answer.discriminator)
    form = alternative(answer, chosen)
    if form is None:
        return {answer.discriminator: chosen} if chosen else {}
    values = read_fields(describe(form), posted)
    choice = {"ja": True, "nee": False}.get(chosen or "", chosen)
    return {**values, answer.discriminator: choice}


def answer_of(answer: Answer, posted: Posted, now: datetime) -> dict[str, Any]:
    """The answer as plain values, when the page has nothing to ask first.

    Args:
        now: the moment of recording (UTC), for telling all that is wrong at once.

    Raises:
        InvalidForm: what the page asks, and with it whatever else is wrong.
    """
    values = read(answer, posted)
    form = alternative(answer, _one(posted, answer.discriminator or ""))
    asked = dict(_asked(describe(form), posted, "")) if form is not None else {}
    if asked:
        raise InvalidForm({**_faults(answer, values, now), **asked})
    return values


def check(answer: Answer, posted: Posted, now: datetime) -> None:
    """Say all that is wrong with an answer, without sending it.

    Raises:
        InvalidForm: as a form says it.
    """
    found = _faults(answer, answer_of(answer, posted, now), now)
    if found:
        raise InvalidForm(found)


def _faults(answer: Answer, values: dict[str, Any], now: datetime) -> dict[str, Any]:
    try:
        parse(answer.adapter, values, now, answer.tags)
    except InvalidForm as invalid:
        return dict(invalid.fields)
    return {}


def _asked(
    fields: Iterable[Field], posted: Posted, prefix: str
) -> Iterator[tuple[str, list[Reden]]]:
    """What the page asks: names as an error has them, rows counted without holes."""
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.kind == "moment" and _is_in_doubt(posted, name):
            yield name, [Reden("Dit uur kwam twee keer voor. Kies zomertijd of wintertijd.")]
        elif field.chosen and _one(posted, name) is None:
            yield name, [Reden("Kies ja of nee.")]
        elif field.kind in ("groep", "adres") and _group(field, posted, name) is not None:
            yield from _asked(field.fields, posted, prefix)
        elif field.kind == "rijen":
            for place, row in enumerate(filled_rows(field, posted, name)):
                start = f"{name}.{row}."
                for path, reasons in _asked(field.fields, posted, start):
                    yield f"{name}.{place}.{path.removeprefix(start)}", reasons


def _is_in_doubt(posted: Posted, name: str) -> bool:
    day, time = _one(posted, f"{name}.datum") or "", _one(posted, f"{name}.tijd") or ""
    return typed.comes_twice(day, time) and _one(posted, f"{name}.uur") not in typed.OFFSETS


def filled_rows(field: Field, posted: Posted, name: str) -> list[int]:
    """The numbers of the rows in which something was typed: the ones a form gets to see."""
    return [row for row in rows(posted, name) if _row(field, posted, name, row)]


def read_fields(fields: Iterable[Field], posted: Posted, prefix: str = "") -> dict[str, Any]:
    """Plain values by the last part of each field's name."""
    found: dict[str, Any] = {}
    for field in fields:
        value = _READERS.get(field.kind, _text)(field, posted, f"{prefix}{field.name}")
        if value is not None:
            found[field.name.rpartition(".")[2]] = value
    return found


def rows(posted: Posted, name: str) -> list[int]:
    """The numbers of the rows that were posted for a repeating question."""
    start = f"{name}."
    numbers = {
        int(match[1])
        for key in posted
        if key.startswith(start) and (match := _ROW.match(key[len(start) :]))
    }
    return sorted(numbers)


def _one(posted: Posted, name: str) -> str | None:
    values = posted.get(name) or [""]
    return values[-1].strip() or None


def _text(field: Field, posted: Posted, name: str) -> str | None:
    return _one(posted, name)


def _yes_no(field: Field, posted: Posted, name: str) -> bool | str | None:
    value = _one(posted, name)
    return {"ja": True, "nee": False}.get(value or "", value)


def _moment(field: Field, posted: Posted, name: str) -> str | None:
    day, time = _one(posted, f"{name}.datum"), _one(posted, f"{name}.tijd")
    if day is None and time is None:
        return None
    return typed.moment_of(day or "", time or "", _one(posted, f"{name}.uur") or "")


def _day(field: Field, posted: Posted, name: str) -> str | None:
    parts = [_one(posted, f"{name}.{part}") for part in ("dag", "maand", "jaar")]
    if not any(parts):
        return None
    day, month, year = (part or "" for part in parts)
    found = typed.born(day, month, year)
    return found.isoformat() if found is not None else f"{year}-{month}-{day}?"


def _group(field: Field, posted: Posted, name: str) -> dict[str, Any] | None:
    prefix = name[: len(name) - len(field.name)]
    values = read_fields(field.fields, posted, prefix)
    if field.required:
        return values
    own = {each.name.rpartition(".")[2] for each in field.fields if each.default == ""}
    return values if own & values.keys() else None


def _rows(field: Field, posted: Posted, name: str) -> list[dict[str, Any]]:
    return [
        values
        for number in rows(posted, name)
        if (values := _row(field, posted, name, number)) is not None
    ]


def _row(field: Field, posted: Posted, name: str, number: int) -> dict[str, Any] | None:
    """One row; None when nothing was typed in it."""
    values = read_fields(field.fields, posted, f"{name}.{number}.")
    own = {
        each.name
        for each in field.fields
        if each.default == "" and each.kind != "keuze" and not each.chosen
    }
    return values if own & values.keys() else None


def _ticked(field: Field, posted: Posted, name: str) -> list[str]:
    return list(posted.get(name, []))


def _signals(field: Field, posted: Posted, name: str) -> list[dict[str, Any]]:
    return [
        {
            "item": code,
            **_present("bron", _one(posted, f"{name}.{code}.bron")),
            "betwist": _one(posted, f"{name}.{code}.betwist") == "ja",
        }
        for code in posted.get(name, [])
    ]


def _present(key: str, value: str | None) -> dict[str, str]:
    return {key: value} if value is not None else {}


def _judgements(field: Field, posted: Posted, name: str) -> dict[str, str] | None:
    start = f"{name}."
    found = {
        key[len(start) :]: values[-1]
        for key, values in posted.items()
        if key.startswith(start) and values[-1]
    }
    return found or None


_READERS = {
    "ja_nee": _yes_no,
    "moment": _moment,
    "dag": _day,
    "groep": _group,
    "adres": _group,
    "rijen": _rows,
    "gronden": _ticked,
    "namen": _ticked,
    "signalen": _signals,
    "oordelen": _judgements,
}
