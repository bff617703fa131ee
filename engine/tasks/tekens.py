"""Which characters a letter can show: told to whoever types one that it cannot.

What is accepted here is frozen into letters; a character without a picture would keep a decision
from ever being drawn. The list beside this file is made from the fonts.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

import yaml

from engine.errors import Reden

#: Lines of one text that fit in a letter, and characters once each has its one written form.
MAX_LINES = 400
MAX_LENGTH = 12_000
#: So many of the characters that cannot be printed are named.
NAMED = 10


def unprintable(text: str) -> Reden | None:
    """Why a text cannot stand in a letter; None when it can."""
    text = unicodedata.normalize("NFC", text)
    if text.count("\n") > MAX_LINES or text.count("\r") > MAX_LINES:
        return Reden("Dit heeft te veel regels: er passen er {regels}.", {"regels": MAX_LINES})
    if len(text) > MAX_LENGTH:
        return Reden("Maak dit korter: er passen {tekens} tekens.", {"tekens": MAX_LENGTH})
    missing = sorted(set(text) - _printable())
    if not missing:
        return None
    return Reden(
        "Dit kan niet in een brief worden afgedrukt: {tekens}. Laat het weg of schrijf het anders.",
        {"tekens": " ".join(missing[:NAMED])},
    )


@cache
def _printable() -> frozenset[str]:
    source = files("engine.tasks").joinpath("tekens.yaml").read_text(encoding="utf-8")
    found: set[str] = set()
    for run in yaml.safe_load(source):
        first, _, last = run.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)
