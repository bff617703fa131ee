"""The second wall: what PostgreSQL itself keeps apart when a query forgets its municipality."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from engine.model.gebruikers import Actor, Rol
from engine.model.zaak import Status
from engine.store import scope
from engine.store.migrations import versions
from engine.store.reading import zaak as reading
from engine.store.schema import Base
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from engine.store.schema.zaken import DocumentRow, ZaakRow
from engine.store.work import Database
from tests.builders import MELDING, Zaak, een_zaak, refused
from tests.conftest import PASSWORD, POSTGRES, ROLE, HouseUnderTest, fresh_schema
from tests.security.walk import ReadableDesk, Walker, logins, places
from web.app import create_app
from web.cli import main

#: Tables without a wall that refer to a municipality or a case, and why.
WITHOUT = {
    "afwezigheden": "who is away among the staff; nobody who is in a case",
    "gemeentesleutels": "wrapped keys, without which nothing that is seen can be opened",
    "gezien": "until when one user has seen what changed",
    "noodtoegang": "a case opened from another municipality is what it is for",
    "noodtoegang_gemeenten": "whether a municipality allows that; nobody who is in a case",
    "sleutels": "wrapped keys, without which nothing that is seen can be opened",
    "gebruiker_rollen": "read to learn who looks, before anybody can say whose cases he may see",
    "gemeenten": "settings of a municipality; nobody who is in a case",
}


# -- without a database: nothing was forgotten -------------------------------------------------


def _walled() -> set[str]:
    """Every table that a migration walls."""
    found = {"audit_events", "audit_payloads"}
    for module in pkgutil.iter_modules(versions.__path__):
        migration = importlib.import_module(f"{versions.__name__}.{module.name}")
        for name in ("BY_GEMEENTE", "BY_ZAAK", "THROUGH", "PERHAPS_OF_ZAAK"):
            found |= set(getattr(migration, name, ()))
    return found


def _of_cases() -> set[str]:
    """Tables with a municipality or a case, themselves or through what they refer to."""
    tables = Base.metadata.tables
    found = {"gemeenten", *(name for name, each in tables.items() if _names_one(each.c.keys()))}
    while True:
        more = {
            name
            for name, each in tables.items()
            if any(key.column.table.name in found for key in each.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


def _names_one(columns: Any) -> bool:
    return bool({"gemeente", "zaak_id", "zaak", "gemeente_code"} & set(columns))


def test_every_table_of_cases_is_walled_or_says_why_not() -> None:
    assert _of_cases() - _walled() == set(WITHOUT)


def test_what_is_left_out_has_no_case() -> None:
    for name in WITHOUT.keys() - {"noodtoegang"}:
        columns = set(Base.metadata.tables[name].c.keys())
        assert "zaak_id" not in columns, name


def test_a_transaction_of_which_nobody_said_whose_cases_it_sees_does_not_begin(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread of its own, where the tests say nothing."""
    caught: list[BaseException] = []

    def look(block: Callable[[], Any]) -> None:
        try:
            with block():
                pass
        except scope.NobodyLooks as error:
            caught.append(error)

    monkeypatch.setattr(scope, "_said", ContextVar[str]("strict"))
    database = quick.house.database
    for block in (database.reading, database.writing):
        thread = Thread(target=look, args=(block,))
        thread.start()
        thread.join()

    assert len(caught) == 2


@pytest.mark.parametrize("odd", ["*", "0599,0363", "", "05 9", "0599'"])
def test_a_code_cannot_widen_the_view(odd: str) -> None:
    with pytest.raises(ValueError, match="four digits"):
        scope.as_setting([odd])


# -- with one ----------------------------------------------------------------------------------


@pytest.fixture(params=["postgresql"] if POSTGRES else [])
def walled(
    request: pytest.FixtureRequest, make_house: Callable[..., HouseUnderTest]
) -> Iterator[HouseUnderTest]:
    """A house whose role owns its tables and nothing else, as in a simple set-up."""
    with fresh_schema() as url:
        yield make_house(url)


@pytest.fixture
def two(walled: HouseUnderTest) -> tuple[Zaak, Zaak]:
    """A case in force in each of two municipalities."""
    here = een_zaak(walled).van_kracht()
    there = een_zaak(walled, huisgenoten=MELDING["huisgenoten"])
    walled.house.road.report(
        walled.actor("hulpofficier", "0363"),
        {**MELDING, "gemeente": "0363", "registratienummer": "PL1300-2026-999999"},
    )
    return here, there


def _count(database: Database, table: str) -> int:
    with database.reading() as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608


def _gemeenten(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.scalars(select(ZaakRow.gemeente)))


def test_the_database_says_the_same_as_the_migrations(walled: HouseUnderTest) -> None:
    with walled.house.database.reading() as connection:
        forced = set(
            connection.scalars(
                text(
                    "select relname from pg_class where relnamespace = current_schema::regnamespace"
                    " and relkind = 'r' and relrowsecurity and relforcerowsecurity"
                )
            )
        )
        with_policy = set(
            connection.scalars(
                text("select tablename from pg_policies where schemaname = current_schema")
            )
        )
    assert forced == with_policy == _walled()


def test_a_query_that_forgets_its_municipality_finds_nothing(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    database = walled.house.database
    assert _gemeenten(database) == {"0599", "0363"}

    with scope.seeing(["0363"]):
        assert _gemeenten(database) == {"0363"}
    with scope.seeing([]):
        found = {table: _count(database, table) for table in sorted(_walled() - {"audit_events"})}
        assert {table for table, count in found.items() if count} == set()


def test_no_table_shows_a_row_of_another_municipality(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    here, _ = two
    database = walled.house.database
    for table in sorted(_walled()):
        columns = Base.metadata.tables[table].c
        column = "zaak_id" if "zaak_id" in columns else "gemeente"
        if column not in columns:
            continue
        value = here.id if column == "zaak_id" else "0599"
        query = text(f"select count(*) from {table} where {column} = :value")  # noqa: S608
        with database.reading(["0363"]) as connection:
            assert connection.execute(query, {"value": value}).scalar_one() == 0 or (
                table == "audit_events"  # what management does stands in one chain for all
            ), table


def test_an_answer_in_the_record_is_seen_by_its_own_municipality_alone(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    here, _ = two
    query = (
        select(AuditPayloadRow.event_id)
        .join(AuditEventRow, AuditEventRow.id == AuditPayloadRow.event_id)
        .where(AuditEventRow.stream == here.id)
    )
    with walled.house.database.reading(["0363"]) as connection:
        assert connection.execute(query).all() == []
    with walled.house.database.reading(["0599"]) as connection:
        assert len(connection.execute(query).all()) >= 5


def test_nothing_is_changed_or_added_across_the_wall(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    here, _ = two
    database = walled.house.database

    with scope.seeing(["0363"]), database.writing() as connection:
        changed = connection.execute(update(DocumentRow).values(titel="veranderd"))
        moved = connection.execute(update(ZaakRow).where(ZaakRow.id == here.id).values(status="x"))
        assert (changed.rowcount, moved.rowcount) == (0, 0)
    values = {"zaak_id": here.id, "termijn": "x", "state": "open", "due": walled.clock.now()}
    statement = insert(Base.metadata.tables["deadlines"]).values(**values)
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        scope.seeing(["0363"]),
        database.writing() as connection,
    ):
        connection.execute(statement)


def test_the_setting_ends_with_its_transaction(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    """Connections go from one request to the next; what one might see stays with it."""
    database = walled.house.database
    database.engine.dispose()  # so that there is but one connection to go on with
    said = text("select current_setting('huisverbod.gemeenten', true)")
    with database.reading(["0599"]) as connection:
        assert connection.scalar(said) == "0599"
        raw = connection.connection.dbapi_connection
    with database.engine.connect() as connection:
        assert connection.connection.dbapi_connection is raw
        assert connection.scalar(said) == ""
        assert connection.scalar(select(ZaakRow.id)) is None


def test_who_signed_in_in_two_municipalities_sees_both(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    with scope.seeing(["0363", "0599"]):
        assert _gemeenten(walled.house.database) == {"0599", "0363"}


def test_terms_and_papers_of_every_municipality_go_on(walled: HouseUnderTest) -> None:
    """The alarm clock and the worker look everywhere, whoever called them last."""
    with scope.seeing(["0363"]):
        zaak = een_zaak(walled).van_kracht()
        zaak.op("2026-04-01T00:00")

    assert zaak.state.status == Status.GEEINDIGD
    with walled.house.database.reading() as connection:
        assert reading.papers(connection, zaak.id)


def test_a_number_of_elsewhere_is_refused_and_not_a_crash(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    with refused("melding-dubbel") as caught:
        een_zaak(walled, registratienummer="PL1300-2026-999999")
    assert "HV-" not in str(caught.value)


def test_a_case_of_elsewhere_does_not_exist_on_any_page_and_the_try_is_written_down(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    here, _ = two
    client = create_app(walled.house).test_client()
    secret = walled.house.toegang.sign_in("burgemeester-0363", PASSWORD)
    assert secret is not None
    client.set_cookie("huisverbod", secret)

    assert client.get(f"/zaken/{here.id}").status_code == 404

    with walled.house.database.reading() as connection:
        query = text("select gemeente, soort from inzage order by id desc limit 1")
        assert tuple(connection.execute(query).one()) == ("0599", "geweigerd")


def test_a_case_of_elsewhere_cannot_be_moved_past_the_pages(
    walled: HouseUnderTest, two: tuple[Zaak, Zaak]
) -> None:
    """Even where the policy in Python would let him: the database does not find the case."""
    here, _ = two
    database = walled.house.database
    stranger = Actor("x", "x", frozenset({(Rol.AMBTENAAR, "0363")}))
    with scope.seeing(stranger.gemeenten), database.reading() as connection:
        assert reading.gemeente_of(connection, here.id) is None


def test_the_wall_costs_no_round_trip(walled: HouseUnderTest, tmp_path: Path) -> None:
    """What is said goes to the server together with BEGIN."""
    with (
        (tmp_path / "trace").open("w+", encoding="utf-8") as trace,
        walled.house.database.reading(["0599"]) as connection,
    ):
        raw: Any = connection.connection.dbapi_connection
        raw.pgconn.trace(trace.fileno())
        connection.scalar(select(ZaakRow.id))
        raw.pgconn.untrace()
        trace.seek(0)
        answers = [line for line in trace if "ReadyForQuery" in line]
    assert len(answers) == 2, "BEGIN with what is said, and the query"


def test_every_page_and_everything_in_the_background_says_whose_cases_it_sees(
    make_house: Callable[..., HouseUnderTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the leniency of the tests, in which anything may be looked into."""
    tested = make_house("sqlite://", documents=ReadableDesk())
    zaak = een_zaak(tested).van_kracht()
    app = create_app(tested.house)
    people = [
        Walker(tested, app),
        *(Walker(tested, app, logins("0599")[rol]) for rol in (Rol.AMBTENAAR, Rol.TOEZICHTHOUDER)),
    ]
    opened = list(places(app, zaak))
    # a default that stands for nothing said: a page or a job that says nothing cannot begin
    monkeypatch.setattr(scope, "_said", ContextVar[str]("strict"))

    for place in opened:
        for person in people:
            assert person.open(place).status_code < 500, place
    tested.clock.move_to(tested.clock.now() + timedelta(days=11))
    assert tested.house.deadlines.fire_due() >= 1
    assert tested.house.worker.run() >= 1
    assert tested.house.deadlines.next_wake() is not None
    assert tested.house.is_migrated()


def test_doctor_says_when_the_role_sees_past_the_wall(
    walled: HouseUnderTest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = walled.house.settings.database
    for url, told in (
        (plain, "goed  muur tussen gemeenten"),
        (plain.replace(f"%20-crole%3D{ROLE}", ""), "FOUT muur tussen gemeenten: de databaserol"),
    ):
        monkeypatch.setenv("HUISVERBOD_DATABASE", url)
        main(["doctor"])
        assert told.replace("  ", " ") in capsys.readouterr().out.replace("  ", " ")
