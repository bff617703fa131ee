"""In which language somebody gets a leaflet."""

from __future__ import annotations

import pytest

from documents.languages import LANGUAGES
from engine.model.talen import (
    BLADTALEN,
    BLADTALEN_NEDERLANDS,
    leaflet_language,
    leaflet_language_told,
)


@pytest.mark.parametrize(
    ("own", "asked", "given"),
    [
        ("nl", None, "nl"),
        ("ti", None, "ti"),
        ("pap", None, "pap"),
        ("nl", "ar", "ar"),
        ("ar", "nl", "nl"),
        ("so", None, "en"),
        ("tr", "so", "en"),
        ("nl", "so", "en"),
        ("fa", "tr", "tr"),
    ],
)
def test_wat_bij_de_uitreiking_is_afgesproken_gaat_voor_de_eigen_taal(
    own: str, asked: str | None, given: str
) -> None:
    assert leaflet_language(own, asked) == given


def test_de_akte_zegt_ook_welke_taal_er_niet_was() -> None:
    assert leaflet_language_told("pl") == "Pools"
    assert leaflet_language_told("so") == "Engels; gevraagd was taal so"


def test_what_can_be_chosen_is_what_can_be_printed() -> None:
    assert dict(BLADTALEN) == {code: each.name for code, each in LANGUAGES.items()}
    assert dict(BLADTALEN_NEDERLANDS) == {code: each.dutch for code, each in LANGUAGES.items()}
