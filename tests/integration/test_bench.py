"""The bench measures what it says it measures. How long anything takes decides nothing here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.clock import SystemClock
from engine.model.gebruikers import Rol
from engine.service.acts import Complete
from engine.service.modellen import Models
from engine.store.reading import zaak as reading
from engine.store.schema import Base
from engine.store.schema.cijfers import ZaakcijfersRow
from engine.store.schema.verzegeld import raw
from tests.builders import een_zaak
from tests.conftest import POSTGRES, HouseUnderTest
from web.bench import copies, papers, run, tell, variety
from web.bench.figures import Report
from web.bench.life import LIFE
from web.bench.places import Place, places
from web.bench.subject import Size
from web.bench.town import town

SMALL = Size(how="small", lives=1, towns=(10, 20), moments=400, due=3, visits=1)
#: What is measured along with a subject.
WITH = {"growth": {"pages", "figures", "search"}}
HULP = {"aangeboden_op": "2026-03-22T10:00", "aanvaard": True}


def measured(models: Models, place: Place, *names: str) -> Report:
    return run.measure([place], models, SystemClock(), names=names, size=SMALL)


@pytest.fixture(params=places({"HUISVERBOD_TEST_POSTGRES": POSTGRES}), ids=lambda each: each.name)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    found: Place = request.param
    return found


def test_every_task_of_a_life_is_measured_beside_its_floor(models: Models, place: Place) -> None:
    report = measured(models, place, "step")

    assert [each.what for each in report.figures[2:]] == [step.taak for step in LIFE]
    assert all(each.ratio is not None for each in report.figures)
    assert report.figures[0].measured.count == len(LIFE)


@pytest.mark.parametrize(
    "name", [each.name for each in run.SUBJECTS if each.name not in ("step", "papers")]
)
def test_every_subject_gives_its_figures(models: Models, place: Place, name: str) -> None:
    report = measured(models, place, name)

    complete(report, name)
    if name == "growth":
        number_of_queries_does_not_grow(report)


def test_papers_give_their_figures(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "COURT_PAGES", 10)

    complete(measured(models, Place("SQLite", None), "papers"), "papers")


def complete(report: Report, name: str) -> None:
    assert {each.subject for each in report.figures} == ({name} | WITH.get(name, set()))
    assert all(each.measured.p95 >= each.measured.p50 > 0 for each in report.figures)
    whole = json.loads(tell.as_json(report))
    assert len(whole["figures"]) == len(report.figures)
    assert all(figure.what in tell.page(report) for figure in report.figures)


def number_of_queries_does_not_grow(report: Report) -> None:
    counts: dict[str, set[float]] = {}
    for figure in report.figures:
        if figure.unit == "queries":
            page = figure.what.partition(",")[0]
            counts.setdefault(page, set()).update((figure.measured.p50, figure.measured.p95))
    assert "besluit van de burgemeester" in counts
    assert {len(each) for each in counts.values()} == {1}


def test_nothing_is_left_behind(models: Models, place: Place) -> None:
    measured(models, place, "claiming")

    assert list(Path("var").glob("*")) == [] if place.url is None else not Path("var").exists()


def test_a_name_that_no_subject_has_is_told(models: Models, place: Place) -> None:
    with pytest.raises(ValueError, match="bestaatniet"):
        measured(models, place, "bestaatniet")


def test_a_whole_copy_lives_on_by_itself(tested: HouseUnderTest) -> None:
    original = een_zaak(tested).van_kracht()
    database = tested.house.database

    copies.multiply(database, [original.id], 1, 2, whole=True)
    copies.own_tasks(database, original.id, 2)
    copy = copies.copy_id(original.id, 2)
    tested.house.road.complete(
        tested.people["0599"][Rol.HULPVERLENING],
        copy,
        Complete("hulpaanbod_achterblijvers", {**HULP, "aangeboden_op": "2026-03-21T02:30"}),
    )

    with database.reading() as connection:
        moved, still = (reading.state_of(connection, each) for each in (copy, original.id))
    assert set(still.taken) - set(moved.taken) == {"hulpaanbod_achterblijvers"}
    assert {name: each.due for name, each in moved.termijnen.items()} == {
        name: each.due for name, each in still.termijnen.items()
    }


def test_copies_are_told_apart_and_later_ones_bear_names_again(
    models: Models, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(variety, "NAMED", 2)
    tokens, people = (Base.metadata.tables[each] for each in ("zoektekens", "personen"))

    with place.fresh() as url, town(url, models) as full:
        full.grow(2 * len(full.originals))
        full.grow(5 * len(full.originals))
        original = full.originals[2]
        copied = [copies.copy_id(original, number) for number in range(1, 6)]
        with full.database.reading() as connection:
            found, named = (
                [
                    {
                        str(raw(cell))
                        for cell in connection.execute(cells.where(owner == each)).scalars()
                    }
                    for each in copied
                ]
                for cells, owner in (
                    (select(tokens.c.teken), tokens.c.zaak_id),
                    (select(people.c.voornamen + people.c.achternaam), people.c.zaak_id),
                )
            )
            months = set(connection.execute(select(ZaakcijfersRow.maand).distinct()).scalars())

    for each in (found, named):
        assert each[0]
        assert each[0] == each[2] == each[4] != each[1] == each[3]
    assert len(months) > 3


def test_copies_without_what_is_long_are_on_the_lists(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url)
    original = een_zaak(tested).van_kracht()

    copies.multiply(tested.house.database, [original.id], 1, 3)

    with tested.house.database.reading() as connection:
        states = [
            reading.state_of(connection, copies.copy_id(original.id, number))
            for number in (1, 2, 3)
        ]
        assert len({state.nummer for state in states}) == 3
        assert {state.taken for state in states} == {original.state.taken}
