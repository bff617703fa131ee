"""Each check of `doctor --deep` finds what it is for, and nothing in cases really lived."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from engine.service.samenhang import CHECKS
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.tampering import unlocked

#: Check → what somebody or something did to the case.
PLANTED: dict[str, str] = {
    "chain": "update audit_events set rol = 'beheerder' where stream = :z and seq = 2",
    "status": "update zaken set status = 'gesloten' where id = :z",
    "period": "update zaken set einde = null where id = :z",
    "facts": "delete from zienswijzen where zaak_id = :z",
    "deadlines": "update deadlines set due = '2026-04-01 00:00:00+00:00'"
    " where zaak_id = :z and termijn = 'einde_huisverbod'",
    "record_of_deadlines": "update deadlines set state = 'gehaald',"
    " afgedaan_op = due, verwerkt_op = due where zaak_id = :z and termijn = 'einde_huisverbod'",
    "wake": "update process_states set wake_at = null where zaak_id = :z",
    "tasks": "delete from open_tasks where zaak_id = :z",
    "record_of_tasks": "insert into open_tasks (id, zaak_id, gemeente, taak, naam, rol, rollen,"
    " geopend_op, dringend_op) select :done, id, gemeente, 'besluit', 'x', 'burgemeester', '[]',"
    " gemeld_op, gemeld_op from zaken where id = :z",
    "papers": "update documenten set versie = versie + 10 where zaak_id = :z",
    "record_of_papers": "update documenten set sha256 = 'x' where zaak_id = :z",
    "asked_papers": "update outbox set done_at = null where zaak_id = :z",
    "moments": "insert into lateness (zaak_id, due, taken_at, processed_at) values"
    " (:z, '2026-04-01 00:00:00+00:00', '2026-03-01 00:00:00+00:00', '2026-04-01 00:00:00+00:00')",
    "set_aside": "update process_states set opzij_tot = '2026-04-01 00:00:00+00:00'"
    " where zaak_id = :z",
}


def lived(tested: HouseUnderTest) -> Zaak:
    return een_zaak(tested).van_kracht()


def found(tested: HouseUnderTest, zaak: Zaak) -> set[str]:
    return {each.check for each in tested.house.samenhang.look_at(zaak.id)}


def test_nothing_is_found_in_cases_that_were_lived(tested: HouseUnderTest) -> None:
    extended = lived(tested).verlenging_besloten()
    new = een_zaak(tested)
    tested.house.bode.run()  # what people were told is no paper
    before = list(tested.house.samenhang.look())
    extended.op("2026-05-20T12:00")

    assert before == []
    assert list(tested.house.samenhang.look()) == []
    assert {new.state.status, extended.state.status} == {"in_beoordeling", "geeindigd"}


def test_every_check_has_something_planted() -> None:
    assert set(PLANTED) == {check.__name__ for check in CHECKS}


@pytest.mark.parametrize("check", PLANTED)
def test_what_is_planted_is_found(quick: HouseUnderTest, check: str) -> None:
    zaak = lived(quick)
    before = found(quick, zaak)
    with unlocked(quick.house.database) as connection:
        done = connection.execute(
            text(
                "select json_extract(details, '$.taak_id') from audit_events"
                " where stream = :z and kind = 'zaak:taak:voltooid' limit 1"
            ),
            {"z": zaak.id},
        ).scalar()
        given = {"z": zaak.id, "done": done}
        statement = text(PLANTED[check])
        wanted = statement.compile().params.keys()
        connection.execute(statement, {name: given[name] for name in wanted})

    assert before == set()
    assert check in found(quick, zaak)


def test_a_case_that_cannot_be_read_is_told_and_others_are_looked_at(
    quick: HouseUnderTest,
) -> None:
    broken, whole = een_zaak(quick), een_zaak(quick)
    with quick.house.database.writing() as connection:
        connection.execute(
            text("update process_states set state = x'00' where zaak_id = :z"), {"z": broken.id}
        )

    assert [each.check for each in quick.house.samenhang.look()] == ["readable"]
    assert found(quick, whole) == set()


def test_what_is_left_of_a_destroyed_case_is_found(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    tested = make_house("sqlite://")
    zaak = een_zaak(tested)
    with unlocked(tested.house.database) as connection:
        connection.execute(text("update zaken set status = 'gewist' where id = :z"), {"z": zaak.id})

    wat = {each.wat for each in tested.house.samenhang.look_at(zaak.id)}

    assert "vernietigd, maar niet in process_states" in wat
    assert "vernietigd, maar niet in meldingen" in wat
