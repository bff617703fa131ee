"""What was posted, as the plain values that a form reads. Judging them is the form's own work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from engine.tasks.registry import Answer
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
    return f"{day or ''}T{(time or '').replace('.', ':')}"


def _day(field: Field, posted: Posted, name: str) -> str | None:
    parts = [_one(posted, f"{name}.{part}") for part in ("jaar", "maand", "dag")]
    if not any(parts):
        return None
    year, month, day = (part or "" for part in parts)
    return f"{year}-{month:0>2}-{day:0>2}"


def _group(field: Field, posted: Posted, name: str) -> dict[str, Any] | None:
    prefix = name[: len(name) - len(field.name)]
    values = read_fields(field.fields, posted, prefix)
    if field.required:
        return values
    typed = {each.name.rpartition(".")[2] for each in field.fields if each.default == ""}
    return values if typed & values.keys() else None


def _rows(field: Field, posted: Posted, name: str) -> list[dict[str, Any]]:
    found = []
    for number in rows(posted, name):
        values = read_fields(field.fields, posted, f"{name}.{number}.")
        typed = {each.name for each in field.fields if each.default == "" and each.kind != "keuze"}
        if typed & values.keys():
            found.append(values)
    return found


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
    "rijen": _rows,
    "gronden": _ticked,
    "namen": _ticked,
    "signalen": _signals,
    "oordelen": _judgements,
}
