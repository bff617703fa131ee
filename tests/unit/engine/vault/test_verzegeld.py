"""What was not opened is no text, no number and no list, whoever forgets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, select

from engine.store.schema import Base
from engine.store.schema.aanmelden import TotpRow
from engine.store.schema.indeling import SEALED
from engine.store.schema.verzegeld import Sealed, Verzegeld, VerzegeldeTekst, raw

CELL = "~hv1~c2VjcmV0"


def test_every_sealed_column_gives_what_has_to_be_opened_and_no_other_does() -> None:
    typed = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Sealed)
    }

    assert typed == {(table, name) for table, names in SEALED.items() for name in names}


USES: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "length": len,
    "truth": bool,
    "number": int,
    "bytes": bytes,
    "list": list,
    "key": lambda cell: {cell: 1},
    "format": "{}".format,
    "column": lambda cell: f"{cell:>10}",
    "equal": lambda cell: cell == CELL,
    "unequal": lambda cell: cell != CELL,
    "order": lambda cell: cell < CELL,
    "place": lambda cell: cell[0],
    "field": lambda cell: cell["naam"],
    "within": lambda cell: "~" in cell,
    "sum": lambda cell: cell + "",
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_nothing_can_be_done_with_it(use: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match="opened"):
        use(Verzegeld(CELL))


def test_it_can_be_shown_without_showing_anything() -> None:
    """In a trace, or in the text of a test that fails."""
    assert repr([Verzegeld(CELL)]) == "[<verzegeld>]"
    assert raw(Verzegeld(CELL)) == raw(CELL) == CELL


def test_a_column_gives_it_and_nothing_where_nothing_is() -> None:
    engine = create_engine("sqlite://")
    table = Base.metadata.tables["voorkeuren"]
    table.create(engine)
    row: dict[str, Any] = {
        "gebruiker_id": "x",
        "adres": CELL,
        "telefoon": None,
        "taal": "nl",
        "keuzes": {},
    }
    with engine.begin() as connection:
        connection.execute(insert(table).values(row))
        found = connection.execute(select(table)).mappings().one()

    assert isinstance(found["adres"], VerzegeldeTekst)
    assert found["telefoon"] is None
    assert found["taal"] == "nl"
    assert raw(found["adres"]) == CELL
    assert isinstance(TotpRow.geheim.type, Sealed)
