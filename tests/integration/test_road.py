"""The road: one transaction per act, refusals on the record, two people at once, moments missed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import inspect, text

from engine.errors import NotFound, Refused, Stale
from engine.law.moments import read_moment
from engine.service.acts import Complete
from engine.store import audit
from engine.store.reading.zaak import case, timeline
from tests import leesbaar
from tests.builders import MELDING, OPLEGGEN, een_zaak, refused
from tests.conftest import HouseUnderTest
from tests.tampering import unlocked


def test_report_opens_what_the_scene_needs(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)

    assert set(zaak.state.taken) == {"risicotaxatie", "zienswijze"}
    assert zaak.state.status == "in_beoordeling"


def test_refusal_changes_nothing_and_is_on_the_record(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd()
    before = zaak.state

    with refused("awb-4-8"):
        zaak.besloten()

    assert zaak.state == before
    with tested.house.database.reading() as connection:
        last = timeline(connection, zaak.id)[-1]
    assert (last.soort, last.naam) == ("zaak:actie:geweigerd", "besluit")
    assert last.details["code"] == "awb-4-8"
    assert (last.status_voor, last.status_na) == ("ter_besluit", "ter_besluit")


def test_case_of_another_gemeente_does_not_exist(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)

    with pytest.raises(NotFound):
        zaak.doet("hulpofficier", "risicotaxatie", gemeente="0363", signalen=[], toelichting="x")


def test_role_of_another_task_is_refused(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)

    with refused("rol"):
        zaak.doet("ambtenaar", "risicotaxatie", signalen=[], toelichting="x")


def test_task_that_is_not_open_is_refused(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)

    with refused("status"):
        zaak.doet("hulpofficier", "uitreiking")


def test_same_police_reference_twice_is_one_case(tested: HouseUnderTest) -> None:
    een_zaak(tested, registratienummer="PL1700-2026-999999")

    with refused("melding-dubbel"):
        een_zaak(tested, registratienummer="pl1700-2026-999999")


def test_of_another_municipality_nothing_is_told(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested, registratienummer="PL1700-2026-999999")
    elsewhere = tested.actor("hulpofficier", "0363")

    with refused("melding-dubbel") as refusal:
        tested.house.road.report(
            elsewhere, {**MELDING, "gemeente": "0363", "registratienummer": "PL1700-2026-999999"}
        )

    assert zaak.outcome.nummer not in str(refusal.value)


def test_second_person_hears_who_was_first(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    actor = tested.actor("hulpofficier")
    with tested.house.database.reading() as connection:
        task_id = next(
            t.id for t in case(connection, zaak.id).tasks.values() if t.taak == "zienswijze"
        )
    answer = {"gehoord": False, "reden": "spoed"}
    tested.house.road.complete(actor, zaak.id, Complete("zienswijze", answer, task_id))

    with pytest.raises(Stale) as caught:
        tested.house.road.complete(actor, zaak.id, Complete("zienswijze", answer, task_id))

    assert caught.value.door == actor.naam


def test_two_at_the_same_moment_are_one_decision(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord()
    outcomes: list[str] = []
    barrier = threading.Barrier(4)

    def decide() -> None:
        barrier.wait()
        try:
            tested.house.road.complete(
                tested.actor("burgemeester"), zaak.id, Complete("besluit", OPLEGGEN)
            )
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=decide) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "status", "status", "status"]
    with tested.house.database.reading() as connection:
        decisions = connection.execute(text("select count(*) from besluiten")).scalar()
        done = [e for e in timeline(connection, zaak.id) if e.naam == "besluit"]
    assert decisions == 1
    assert sum(e.soort == "zaak:taak:voltooid" for e in done) == 1


def test_double_report_at_the_same_moment_is_one_case(tested: HouseUnderTest) -> None:
    outcomes: list[str] = []
    barrier = threading.Barrier(3)

    def report() -> None:
        barrier.wait()
        try:
            een_zaak(tested, registratienummer="PL1700-2026-777777")
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=report) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "melding-dubbel", "melding-dubbel"]


def test_huisverbod_eindigt_op_de_minuut_en_nooit_eerder(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()

    zaak.op("2026-03-31T02:29:59")
    assert zaak.state.status == "van_kracht"

    zaak.op("2026-03-31T02:30")
    assert zaak.state.status == "geeindigd"
    assert "afsluiting" in zaak.state.taken


def test_after_an_outage_each_moment_counts_from_its_own_time(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()

    tested.clock.move_to(read_moment("2026-03-31T02:41"))
    tested.house.deadlines.fire_due()

    with tested.house.database.reading() as connection:
        events = timeline(connection, zaak.id)
    lapsed = next(
        e for e in events if e.soort == "zaak:termijn:verstreken" and e.naam == "einde_huisverbod"
    )
    assert lapsed.op == read_moment("2026-03-31T02:30")
    assert lapsed.vastgelegd_op == read_moment("2026-03-31T02:41")
    moments = [e.op for e in events if e.rol is None and e.vastgelegd_op == lapsed.vastgelegd_op]
    assert moments == sorted(moments)


def test_nobody_acts_inside_a_term_that_is_over_even_when_nothing_ran(
    tested: HouseUnderTest,
) -> None:
    zaak = een_zaak(tested).van_kracht().verlenging_besloten()

    tested.clock.move_to(read_moment("2026-03-31T02:30"))

    with refused("wth-9-1-verstreken"):
        zaak.doet("burgemeester", "ondertekening_verlenging")


def test_a_restart_forgets_nothing(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    before = make_house(database_url)
    zaak = een_zaak(before).van_kracht()
    before.house.database.dispose()

    after = make_house(database_url, start="2026-03-31T02:30", fill=False)
    fired = after.house.deadlines.fire_due()

    assert fired == 1
    zaak.tested = after
    assert zaak.state.status == "geeindigd"


def test_claimed_task_is_left_to_whoever_claimed_it(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    colleague = tested.house.beheer.add_user(
        tested.actor("beheerder"),
        "tweede",
        "T. Weede",
        "x" * 12,
        tested.actor("hulpofficier").rollen,
    )
    with tested.house.database.reading() as connection:
        task = next(t for t in case(connection, zaak.id).tasks.values() if t.taak == "zienswijze")
    tested.house.taken.claim(colleague, zaak.id, task.id)

    with pytest.raises(Stale):
        zaak.gehoord()

    with pytest.raises(Stale):
        tested.house.taken.claim(tested.actor("hulpofficier"), zaak.id, task.id)
    tested.house.taken.take_over(
        tested.actor("hulpofficier"), zaak.id, task.id, "Collega is op pad", colleague.id
    )
    zaak.gehoord()
    assert "zienswijze" not in zaak.state.taken


def test_record_shows_a_changed_removed_or_inserted_event(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord()
    database = tested.house.database
    with database.reading() as connection:
        assert audit.verify(connection, zaak.id) == []

    with unlocked(database) as connection:
        connection.execute(
            text("update audit_events set details = :d where stream = :s and seq = 2"),
            {"d": '{"taak": "iets anders"}', "s": zaak.id},
        )

    with database.reading() as connection:
        assert any("keten" in each for each in audit.verify(connection, zaak.id))


def test_record_shows_a_changed_answer(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd()
    database = tested.house.database
    with unlocked(database) as connection:
        connection.execute(text("update audit_payloads set actor_naam = 'Iemand Anders'"))

    with database.reading() as connection:
        assert any("antwoord" in each for each in audit.verify(connection, zaak.id))


GEHEIM = {"straat": "Schuilplaatsweg", "huisnummer": 77, "postcode": "9876ZX", "plaats": "Verweg"}


def test_secret_address_is_in_one_table_only(tested: HouseUnderTest) -> None:
    huisgenoot = {**MELDING["huisgenoten"][0], "verblijft_elders": GEHEIM}
    zaak = een_zaak(tested, huisgenoten=[huisgenoot])
    zaak.van_kracht().op("2026-03-31T02:31")

    found = _tables_with(tested, "Schuilplaatsweg") | _tables_with(tested, "9876ZX")

    assert found == {"geheime_adressen"}


def test_names_stay_out_of_the_process_and_the_record(tested: HouseUnderTest) -> None:
    een_zaak(tested).van_kracht()

    found = _tables_with(tested, "Jansen")

    assert not found & {"process_states", "audit_events", "deadlines", "open_tasks", "zaken"}


def test_names_stay_out_of_the_logs(
    tested: HouseUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        een_zaak(tested).van_kracht().op("2026-03-31T02:31")

    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "Jansen" not in logged
    assert "Voorbeeldstraat" not in logged


def _tables_with(tested: HouseUnderTest, needle: str) -> set[str]:
    """Every table in which a string occurs, in any column, once it is opened."""
    found = set()
    database = tested.house.database
    for table in inspect(database.engine).get_table_names():
        for row in leesbaar.rows(database, table):
            if any(needle in _text(value) for value in row.values()):
                found.add(table)
    return found


def _text(value: Any) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("latin-1")
    return str(value)
