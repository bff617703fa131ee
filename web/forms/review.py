"""An answer read back before it is sent: each question, its answer, where to change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents import dutch
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
    """Questions that belong together; without a title those that stand by themselves."""

    title: str
    lines: tuple[Line, ...]


def sections(fields: Sequence[Field], posted: Posted) -> list[Section]:
    """What was answered, in the order of the page."""
    found: list[Section] = []
    loose: list[Line] = []
    for field in fields:
        if field.kind not in ("groep", "adres", "rijen"):
            loose.append(_line(field, posted, field.name))
            continue
        if loose:
            found.append(Section(title="", lines=tuple(loose)))
            loose = []
        found.extend(_grouped(field, posted))
    if loose:
        found.append(Section(title="", lines=tuple(loose)))
    return found


def _grouped(field: Field, posted: Posted) -> Iterable[Section]:
    if field.kind != "rijen":
        yield Section(title=field.title, lines=tuple(_lines(field.fields, posted, "")))
        return
    for number, row in enumerate(filled_rows(field, posted, field.name), 1):
        lines = tuple(_lines(field.fields, posted, f"{field.name}.{row}."))
        yield Section(title=f"{field.row or field.title} {number}", lines=lines)


def _lines(fields: Iterable[Field], posted: Posted, prefix: str) -> Iterable[Line]:
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.kind not in ("groep", "adres"):
            yield _line(field, posted, name)
            continue
        inside = [each for each in _lines(field.fields, posted, prefix) if each.text]
        if inside:
            text = ", ".join(each.text for each in inside)
            yield Line(title=field.title, text=text, anchor=inside[0].anchor, required=False)


def _line(field: Field, posted: Posted, name: str) -> Line:
    return Line(
        title=field.title,
        text=_text(field, posted, name),
        anchor=anchor_of(field, name),
        required=field.required,
    )


def _text(field: Field, posted: Posted, name: str) -> str:
    if field.kind == "moment":
        parts = (one(posted, f"{name}.{part}") for part in ("datum", "tijd", "uur"))
        moment = typed.spoken(*parts)
        return dutch.moment_text(moment) if moment is not None else ""
    if field.kind == "dag":
        parts = (one(posted, f"{name}.{part}") for part in ("dag", "maand", "jaar"))
        birth = typed.born(*parts)
        return dutch.day_text(birth) if birth is not None else ""
    value = one(posted, name) or field.default
    return dict(field.choices).get(value, value)


def one(posted: Posted, name: str) -> str:
    """The last value under a name, without blanks around it; "" when there is none."""
    return (posted.get(name) or [""])[-1].strip()
