"""The access log as it is kept: with the case, five years, and nobody in it but who looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from engine.errors import Unavailable
from engine.law.moments import local_date
from engine.model.inzage import Doel, Inzage, Soort
from engine.store import inzage
from engine.store.reading import logboek, patronen
from engine.store.reading.keten import heads, verify
from engine.store.schema.inzage import InzageRow
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.test_bewaring import lived
from tests.tampering import unlocked


def look(tested: HouseUnderTest, zaak: Zaak | None = None, **anders: Any) -> Inzage:
    """Somebody looks at a case, now."""
    line = Inzage(
        **{
            "op": tested.clock.now(),
            "gebruiker": tested.actor("ambtenaar").id,
            "rol": "ambtenaar",
            "gemeente": "0599",
            "soort": Soort.BEKEKEN,
            "doel": Doel.BEHANDELEN,
            "route": "zaak.show",
            "zaak_id": zaak.id if zaak else None,
            **anders,
        }
    )
    tested.house.inzagen.note([line])
    return line


def lines(tested: HouseUnderTest) -> list[dict[str, Any]]:
    with tested.house.database.reading() as connection:
        return [
            dict(row)
            for row in connection.execute(
                select(InzageRow.__table__).order_by(InzageRow.id)
            ).mappings()
        ]


def test_a_line_says_who_when_where_and_what_for(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)

    line = look(tested, zaak)

    (kept,) = lines(tested)
    assert kept["op"] == line.op == tested.clock.now()
    assert (kept["gebruiker"], kept["rol"], kept["gemeente"]) == (
        tested.actor("ambtenaar").id,
        "ambtenaar",
        "0599",
    )
    assert (kept["soort"], kept["doel"], kept["zaak_id"]) == ("bekeken", "behandelen", zaak.id)


def test_lines_stay_when_the_case_is_destroyed_and_lead_to_nobody(tested: HouseUnderTest) -> None:
    zaak = lived(tested)
    look(tested, zaak)
    zaak.op("2031-04-05T00:00")
    look(tested, zaak)

    zaak.doet("ambtenaar", "wissen")

    (newest,) = lines(tested)  # the other one was five years old
    assert newest["zaak_id"] == zaak.id
    with tested.house.database.reading() as connection:
        row = connection.execute(text("select * from zaken where id = :z"), {"z": zaak.id})
        left = {key: value for key, value in row.mappings().one().items() if value is not None}
    assert set(left) == {"id", "nummer", "gemeente", "gemeld_op", "status"}


def test_lines_of_a_case_on_file_are_kept_however_old(tested: HouseUnderTest) -> None:
    kept = een_zaak(tested).getaxeerd()
    gone = lived(tested)
    look(tested, kept)
    look(tested, gone)
    look(tested)
    gone.op("2031-04-05T00:00")
    look(tested, kept)

    gone.doet("ambtenaar", "wissen")

    assert [line["zaak_id"] for line in lines(tested)] == [kept.id, kept.id]


def test_the_database_lets_no_line_go_before_its_time(tested: HouseUnderTest) -> None:
    zaak = lived(tested).op("2031-03-22T00:00").doet("ambtenaar", "wissen")
    look(tested, zaak)
    tested.clock.move_by(inzage.KEPT)
    look(tested, zaak)

    with pytest.raises(DBAPIError, match="append-only"), tested.house.database.writing() as c:
        c.execute(text("delete from inzage"))
    tested.clock.move_by(timedelta(seconds=1))
    look(tested, zaak)
    with tested.house.database.writing() as connection:
        inzage.forget(connection)

    assert len(lines(tested)) == 2


def test_what_cannot_be_written_down_is_refused(quick: HouseUnderTest) -> None:
    with unlocked(quick.house.database) as connection:
        connection.execute(text("drop table inzage"))

    with pytest.raises(Unavailable):
        look(quick)


ONE_MORE = """insert into inzage (op, gebruiker, rol, gemeente, soort, doel, route)
select op, gebruiker, rol, gemeente, soort, doel, route from inzage where soort = 'bekeken'"""


@pytest.mark.parametrize(
    ("sql", "needle"),
    [
        ("delete from inzage where soort = 'gedownload'", "zijn veranderd (2 toen, 1 nu)"),
        ("update inzage set gebruiker = 'een-ander' where soort = 'gedownload'", "2 toen, 2 nu"),
        ("delete from inzage", "alle 2 regels van 2026-03-21 zijn weg"),
        (ONE_MORE, "(2 toen, 3 nu)"),
    ],
)
def test_a_day_that_was_tampered_with_is_found_by_the_heads(
    quick: HouseUnderTest, sql: str, needle: str
) -> None:
    zaak = een_zaak(quick)
    look(quick, zaak)
    look(quick, zaak, soort=Soort.GEDOWNLOAD)
    quick.clock.move_by(timedelta(days=1))
    look(quick, zaak, soort=Soort.GEZOCHT)
    with quick.house.database.reading() as connection:
        old = heads(connection, local_date(quick.clock.now()))
        assert [each for each in verify(connection, old) if each.stream == "inzage"] == []

    with unlocked(quick.house.database) as connection:
        connection.execute(text(sql))

    with quick.house.database.reading() as connection:
        (found,) = [each for each in verify(connection, old) if each.stream == "inzage"]
    assert needle in found.wat


def test_days_that_were_let_go_in_time_are_not_missed(tested: HouseUnderTest) -> None:
    zaak = lived(tested)
    look(tested, zaak)
    tested.at("2026-04-03T12:00")
    with tested.house.database.reading() as connection:
        old = heads(connection, local_date(tested.clock.now()))
    assert len(old.inzage) == 1
    zaak.op("2031-04-03T00:00")
    look(tested, zaak)

    zaak.doet("ambtenaar", "wissen")

    assert len(lines(tested)) == 1
    with tested.house.database.reading() as connection:
        assert list(verify(connection, old)) == []


def test_reading_with_every_filter_and_every_pattern(tested: HouseUnderTest) -> None:
    closed = een_zaak(tested).van_kracht().op("2026-04-01T12:00").hulp_aangeboden()
    closed.doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")
    many = [closed, *(een_zaak(tested) for _ in range(patronen.MANY_CASES - 1))]
    tested.at("2026-04-01T23:00")
    for each in many:
        look(tested, each)
    for _ in range(patronen.MANY_ADDRESSES):
        look(tested, closed, doel=Doel.GEHEIM_ADRES, gebruiker=tested.actor("hulpverlening").id)
    for _ in range(patronen.MANY_FAILURES):
        look(tested, many[1], soort=Soort.GEWEIGERD, gebruiker=tested.actor("jurist", "0363").id)
        tested.house.toegang.sign_in("politie", "fout")
    which = logboek.Filter(
        gemeenten=["0599"],
        van=tested.clock.now() - timedelta(days=1),
        tot=tested.clock.now() + timedelta(days=1),
    )

    with tested.house.database.reading() as connection:
        hints = patronen.hints(connection, which)
        elsewhere = patronen.hints(connection, replace(which, gemeenten=["0363"]))
        found = logboek.lines(connection, replace(which, nummer=closed.outcome.nummer))
        rest = logboek.lines(connection, which, before=found[-1].id)
        downloaded = list(logboek.every(connection, which))
        users = logboek.users(connection, ["0599"])

    told = [(hint.patroon.value, hint.naam, hint.aantal) for hint in hints]
    at_night = [each for each in told if each[0] == "nacht_gesloten"]
    assert {naam: aantal for _, naam, aantal in at_night} == {"O. Veiligheid": 1, "C. Manager": 3}
    assert [each for each in told if each not in at_night] == [
        ("veel_zaken", "O. Veiligheid", 10),
        ("veel_adressen", "C. Manager", 3),
        ("geweigerd", "jurist elders", 5),
        ("aanmelding", "A. Agent", 5),
    ]
    assert elsewhere == []
    assert [line.naam for line in found] == ["C. Manager"] * 3 + ["O. Veiligheid"]
    assert rest == []
    assert len(downloaded) == len(lines(tested))
    assert len(users) == len(tested.people["0599"])
