"""All that a case has, asked for at once, is what each table says by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import Column, Interval, MetaData, String, Table, select

from engine.law.moments import read_moment
from engine.store import facts, kluis, parts, zaken
from engine.store.parts import Part
from engine.store.schema.verzegeld import raw
from engine.store.schema.zaken import ZaakRow
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.store.test_indexes import queries
from tests.integration.test_bewaring import lived
from web import demo

EVERY = (*zaken.PARTS, kluis.PART, *facts.parts_of({"": list(facts.KINDS)}))


def plain(row: Mapping[Any, Any]) -> dict[str, tuple[str, Any]]:
    """Each value with its kind; of what is sealed what stands there, for sealed compares with
    nothing.
    """
    return {name: (type(value).__name__, raw(value)) for name, value in row.items()}


def in_order(rows: parts.Rows) -> list[dict[str, tuple[str, Any]]]:
    return sorted(map(plain, rows), key=repr)


def test_rows_that_come_as_json_are_those_of_each_table(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url, fill=False, start="2026-01-01T00:00")
    tested.house.migrate()
    for _ in demo.fill(tested.house, until=read_moment("2026-03-21T00:10")):
        pass

    with tested.house.database.reading() as connection:
        ids = list(connection.execute(select(ZaakRow.id)).scalars())
        found = parts.read(connection, EVERY, ids)
        for each in EVERY:
            own = connection.execute(each.query, {"zaken": ids}).mappings().all()
            assert in_order(found[each.name]) == in_order([dict(row) for row in own]), each.name

    # so many of them that each kind of column has been compared
    assert len([name for name, rows in found.items() if rows]) > 20


def test_only_the_cases_asked_for_are_given(tested: HouseUnderTest) -> None:
    one = een_zaak(tested).van_kracht()
    other = een_zaak(tested)

    with tested.house.database.reading() as connection:
        both = parts.read(connection, EVERY, [one.id, other.id])
        found = parts.read(connection, EVERY, [one.id])
        nobody = parts.read(connection, EVERY, [])
        nothing = parts.read(connection, [], [one.id])

    assert {row.get("zaak_id", one.id) for rows in found.values() for row in rows} == {one.id}
    assert {row["zaak_id"] for row in both["personen"]} == {one.id, other.id}
    assert len(both["signalen"]) == len(found["signalen"]) > 0
    assert nobody == {each.name: [] for each in EVERY}
    assert nothing == {}


def test_a_case_that_lived_long_takes_no_more_questions(tested: HouseUnderTest) -> None:
    if not tested.house.database.is_postgresql:
        pytest.skip("SQLite is asked for each table in turn")
    old, new = lived(tested), een_zaak(tested)
    counts = []
    for zaak in (old, new):
        with tested.house.database.reading() as connection, queries(tested) as seen:
            zaken.load(connection, zaak.id, lock=False)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 4


def test_a_column_of_which_nothing_is_known_in_json_is_refused() -> None:
    table = Table("duren", MetaData(), Column("zaak_id", String), Column("duur", Interval))

    with pytest.raises(TypeError, match="JSON"):
        Part(table, select(table))
