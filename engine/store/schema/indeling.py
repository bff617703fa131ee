"""What of each table is sealed, and why the rest is not: a column that nobody judged is refused."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

import yaml

#: Why a column is in the clear; in the order of the page about it.
WHY: Mapping[str, str] = {
    "plaats": "says which row, case or municipality; an opaque id or a place in an order",
    "moment": "a moment or a term: the alarm, lists and figures are sorted and counted by it",
    "code": "a choice from a list of the product or the law, without a name to it",
    "nummer": "a number that people look a case up by; it must be found, and be there once",
    "hash": "a hash, a number in a chain or a seal, by which the database is checked",
    "werking": "tells the machinery what to do; holds no word that anybody wrote about a person",
    "medewerker": "about who works with the product, not about who is in a file",
    "inrichting": "set up for a municipality or for the product; public, or about no person",
    "cijfers": "what stays of a destroyed case; made so that nobody can be found in it",
    "sleutel": "a key, itself wrapped, or what is needed to unwrap it",
    "teken": "a keyed hash, by which a case is found or a repeat is counted",
}
SEALED_AS = "verzegeld"

#: Table → why (or `SEALED_AS`) → columns.
CLASSIFIED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    table: {why: tuple(names.split()) for why, names in columns.items()}
    for table, columns in yaml.safe_load(
        resources.files("engine.store.schema").joinpath("indeling.yaml").read_text("utf-8")
    ).items()
}

#: Table → the columns that are sealed.
SEALED: Mapping[str, tuple[str, ...]] = {
    table: columns[SEALED_AS] for table, columns in CLASSIFIED.items() if SEALED_AS in columns
}
#: Sealed tables of which a row is of a user, or of the house, and of no case.
OF_STAFF = frozenset({"totp", "uitdagingen", "voorkeuren"})
