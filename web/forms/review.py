"""An answer read back before it is sent: each question, its answer, where to change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from web import taal
from web.forms import typed
from web.forms.fields import Field
from web.forms.mistakes import anchor_of
from web.forms.read import Posted, filled_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question with its answer; `anchor` is the id of its field. `text` may be empty."""

    title: str
    text: str
    anchor: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that stand under one heading."""

    title: str
    lines: tuple[Line, ...]


def sections(
    groups: Iterable[tuple[str, Sequence[Field]]], posted: Posted, today: date
) -> list[Section]:
    """What was answered, under the headings of the page; each row of a repeating question apart.

    Args:
        today: the day (Amsterdam) on which ages are counted.
    """
    found: list[Section] = []
    for title, fields in groups:
        plain = [field for field in fields if field.kind != "rijen"]
        if plain:
            found.append(Section(title=title, lines=tuple(_of_group(plain, posted, today))))
        for field in fields:
            if field.kind == "rijen":
                found.extend(_of_rows(field, posted, today))
    return found


def _of_group(fields: Iterable[Field], posted: Posted, today: date) -> Iterator[Line]:
    for field in fields:
        inside = field.fields if field.kind in ("groep", "adres") else (field,)
        yield from _lines(inside, posted, "", today)


def _of_rows(field: Field, posted: Posted, today: date) -> Iterator[Section]:
    for number, row in enumerate(filled_rows(field, posted, field.name), 1):
        lines = tuple(_lines(field.fields, posted, f"{field.name}.{row}.", today))
        yield Section(title=f"{field.row or field.title} {number}", lines=lines)


def _lines(fields: Iterable[Field], posted: Posted, prefix: str, today: date) -> Iterator[Line]:
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.kind not in ("groep", "adres"):
            yield _line(field, posted, name, today)
            continue
        inside = [each for each in _lines(field.fields, posted, prefix, today) if each.text]
        if inside:
            text = ", ".join(each.text for each in inside)
            yield Line(title=field.title, text=text, anchor=inside[0].anchor, required=False)


def _line(field: Field, posted: Posted, name: str, today: date) -> Line:
    return Line(
        title=field.title,
        text=_text(field, posted, name, today),
        anchor=anchor_of(field, name),
        required=field.required,
    )


def _text(field: Field, posted: Posted, name: str, today: date) -> str:
    if field.kind == "moment":
        parts = (one(posted, f"{name}.{part}") for part in ("datum", "tijd", "uur"))
        moment = typed.spoken(*parts)
        return taal.moment_text(moment) if moment is not None else ""
    if field.kind == "dag":
        parts = (one(posted, f"{name}.{part}") for part in ("dag", "maand", "jaar"))
        birth = typed.born(*parts)
        return _birth(birth, today) if birth is not None else ""
    value = one(posted, name) or field.default
    return dict(field.choices).get(value, value)


def _birth(birth: date, today: date) -> str:
    years = typed.years_between(birth, today)
    text = taal.day_text(birth)
    return text if years is None else f"{text} ({_('%(jaren)s jaar', jaren=years)})"


def one(posted: Posted, name: str) -> str:
    """The last value under a name, without blanks around it; "" when there is none."""
    return (posted.get(name) or [""])[-1].strip()
