"""Facts as they come in, read strictly: what does not fit, or cannot be drawn, makes no paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from documents import text
from documents.catalogue import CATALOGUE, Entry
from documents.errors import UndrawableText, UnfitFacts, UnknownDocument
from documents.facts.common import Brief
from documents.pdf import fonts


def entry_of(document: str) -> Entry:
    """What the catalogue says of a document.

    Raises:
        UnknownDocument: no document has this id.
    """
    try:
        return CATALOGUE[document]
    except KeyError:
        raise UnknownDocument(document) from None


def read(entry: Entry, facts: Mapping[str, object]) -> Brief:
    """The facts as the document's own type.

    Raises:
        UnfitFacts: they are not what it needs.
        UndrawableText: a text cannot be drawn, or is too long.
    """
    try:
        brief = entry.facts.model_validate(facts)
    except ValidationError as error:
        raise UnfitFacts(
            entry.id,
            {".".join(map(str, item["loc"])): item["type"] for item in error.errors()},
        ) from error
    for field, value in _texts(facts, ""):
        _check_text(field, text.clean(value))
    return brief


def _check_text(field: str, value: str) -> None:
    if len(value) > text.MAX_LENGTH or value.count("\n") > text.MAX_LINES:
        raise UndrawableText(field, (), "de tekst is te lang voor een brief")
    if text.towering(value):
        raise UndrawableText(field, (), "er staan te veel tekens op één letter")
    missing = text.undrawable(value, fonts.coverage())
    if missing:
        raise UndrawableText(
            field, missing, f"deze tekens kunnen niet worden afgedrukt: {' '.join(missing)}"
        )


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}.{number}".lstrip("."))
