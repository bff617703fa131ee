"""The published schemas are those of the facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents.archive.canonical import canonical
from documents.archive.schemas import schema
from documents.catalogue import CATALOGUE
from documents.errors import UnknownDocument
from tests.unit.documents.test_desk import MELDING

PUBLISHED = Path("docs/reference/schemas")


@pytest.mark.parametrize("document", CATALOGUE)
def test_the_schema_of_every_document_is_published_as_it_is(document: str) -> None:
    published = json.loads((PUBLISHED / f"{document}.json").read_text(encoding="utf-8"))

    assert published == schema(document)


@pytest.mark.parametrize("document", CATALOGUE)
def test_a_schema_asks_for_what_the_facts_ask_for_and_for_nothing_else(document: str) -> None:
    made, facts = schema(document), CATALOGUE[document].facts

    data = made["properties"]["gegevens"]
    assert set(data["properties"]) == set(facts.model_fields)
    assert data["additionalProperties"] is made["additionalProperties"] is False
    required = {name for name, field in facts.model_fields.items() if field.is_required()}
    assert set(data["required"]) == required


@pytest.mark.parametrize("document", CATALOGUE)
def test_what_a_schema_refers_to_is_in_it(document: str) -> None:
    made = schema(document)

    wanted = {each.removeprefix("#/$defs/") for each in _references(made)}
    assert wanted == set(made["$defs"])


def test_a_letter_s_data_have_the_shape_of_its_schema() -> None:
    handed_over = json.loads(canonical("melding_overtreding", MELDING))
    made = schema("melding_overtreding")

    assert set(handed_over) == set(made["required"])
    for name in ("document", "versie_schema"):
        assert handed_over[name] == made["properties"][name]["const"]
    assert set(handed_over["gegevens"]) == set(made["properties"]["gegevens"]["required"])


def test_an_unknown_document_has_no_schema() -> None:
    with pytest.raises(UnknownDocument):
        schema("boodschappenlijst")


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(_references(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_references(each) for each in value))
    return set()
