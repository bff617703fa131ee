"""What is wrong with an answer, by the fields of the page: which, its title, where to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import InvalidForm, Reden, Refused
from web.forms.fields import Field
from web.forms.read import Posted, filled_rows, rows

#: With more choices than this a question is a list to pick from, not a row of buttons.
MOST_BUTTONS = 6
_FIRST_PART = {"moment": ".datum", "dag": ".dag", "gronden": "-1", "namen": "-1", "ja_nee": "-1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One field that has to be mended.

    Attributes:
        name: the field's name on the page, beside which the reasons stand.
        title: what the question is called, with whose it is in a row ("Huisgenoot 2: Achternaam").
        anchor: the id of what to go to: of a group its first field.
    """

    name: str
    title: str
    anchor: str
    reasons: tuple[Reden, ...]


def mistakes_in(
    refusal: Refused | None, fields: Sequence[Field], posted: Posted
) -> tuple[Mistake, ...]:
    """The mistakes of a refused form, in the order of the page; none when it was something else."""
    if not isinstance(refusal, InvalidForm):
        return ()
    found: dict[str, tuple[tuple[int, ...], Mistake]] = {}
    for path, reasons in refusal.fields.items():
        order, name, title, anchor = _place(path, fields, posted)
        known = found[name][1].reasons if name in found else ()
        mistake = Mistake(name=name, title=title, anchor=anchor, reasons=(*known, *reasons))
        found[name] = (order, mistake)
    return tuple(mistake for _, mistake in sorted(found.values(), key=lambda each: each[0]))


def beside(mistakes: Iterable[Mistake]) -> Mapping[str, Sequence[Reden]]:
    """The reasons by the field they stand beside."""
    return {each.name: each.reasons for each in mistakes}


def anchor_of(field: Field, name: str) -> str:
    """The id of the first thing of a question that can be filled in."""
    if field.kind == "keuze" and len(field.choices) <= MOST_BUTTONS:
        return f"{name}-1"
    return name + _FIRST_PART.get(field.kind, "")


def _place(
    path: str, fields: Sequence[Field], posted: Posted, prefix: str = ""
) -> tuple[tuple[int, ...], str, str, str]:
    """Place on the page, name, title and anchor of a path in a form."""
    for place, field in enumerate(fields):
        if path != field.name and not path.startswith(f"{field.name}."):
            continue
        name, rest = f"{prefix}{field.name}", path[len(field.name) + 1 :]
        if rest and field.kind in ("groep", "adres"):
            order, inner, title, anchor = _place(path, field.fields, posted, prefix)
            return (place, *order), inner, title, anchor
        if rest and field.kind == "rijen":
            return _in_a_row(place, field, name, rest, posted)
        if rest and field.kind in ("signalen", "oordelen"):
            return _of_an_item(place, field, name, rest, posted)
        return (place,), name, field.title, anchor_of(field, name)
    return (len(fields),), path, "", path


def _in_a_row(
    place: int, field: Field, name: str, rest: str, posted: Posted
) -> tuple[tuple[int, ...], str, str, str]:
    number, _, inner = rest.partition(".")
    filled = filled_rows(field, posted, name)
    if not number.isdecimal() or int(number) >= len(filled):
        return (place,), name, field.title, name
    row = filled[int(number)]
    shown = rows(posted, name).index(row) + 1
    order, found, title, anchor = _place(inner, field.fields, posted, f"{name}.{row}.")
    whose = f"{field.row or field.title} {shown}"
    return (place, row, *order), found, f"{whose}: {title}" if title else whose, anchor


def _of_an_item(
    place: int, field: Field, name: str, rest: str, posted: Posted
) -> tuple[tuple[int, ...], str, str, str]:
    """Of the annex: its items are posted by their code and judged by their place."""
    if field.kind == "oordelen":
        return (place,), f"{name}.{rest}", f"{field.title} {rest}", f"{name}.{rest}"
    number, _, part = rest.partition(".")
    ticked = posted.get(name, [])
    if not number.isdecimal() or int(number) >= len(ticked):
        return (place,), name, field.title, name
    code = ticked[int(number)]
    found = f"{name}.{code}.{part or 'bron'}"
    title = next((each.title for each in field.fields if each.name == part), field.title)
    return (place, int(number)), found, f"{title} bij {code}", found
