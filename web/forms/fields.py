"""A form's declaration as plain field descriptions, for templates to arrange."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from engine.tasks.form import Form
from engine.tasks.labels import label
from engine.tasks.melding import AdresForm
from engine.tasks.registry import Answer
from web import taal

#: Answers that say yes or no.
YES_NO = (("ja", "Ja"), ("nee", "Nee"))
#: Between choices for which a question is asked.
OR = " of "


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    Attributes:
        name: dotted path in the answer ("betrokkene.voornamen").
        kind: regel, tekst, moment, dag, ja_nee, keuze, getal, groep, adres, rijen, signalen,
            oordelen, gronden, namen, verborgen.
        choices: value and label, for keuze and ja_nee.
        fields: what a groep holds, or one row of rijen.
        row: what one of rijen is called.
        chosen: the page shows no default and asks for an answer: saying nothing decides nothing.
        only_for: the choice that makes this question apply, as people read it; "" when always.
    """

    name: str
    kind: str
    title: str
    hint: str = ""
    required: bool = False
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    row: str = ""
    chosen: bool = False
    only_for: str = ""

    def offering(self, choices: tuple[tuple[str, str], ...]) -> Field:
        """The same question with these choices; with only one, that is it."""
        only = choices[0][0] if len(choices) == 1 else ""
        return replace(self, kind="keuze", choices=choices, default=only)


def fields_of(answer: Answer) -> tuple[Field, ...]:
    """Everything one answer asks, in the language of the page: the choice between alternatives
    first, then what all share, then what belongs to one of them.
    """
    return tuple(_said(each) for each in _fields_of(answer))


def _said(field: Field) -> Field:
    """The same question in the language of the page."""
    only = (taal.translated(each) for each in field.only_for.split(OR) if each)
    return replace(
        field,
        title=taal.translated(field.title),
        hint=taal.translated(field.hint),
        choices=tuple((value, taal.translated(text)) for value, text in field.choices),
        fields=tuple(_said(each) for each in field.fields),
        row=taal.translated(field.row),
        only_for=taal.translated(OR).join(only),
    )


def _fields_of(answer: Answer) -> tuple[Field, ...]:
    if answer.discriminator is None:
        return describe(answer.alternatives[0])
    per_form = [(form, describe(form)) for form in answer.alternatives]
    shared = set.intersection(*({each.name for each in fields} for _, fields in per_form))
    choice = _choice(answer)
    found = [choice]
    seen = {choice.name}
    for form, fields in per_form:
        labels = [text for value, text in choice.choices if value in _tags(form, choice.name)]
        for each in fields:
            if each.name in seen:
                continue
            seen.add(each.name)
            only = "" if each.name in shared else OR.join(labels)
            found.append(replace(each, only_for=only))
    return tuple(sorted(found, key=lambda each: (each is not choice, each.only_for)))


def describe(form: type[Form], prefix: str = "") -> tuple[Field, ...]:
    """The questions of one form."""
    hints = typing.get_type_hints(form, include_extras=False)
    return tuple(
        _field(f"{prefix}{name}", info, hints[name]) for name, info in form.model_fields.items()
    )


def alternative(answer: Answer, chosen: str | None) -> type[Form] | None:
    """The form that goes with a choice; the only one when there is nothing to choose."""
    if answer.discriminator is None:
        return answer.alternatives[0]
    return next(
        (form for form in answer.alternatives if chosen in _tags(form, answer.discriminator)), None
    )


def _tags(form: type[Form], discriminator: str) -> tuple[str, ...]:
    values = typing.get_args(form.model_fields[discriminator].annotation)
    return tuple(_value(value) for value in values)


def _choice(answer: Answer) -> Field:
    name = answer.discriminator or ""
    values = [
        value
        for form in answer.alternatives
        for value in typing.get_args(form.model_fields[name].annotation)
    ]
    return Field(
        name=name,
        kind="ja_nee" if all(isinstance(value, bool) for value in values) else "keuze",
        title=answer.alternatives[0].model_fields[name].title or name,
        required=True,
        choices=tuple((_value(value), _label(value)) for value in values),
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value.value if isinstance(value, StrEnum) else str(value)


def _label(value: object) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    return label(value) if isinstance(value, StrEnum) else str(value).capitalize()


def _field(name: str, info: Any, hint: Any) -> Field:
    extra = {**_extras(info.annotation), **(info.json_schema_extra or {})}
    base = Field(
        name=name,
        kind=extra.get("weergave", ""),
        title=info.title or name,
        hint=info.description or "",
        required=info.is_required() or bool(extra.get("nodig") or extra.get("kiezen")),
        default="" if extra.get("kiezen") else _default(info),
        row=extra.get("rij", ""),
        chosen=bool(extra.get("kiezen")),
        choices=tuple((value, text) for value, text in extra.get("keuzen", ())),
    )
    if base.kind == "signalen":
        base = replace(base, fields=describe(typing.get_args(hint)[0]))
    if base.kind == "geheim":
        base = replace(base, kind="")
    return base if base.kind else _typed(base, _bare(hint))


def _typed(base: Field, hint: Any) -> Field:
    """The kind of question a type asks."""
    origin = typing.get_origin(hint)
    if origin is Literal:
        values = typing.get_args(hint)
        return replace(
            base, kind="keuze", choices=tuple((_value(each), _label(each)) for each in values)
        )
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        if isinstance(inner, type) and issubclass(inner, Form):
            return replace(base, kind="rijen", fields=describe(inner))
        return replace(base, kind="gronden")
    if isinstance(hint, type):
        if issubclass(hint, Form):
            kind = "adres" if issubclass(hint, AdresForm) else "groep"
            return replace(base, kind=kind, fields=describe(hint, f"{base.name}."))
        if issubclass(hint, StrEnum):
            return replace(
                base, kind="keuze", choices=tuple((each.value, label(each)) for each in hint)
            )
    kinds = {bool: "ja_nee", int: "getal", datetime: "moment", date: "dag"}
    kind = kinds.get(hint, "regel")
    return replace(base, kind=kind, choices=YES_NO if kind == "ja_nee" else ())


def _extras(annotation: Any) -> dict[str, Any]:
    """How a type asks to be shown, also when it may be left out."""
    found: dict[str, Any] = {}
    for each in (annotation, *typing.get_args(annotation)):
        if typing.get_origin(each) is typing.Annotated:
            for note in typing.get_args(each)[1:]:
                found.update(getattr(note, "json_schema_extra", None) or {})
    return found


def _bare(hint: Any) -> Any:
    """A type without its None."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(each for each in typing.get_args(hint) if each is not type(None))
    return hint


def _default(info: Any) -> str:
    value = None if info.is_required() else info.default
    return _value(value) if isinstance(value, (bool, str)) else ""
