"""What the data of each paper look like, as JSON Schema made from the types they must fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from documents.archive.canonical import SCHEMA_VERSION
from documents.catalogue import CATALOGUE
from documents.errors import UnknownDocument

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Untitled(GenerateJsonSchema):
    """Without titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema(document: str) -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of what `canonical` makes of a document's facts.

    Raises:
        UnknownDocument: no document has this id.
    """
    try:
        entry = CATALOGUE[document]
    except KeyError:
        raise UnknownDocument(document) from None
    facts = entry.facts.model_json_schema(schema_generator=_Untitled)
    definitions = facts.pop("$defs", {})
    return {
        "$schema": _DIALECT,
        "title": entry.title,
        "type": "object",
        "properties": {
            "document": {"const": entry.id},
            "versie_schema": {"const": SCHEMA_VERSION},
            "gegevens": facts,
        },
        "required": ["document", "versie_schema", "gegevens"],
        "additionalProperties": False,
        "$defs": definitions,
    }
