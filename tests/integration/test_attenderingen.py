"""Telling people what waits for them: exactly once, and only those whom it concerns by then."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from engine.errors import NotFound
from engine.model.gebruikers import Rol
from engine.store import attenderingen, outbox
from engine.store.reading import attenderingen as reading
from engine.store.reading.zaak import timeline
from engine.store.schema.attenderingen import AttenderingRow
from engine.store.schema.gebruikers import RolRow
from tests.builders import een_zaak, refused
from tests.colleagues import colleague, open_task, told
from tests.conftest import HouseUnderTest, PlainDesk


def kinds(tested: HouseUnderTest, who: Any) -> list[tuple[str, str]]:
    return [(each.soort.value, each.onderwerp) for each in told(tested, who)]


def unread(tested: HouseUnderTest, who: Any) -> int:
    with tested.house.database.reading() as connection:
        return reading.unread(connection, who)


def test_who_is_asked_something_is_told_once(tested: HouseUnderTest) -> None:
    een_zaak(tested).getaxeerd()

    assert kinds(tested, tested.actor("burgemeester")) == [
        ("taak_geopend", "Besluiten over een huisverbod")
    ]
    assert tested.house.bode.run() == 0
    # who did the assessment knows; others of the role do not
    assert kinds(tested, tested.actor("hulpofficier")) == []
    assert kinds(tested, tested.actor("burgemeester", "0363")) == []


def test_two_who_work_at_once_tell_everything_once(tested: HouseUnderTest) -> None:
    second = colleague(tested, "T. Weede", "burgemeester")
    for _ in range(6):
        een_zaak(tested).getaxeerd()
    tested.clock.move_to(tested.clock.now() + timedelta(hours=8))
    start = Barrier(2)
    troubles: list[BaseException] = []

    def work() -> None:
        start.wait(timeout=30)
        try:
            tested.house.attenderingen.run()
        except Exception as error:  # noqa: BLE001 - told below
            troubles.append(error)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    tested.house.attenderingen.run()
    assert troubles == []
    for who in (tested.actor("burgemeester"), second):
        found = Counter((each.soort.value, each.taak_id) for each in told(tested, who))
        assert set(found.values()) == {1}
        assert Counter(soort for soort, _ in found) == {"taak_geopend": 6, "te_laat": 6}


def test_asking_is_undone_with_the_step(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    told(quick, quick.actor("burgemeester"))

    with refused("awb-4-8"):
        zaak.besloten()

    with quick.house.database.reading() as connection:
        waiting = outbox.waiting(connection, quick.clock.now(), 50, (outbox.TELL,))
    assert waiting == []


def test_roles_count_as_they_are_when_it_is_told(tested: HouseUnderTest) -> None:
    een_zaak(tested).getaxeerd()
    late = colleague(tested, "L. Ater", "burgemeester")
    with tested.house.database.writing() as connection:
        connection.execute(
            delete(RolRow).where(RolRow.gebruiker_id == tested.actor("burgemeester").id)
        )

    assert kinds(tested, late) == [("taak_geopend", "Besluiten over een huisverbod")]
    assert kinds(tested, tested.actor("burgemeester")) == []


def test_what_somebody_was_told_goes_with_the_role(quick: HouseUnderTest) -> None:
    een_zaak(quick).getaxeerd()
    mayor = quick.actor("burgemeester")
    assert len(told(quick, mayor)) == 1
    assert unread(quick, mayor) == 1

    without = type(mayor)(id=mayor.id, naam=mayor.naam, rollen=frozenset())

    assert told(quick, without) == []
    assert unread(quick, without) == 0


def test_what_is_done_already_is_told_to_nobody_and_no_longer_counts(
    quick: HouseUnderTest,
) -> None:
    mayor = quick.actor("burgemeester")
    zaak = een_zaak(quick).getaxeerd()
    told(quick, mayor)
    other = een_zaak(quick).getaxeerd().gehoord().besloten()
    zaak.gehoord().besloten()

    assert [each.open for each in told(quick, mayor)] == [False]
    assert unread(quick, mayor) == 0
    assert other.state.status == "ter_ondertekening"


def test_nearly_late_late_and_the_next_in_line(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd()
    mayor, municipal = tested.actor("burgemeester"), tested.actor("hulpofficier")
    told(tested, mayor)

    tested.clock.move_to(tested.clock.now().replace(minute=54))
    assert kinds(tested, mayor)[1:] == []
    tested.at("2026-03-21T00:55")
    assert [soort for soort, _ in kinds(tested, mayor)[1:]] == ["bijna_te_laat"]
    assert not [each for each in told(tested, municipal) if each.soort.value == "opgeschaald"]
    tested.at("2026-03-21T01:10")

    assert [soort for soort, _ in kinds(tested, mayor)[2:]] == ["te_laat"]
    # the model says who may decide besides the mayor: the officer, under mandate
    assert ("opgeschaald", "Besluiten over een huisverbod") in kinds(tested, municipal)
    with tested.house.database.reading() as connection:
        escalated = [
            str(line.details["taak"])
            for line in timeline(connection, zaak.id)
            if line.soort == "zaak:taak:opgeschaald"
        ]
    assert sorted(escalated) == ["besluit", "zienswijze"]
    tested.at("2026-03-21T03:00")
    assert len(told(tested, mayor)) == 3


def test_a_task_in_hand_is_told_to_its_holder_and_later_to_the_next(
    quick: HouseUnderTest,
) -> None:
    zaak = een_zaak(quick)
    first, second = quick.actor("hulpofficier"), colleague(quick, "T. Weede", "hulpofficier")
    quick.house.taken.claim(first, zaak.id, open_task(zaak, "zienswijze").id)
    quick.at("2026-03-21T01:10")

    def about(who: Any) -> list[str]:
        return [each.soort.value for each in told(quick, who) if "horen" in each.onderwerp]

    assert about(first) == ["te_laat"]
    assert about(second) == ["taak_geopend"]
    assert about(quick.actor("ambtenaar")) == []
    quick.at("2026-03-21T02:10")

    assert about(quick.actor("ambtenaar")) == ["opgeschaald"]


def test_a_follow_up_time_that_moves_begins_anew(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-29T03:00")
    helper = quick.actor("hulpverlening")

    def about() -> list[str]:
        return [each.soort.value for each in told(quick, helper) if "erlenging" in each.onderwerp]

    assert about().count("te_laat") == 1
    zaak.meldt(
        "ambtenaar",
        "correctie",
        veld="uitgereikt_op",
        waarde="2026-03-21T01:30",
        reden="Verkeerd overgenomen",
    )

    assert about().count("te_laat") == 2


def test_a_breach_is_told_to_those_who_see_it_and_to_nobody_else(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-22T10:00")
    zaak.meldt(
        "hulpofficier",
        "overtreding",
        gepleegd_op="2026-03-22T09:00",
        omschrijving="Stond voor de deur.",
        aangehouden=False,
    )

    breach = ("voorval", "Overtreding van het huisverbod gemeld")
    assert breach in kinds(quick, quick.actor("burgemeester"))
    assert breach in kinds(quick, quick.actor("ambtenaar"))
    assert breach not in kinds(quick, quick.actor("hulpverlening"))
    assert breach not in kinds(quick, quick.actor("hulpofficier"))  # he reported it
    with quick.house.database.reading() as connection:
        texts = str(connection.execute(select(AttenderingRow.__table__)).all())
    assert "deur" not in texts


class FailingDesk(PlainDesk):
    """Cannot make a thing."""

    def render(self, *_: Any, **__: Any) -> Any:
        raise OSError("geen papier")


def test_a_paper_that_keeps_failing_is_told_once(make_house: Any) -> None:
    quick = make_house("sqlite://", documents=FailingDesk())
    een_zaak(quick).getaxeerd().gehoord().besloten()
    for minute in ("00:11", "00:20", "00:40", "01:00"):
        quick.at(f"2026-03-21T{minute}")
        quick.house.worker.run()

    failed = ("stuk_mislukt", "Beschikking huisverbod")
    for rol in ("beheerder", "ambtenaar"):
        assert kinds(quick, quick.actor(rol)).count(failed) == 1
    assert failed not in kinds(quick, quick.actor("hulpverlening"))


def test_one_reads_and_marks_nobody_elses(quick: HouseUnderTest) -> None:
    een_zaak(quick).getaxeerd()
    mayor, other = quick.actor("burgemeester"), colleague(quick, "T. Weede", "burgemeester")
    (mine,) = told(quick, mayor)
    (theirs,) = told(quick, other)

    assert quick.house.attenderingen.mark_read(other, [mine.id]) == 0
    with quick.house.database.reading() as connection:
        assert reading.line(connection, other, mine.id) is None
    assert quick.house.attenderingen.mark_read(mayor, [mine.id, theirs.id]) == 1

    assert (unread(quick, mayor), unread(quick, other)) == (0, 1)


def test_what_was_told_goes_with_the_file_and_with_time(quick: HouseUnderTest) -> None:
    def kept() -> int:
        with quick.house.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(AttenderingRow)).scalar_one()

    een_zaak(quick).getaxeerd()
    told(quick, quick.actor("burgemeester"))
    assert kept() == 1
    quick.clock.move_to(quick.clock.now().replace(month=6, day=20))
    assert quick.house.attenderingen.forget() == 1
    assert kept() == 0


def test_destroying_a_file_takes_what_was_told_about_it(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-31T03:00").hulp_aangeboden()
    zaak.doet("hulpverlening", "afsluiting", overdracht="Geregeld.")
    zaak.op("2031-03-22T10:00")
    told(quick, quick.actor("ambtenaar"))

    zaak.doet("ambtenaar", "wissen")

    with quick.house.database.reading() as connection:
        left = connection.execute(
            select(AttenderingRow.id).where(AttenderingRow.zaak_id == zaak.id)
        ).all()
    assert left == []


def test_a_task_of_another_municipality_is_no_task(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    task = open_task(zaak, "zienswijze")

    assert quick.house.taken.may_do(quick.actor("hulpofficier"), zaak.id, task.id)
    assert not quick.house.taken.may_do(quick.actor("hulpofficier", "0363"), zaak.id, task.id)
    assert not quick.house.taken.may_do(quick.actor("hulpofficier"), zaak.id, "weg")
    with pytest.raises(NotFound):
        quick.house.taken.candidates(quick.actor("hulpofficier", "0363"), zaak.id, task.id)
    assert Rol.POLITIE not in {rol for rol, _ in quick.actor("burgemeester").rollen}


def test_what_is_told_at_one_moment_keeps_its_order(quick: HouseUnderTest) -> None:
    now = quick.house.clock.now()

    ids = [attenderingen.new_id(now) for _ in range(50)]

    assert ids == sorted(ids)
    assert {uuid.UUID(each).version for each in ids} == {7}
    assert max(ids) < attenderingen.new_id(now + timedelta(milliseconds=1))
