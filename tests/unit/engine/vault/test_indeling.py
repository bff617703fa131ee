"""Every column of every table was judged: sealed, or in the clear for a reason that is written."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.store.schema import Base
from engine.store.schema.indeling import CLASSIFIED, SEALED, SEALED_AS, WHY


@pytest.mark.parametrize("name", sorted(Base.metadata.tables))
def test_every_column_is_sealed_or_in_the_clear_for_a_reason(name: str) -> None:
    judged = CLASSIFIED.get(name, {})
    named = Counter(column for columns in judged.values() for column in columns)

    assert named == Counter(Base.metadata.tables[name].columns.keys()), (
        f"judge each column of {name} in engine/store/schema/indeling.yaml"
    )


def test_nothing_is_judged_that_is_not_there() -> None:
    assert CLASSIFIED.keys() <= Base.metadata.tables.keys()
    assert {why for columns in CLASSIFIED.values() for why in columns} <= {*WHY, SEALED_AS}


def test_whoever_is_in_a_file_is_sealed() -> None:
    assert {"voornamen", "achternaam", "geboortedatum", "bsn"} <= set(SEALED["personen"])
    for table in ("adressen", "geheime_adressen"):
        assert {"straat", "huisnummer", "postcode", "plaats"} <= set(SEALED[table])
    assert {"inhoud", "gegevens"} <= set(SEALED["documenten"])
