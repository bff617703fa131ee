"""Tampering with the record in the database itself: the locks refuse it; who picks the locks leaves
a trace that `audit verify` finds, and names the place of.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from engine.law.moments import local_date
from engine.store.audit import BEHEER, GENESIS, Finding, hash_event
from engine.store.reading.keten import Heads, heads, verify
from engine.store.schema.mechanics import AuditEventRow, AuditPayloadRow
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from tests.integration.test_bewaring import lived
from tests.tampering import TABLES, triggers, unlocked
from web.app import create_app
from web.cli import main


def exported(tested: HouseUnderTest) -> Heads:
    with tested.house.database.reading() as connection:
        return heads(connection, local_date(tested.clock.now()))


def findings(tested: HouseUnderTest, old: Heads | None = None) -> list[Finding]:
    """What is wrong with the record, the picked locks left aside."""
    with tested.house.database.reading() as connection:
        return [each for each in verify(connection, old) if each.stream != "grendels"]


def run(tested: HouseUnderTest, sql: str, **values: Any) -> None:
    with unlocked(tested.house.database) as connection:
        assert connection.execute(text(sql), values).rowcount > 0


def rows(tested: HouseUnderTest, zaak: Zaak) -> list[dict[str, Any]]:
    with tested.house.database.reading() as connection:
        found = connection.execute(
            select(AuditEventRow.__table__)
            .where(AuditEventRow.stream == zaak.id)
            .order_by(AuditEventRow.seq)
        ).mappings()
        return [dict(row) for row in found]


@pytest.fixture
def zaak(tested: HouseUnderTest) -> Zaak:
    return een_zaak(tested).getaxeerd().gehoord()


# -- the locks ---------------------------------------------------------------------------------


FORBIDDEN = (
    "update audit_events set actor = 'iemand-anders'",
    "update audit_events set hash = previous_hash where seq = 1",
    "delete from audit_events",
    "delete from audit_events where seq = 2",
    "update audit_payloads set actor_naam = 'Iemand Anders'",
    "delete from audit_payloads",
    "update inzage set gebruiker = 'iemand-anders'",
    "delete from inzage",
)
WHOLE_TABLE = {False: "insert or replace into {0} select * from {0}", True: "truncate {0} cascade"}


def test_the_database_refuses_to_change_remove_replace_or_empty(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    _look(tested, zaak)
    whole = WHOLE_TABLE[tested.house.database.is_postgresql]

    for statement in (*FORBIDDEN, *(whole.format(table) for table in TABLES)):
        _refuses(tested, text(statement))

    assert findings(tested) == []


def test_the_database_refuses_an_event_that_does_not_follow(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    last = rows(tested, zaak)[-1]
    fits = {**last, "id": 9_999, "seq": last["seq"] + 1, "previous_hash": last["hash"]}

    for change in ({"seq": 9}, {"seq": 2}, {"previous_hash": "a" * 64}):
        _refuses(tested, insert(AuditEventRow).values({**fits, **change}))


def test_answers_go_with_the_whole_case_and_not_before(tested: HouseUnderTest) -> None:
    other = een_zaak(tested).getaxeerd()
    zaak = lived(tested).op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    for stream in (other.id, BEHEER):
        _refuses(
            tested,
            text(
                "delete from audit_payloads where event_id in"
                " (select id from audit_events where stream = :s)"
            ).bindparams(s=stream),
        )

    assert len(rows(tested, zaak)) > 20
    assert findings(tested) == []


def test_a_lock_that_was_picked_is_noticed(tested: HouseUnderTest, zaak: Zaak) -> None:
    with tested.house.database.reading() as connection:
        assert [each for each in verify(connection) if each.stream == "grendels"] == []
        assert all(triggers(connection, table) for table in TABLES)

    with unlocked(tested.house.database):
        pass

    with tested.house.database.reading() as connection:
        found = [str(each) for each in verify(connection)]
    assert "grendels: audit_events is niet vergrendeld tegen update" in found
    assert "grendels: audit_payloads is niet vergrendeld tegen delete" in found
    assert "grendels: inzage is niet vergrendeld tegen update" in found


# -- the chain ---------------------------------------------------------------------------------


OTHERWISE: dict[str, Any] = {
    "actor": "iemand-anders",
    "rol": "burgemeester",
    "kind": "zaak:taak:opgepakt",
    "gemeente": "0363",
    "details": {"taak": "iets anders"},
    "status_before": "van_kracht",
    "status_after": "van_kracht",
    "payload_hash": "a" * 64,
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "recorded_at": datetime(2020, 1, 1, tzinfo=UTC),
    "hash": "a" * 64,
    "previous_hash": "a" * 64,
}


def test_an_event_changed_in_any_column_is_found_where_it_is(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    with unlocked(tested.house.database) as connection:
        for column, value in OTHERWISE.items():
            undo = connection.begin_nested()
            connection.execute(
                update(AuditEventRow)
                .where(AuditEventRow.stream == zaak.id, AuditEventRow.seq == 2)
                .values({column: value})
            )
            found = [each for each in verify(connection) if each.stream != "grendels"]
            undo.rollback()

            assert (found[0].stream, found[0].seq) == (zaak.id, 2), column
            assert "keten" in found[0].wat


GARBAGE = (
    ("audit_events", "details", "geen json"),
    ("audit_events", "at", "gisteren"),
    ("audit_events", "recorded_at", "2026-02-31 00:00:00.000000"),
    ("audit_events", "recorded_at", "2026-02-01 24:00:00.000000"),
    ("audit_events", "recorded_at", "2026-02-01 23:61:00.000000"),
    ("audit_events", "seq", "twee"),
    ("audit_payloads", "payload", "{"),
    ("inzage", "op", "now"),
)


def test_what_cannot_even_be_read_is_found_where_it_is(quick: HouseUnderTest) -> None:
    """SQLite takes any text in any column; PostgreSQL refuses it."""
    zaak = een_zaak(quick).getaxeerd()
    _look(quick, zaak)
    event = rows(quick, zaak)[1]
    old = exported(quick)
    with unlocked(quick.house.database) as connection:
        for table, column, value in GARBAGE:
            key = {"audit_events": "id", "audit_payloads": "event_id", "inzage": "1"}[table]
            seq, stream = (1, "inzage") if table == "inzage" else (2, zaak.id)
            undo = connection.begin_nested()
            connection.execute(
                text(f"update {table} set {column} = :v where {key} = :i"),  # noqa: S608 - our own
                {"v": value, "i": 1 if table == "inzage" else event["id"]},
            )
            found = [each for each in verify(connection, old) if each.stream != "grendels"]
            undo.rollback()

            where = (stream, value if column == "seq" else seq)
            assert [(each.stream, each.seq) for each in found] == [where], column


def test_an_event_removed_from_the_middle_is_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    run(tested, "delete from audit_payloads where event_id = :e", e=rows(tested, zaak)[1]["id"])
    run(tested, "delete from audit_events where stream = :s and seq = 2", s=zaak.id)

    first = findings(tested)[0]

    assert (first.stream, first.seq, "verwacht was nr. 2" in first.wat) == (zaak.id, 3, True)


def test_an_event_removed_and_the_rest_renumbered_is_found(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    run(tested, "delete from audit_payloads where event_id = :e", e=rows(tested, zaak)[1]["id"])
    run(tested, "delete from audit_events where stream = :s and seq = 2", s=zaak.id)
    for row in rows(tested, zaak)[1:]:
        run(tested, "update audit_events set seq = seq - 1 where id = :i", i=row["id"])

    first = findings(tested)[0]

    assert (first.stream, first.seq) == (zaak.id, 2)


def test_the_newest_events_removed_are_found_by_the_heads(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    old = exported(tested)
    last = rows(tested, zaak)[-1]["seq"]
    for count in (1, 2):
        _cut(tested, zaak, last - count)

        assert findings(tested) == []  # what is left is a whole chain
        (found,) = findings(tested, old)

        assert (found.stream, found.seq) == (zaak.id, last - count + 1)
        assert f"verwijderd tot en met nr. {last}" in found.wat


def test_a_whole_stream_removed_is_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    old = exported(tested)
    _cut(tested, zaak, 0)

    for known in (None, old):
        (found,) = findings(tested, known)
        assert (found.stream, found.seq, found.wat) == (zaak.id, None, "de hele stroom is weg")


def test_a_case_removed_with_its_stream_is_found_by_the_heads(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    old = exported(tested)
    _cut(tested, zaak, 0)
    run(tested, "delete from zaken where id = :z", z=zaak.id)

    (found,) = findings(tested, old)

    assert (found.stream, found.wat) == (zaak.id, "de hele stroom is weg")


def test_an_event_inserted_in_between_is_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    first, *later = rows(tested, zaak)
    for row in reversed(later):
        run(tested, "update audit_events set seq = seq + 1 where id = :i", i=row["id"])
    with unlocked(tested.house.database) as connection:
        _forge(connection, {**first, "seq": 2}, first["hash"])

    found = findings(tested)

    assert (found[0].stream, found[0].seq) == (zaak.id, 3)
    assert any(each.seq == 2 and "antwoord is weg" in each.wat for each in found)


def test_an_event_inserted_at_the_beginning_is_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    all_rows = rows(tested, zaak)
    for row in reversed(all_rows):
        run(tested, "update audit_events set seq = seq + 1 where id = :i", i=row["id"])
    with unlocked(tested.house.database) as connection:
        _forge(connection, {**all_rows[0], "seq": 1}, GENESIS)

    assert (findings(tested)[0].stream, findings(tested)[0].seq) == (zaak.id, 2)


def test_two_events_in_another_order_are_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    for seq, to in ((2, -1), (3, 2), (-1, 3)):
        run(
            tested,
            "update audit_events set seq = :to where stream = :s and seq = :seq",
            to=to,
            s=zaak.id,
            seq=seq,
        )

    found = findings(tested)

    assert [each.seq for each in found][:2] == [2, 3]


def test_an_event_moved_to_another_case_is_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    other = een_zaak(tested)
    moved = rows(tested, other)[-1]
    run(
        tested,
        "update audit_events set stream = :s, seq = :n where id = :i",
        s=zaak.id,
        n=len(rows(tested, zaak)) + 1,
        i=moved["id"],
    )

    assert {each.stream for each in findings(tested, None)} >= {zaak.id}


def test_a_rewritten_chain_is_found_by_the_heads(tested: HouseUnderTest, zaak: Zaak) -> None:
    """With every right and this program at hand a whole chain can be computed anew."""
    old = exported(tested)
    _rewrite(tested, zaak, actor="iemand-anders")

    assert findings(tested) == []
    (found,) = findings(tested, old)

    assert (found.stream, found.seq) == (zaak.id, len(rows(tested, zaak)))
    assert "herschreven" in found.wat


# -- the answers -------------------------------------------------------------------------------


def test_two_answers_swapped_are_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    _, second, third, *_ = rows(tested, zaak)
    with unlocked(tested.house.database) as connection:
        answers = {
            row.event_id: {"salt": row.salt, "payload": row.payload, "actor_naam": row.actor_naam}
            for row in connection.execute(select(AuditPayloadRow.__table__))
        }
        for event, other in ((second["id"], third["id"]), (third["id"], second["id"])):
            connection.execute(
                update(AuditPayloadRow)
                .where(AuditPayloadRow.event_id == event)
                .values(answers[other])
            )

    found = findings(tested)

    assert [each.seq for each in found] == [2, 3]
    assert all("antwoord is veranderd" in each.wat for each in found)


def test_a_changed_answer_is_found(tested: HouseUnderTest, zaak: Zaak) -> None:
    event = rows(tested, zaak)[1]["id"]
    run(tested, "update audit_payloads set actor_naam = 'Een Ander' where event_id = :e", e=event)

    (found,) = findings(tested)

    assert (found.stream, found.seq, found.wat) == (zaak.id, 2, "het antwoord is veranderd")


def test_an_answer_removed_while_the_case_is_there_is_found(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    event = rows(tested, zaak)[1]["id"]
    run(tested, "delete from audit_payloads where event_id = :e", e=event)

    (found,) = findings(tested)

    assert (found.stream, found.seq) == (zaak.id, 2)
    assert "antwoord is weg" in found.wat


def test_destruction_leaves_nothing_to_find(tested: HouseUnderTest) -> None:
    zaak = lived(tested)
    old = exported(tested)

    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    assert findings(tested) == findings(tested, old) == []


# -- the command -------------------------------------------------------------------------------


def test_the_command_says_where(
    tested: HouseUnderTest,
    zaak: Zaak,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HUISVERBOD_DATABASE", tested.house.database.url)
    file = tmp_path / "hoofden.json"
    assert main(["audit", "heads", "--naar", str(file)]) == 0
    number = capsys.readouterr().out.split()[-1]
    compare = ["audit", "verify", "--hoofden", str(file), "--getal", number]
    assert main(compare) == 0

    last = rows(tested, zaak)[-1]["seq"]
    _cut(tested, zaak, last - 1)

    assert main(compare) == 1
    assert f"{zaak.id} nr. {last}: verwijderd" in capsys.readouterr().err


def test_the_exported_heads_hold_nobody_and_cannot_be_edited(
    tested: HouseUnderTest,
    zaak: Zaak,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HUISVERBOD_DATABASE", tested.house.database.url)
    file = tmp_path / "hoofden.json"
    main(["audit", "heads", "--naar", str(file)])
    number = capsys.readouterr().out.split()[-1]
    content = file.read_text(encoding="utf-8")
    assert not any(name in content for name in ("Jansen", "Vries", "Officier", zaak.outcome.nummer))

    edited = json.loads(content)
    edited["stromen"][zaak.id] = {"nummer": 1, "hash": rows(tested, zaak)[0]["hash"]}
    file.write_text(json.dumps(edited), encoding="utf-8")
    assert main(["audit", "verify", "--hoofden", str(file)]) == 1
    assert "het getal erin klopt niet" in capsys.readouterr().err

    forged = Heads.model_validate(edited)
    forged = forged.model_copy(update={"getal": forged.number()})
    file.write_text(forged.model_dump_json(), encoding="utf-8")
    assert main(["audit", "verify", "--hoofden", str(file), "--getal", number]) == 1
    assert "waarbij dat getal hoort" in capsys.readouterr().err

    file.write_text("{}", encoding="utf-8")
    assert main(["audit", "verify", "--hoofden", str(file)]) == 2


# -- tools of the trade ------------------------------------------------------------------------


def _refuses(tested: HouseUnderTest, statement: Any) -> None:
    with (
        pytest.raises(DBAPIError, match="append-only"),
        tested.house.database.writing() as connection,
    ):
        connection.execute(statement)


def _look(tested: HouseUnderTest, zaak: Zaak) -> None:
    client = create_app(tested.house).test_client()
    secret = tested.house.toegang.sign_in("ambtenaar", PASSWORD)
    assert secret is not None
    client.set_cookie("huisverbod", secret)
    assert client.get(f"/zaken/{zaak.id}").status_code == 200


def _cut(tested: HouseUnderTest, zaak: Zaak, seq: int) -> None:
    """Remove everything after a number, answers too."""
    last = rows(tested, zaak)[seq:]
    with unlocked(tested.house.database) as connection:
        for row in last:
            for statement in (
                "delete from audit_payloads where event_id = :i",
                "delete from audit_events where id = :i",
            ):
                connection.execute(text(statement), {"i": row["id"]})


def _forge(connection: Connection, row: dict[str, Any], previous: str) -> None:
    """A new event with a hash that fits."""
    values = {key: row[key] for key in row if key not in ("id", "hash", "previous_hash")}
    connection.execute(
        insert(AuditEventRow).values(
            **values, previous_hash=previous, hash=hash_event(values, previous)
        )
    )


def _rewrite(tested: HouseUnderTest, zaak: Zaak, **change: Any) -> None:
    """Change every event and compute the chain anew."""
    previous, before = GENESIS, rows(tested, zaak)
    with unlocked(tested.house.database) as connection:
        for row in before:
            values = {key: row[key] for key in row if key not in ("id", "hash", "previous_hash")}
            values |= change
            digest = hash_event(values, previous)
            connection.execute(
                update(AuditEventRow)
                .where(AuditEventRow.id == row["id"])
                .values(**values, previous_hash=previous, hash=digest)
            )
            previous = digest


def test_a_database_in_which_nothing_happened_yet_misses_nothing(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    house = make_house(database_url, fill=False).house
    house.migrate()

    assert not house.look().broken_chains
