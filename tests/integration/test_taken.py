"""Whose hands a task is in: claiming, giving back, taking over, handing on."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from engine.errors import InvalidForm, NotAllowed, NotFound, RefusedByLaw, Stale
from engine.model.gebruikers import Actor
from engine.store import audit
from engine.store.reading.zaak import timeline
from tests.builders import een_zaak
from tests.colleagues import colleague, open_task, told
from tests.conftest import HouseUnderTest


def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told(
    tested: HouseUnderTest,
) -> None:
    zaak = een_zaak(tested)
    task = open_task(zaak, "zienswijze")
    people = [tested.actor("hulpofficier"), colleague(tested, "T. Weede", "hulpofficier")]
    start, lost = Barrier(2), []

    def claim(who: Actor) -> None:
        start.wait(timeout=30)
        try:
            tested.house.taken.claim(who, zaak.id, task.id)
        except Stale as error:
            lost.append((who.naam, error.door))

    threads = [Thread(target=claim, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    holder = open_task(zaak, "zienswijze").behandelaar_naam
    assert lost == [(next(who.naam for who in people if who.naam != holder), holder)]
    with tested.house.database.reading() as connection:
        kinds = [line.soort for line in timeline(connection, zaak.id)]
        assert audit.verify(connection, zaak.id) == []
    assert kinds.count("zaak:taak:opgepakt") == 1


def test_a_claim_tells_since_when_and_survives_the_next_step(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested)
    who, task = tested.actor("hulpofficier"), open_task(zaak, "zienswijze")
    tested.house.taken.claim(who, zaak.id, task.id)
    claimed = tested.clock.now()
    zaak.op("2026-03-21T00:40").getaxeerd()

    kept = open_task(zaak, "zienswijze")

    assert (kept.behandelaar, kept.opgepakt_op) == (who.id, claimed)
    tested.house.taken.release(who, zaak.id, task.id)
    assert open_task(zaak, "zienswijze").opgepakt_op is None


def test_taking_over_needs_a_reason_and_tells_who_had_it(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    first, second = quick.actor("hulpofficier"), colleague(quick, "T. Weede", "hulpofficier")
    task = open_task(zaak, "zienswijze")
    quick.house.taken.claim(first, zaak.id, task.id)

    with pytest.raises(InvalidForm):
        quick.house.taken.take_over(second, zaak.id, task.id, "  x ", first.id)
    assert open_task(zaak, "zienswijze").behandelaar == first.id
    quick.house.taken.take_over(second, zaak.id, task.id, "Zij is onderweg", first.id)

    assert open_task(zaak, "zienswijze").behandelaar == second.id
    assert [line.soort.value for line in told(quick, first)] == ["overgenomen"]
    with quick.house.database.reading() as connection:
        last = timeline(connection, zaak.id)[-1]
    assert (last.soort, last.details["reden"]) == ("zaak:taak:overgenomen", "Zij is onderweg")


def test_taking_over_from_who_no_longer_has_it_says_who_does(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    task = open_task(zaak, "zienswijze")
    people = [
        quick.actor("hulpofficier"),
        colleague(quick, "T. Weede", "hulpofficier"),
        colleague(quick, "D. Erde", "hulpofficier"),
    ]
    quick.house.taken.claim(people[0], zaak.id, task.id)
    quick.house.taken.take_over(people[1], zaak.id, task.id, "Ik ben er al", people[0].id)

    with pytest.raises(Stale) as caught:
        quick.house.taken.take_over(people[2], zaak.id, task.id, "Ik ook", people[0].id)

    assert caught.value.door == "T. Weede"


def test_a_task_goes_only_to_who_may_do_it(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    who, task = quick.actor("hulpofficier"), open_task(zaak, "zienswijze")
    taken = quick.house.taken
    others = [
        quick.actor("burgemeester"),
        quick.actor("beheerder"),
        quick.actor("hulpofficier", "0363"),
    ]

    for other in others:
        with pytest.raises(InvalidForm):
            taken.assign(who, zaak.id, task.id, other.id, "Neem dit over", None)
    with pytest.raises(InvalidForm):
        taken.assign(who, zaak.id, task.id, "iemand", "Neem dit over", None)

    assert open_task(zaak, "zienswijze").behandelaar is None
    assert [each.naam for each in taken.candidates(who, zaak.id, task.id)] == ["H. Officier"]


def test_who_may_not_do_a_task_does_not_hand_it_on(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    second, task = colleague(quick, "T. Weede", "hulpofficier"), open_task(zaak, "zienswijze")
    taken = quick.house.taken

    for rol, gemeente, error in (
        ("hulpverlening", "0599", NotAllowed),
        ("beheerder", "0599", NotFound),
        ("hulpofficier", "0363", NotFound),
    ):
        who = quick.actor(rol, gemeente)
        with pytest.raises(error):
            taken.assign(who, zaak.id, task.id, second.id, "Neem dit over", None)
        with pytest.raises(error):
            taken.candidates(who, zaak.id, task.id)
        with pytest.raises(error):
            taken.claim(who, zaak.id, task.id)


def test_an_extension_goes_to_nobody_but_the_mayor(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-29T10:00")
    zaak.doet(
        "hulpverlening",
        "verlengingsadvies",
        advies="verlengen",
        dreiging_voortzet=True,
        motivering="Weigert hulp.",
    )
    task, officer = open_task(zaak, "besluit_verlenging"), quick.actor("hulpofficier")

    with pytest.raises(RefusedByLaw):
        quick.house.taken.assign(officer, zaak.id, task.id, officer.id, "Ik doe het wel", None)


def test_who_gets_a_task_is_told_and_reads_why(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    who, second = quick.actor("hulpofficier"), colleague(quick, "T. Weede", "hulpofficier")
    told(quick, second)
    task = open_task(zaak, "zienswijze")

    quick.house.taken.assign(who, zaak.id, task.id, second.id, "Jij bent dichterbij", None)

    line = told(quick, second)[-1]
    assert (line.soort.value, line.taak_id, line.door_naam) == ("overgedragen", task.id, who.naam)


def test_all_work_goes_to_a_colleague_but_what_he_may_not_do(quick: HouseUnderTest) -> None:
    first, second = een_zaak(quick), een_zaak(quick)
    both = colleague(quick, "B. Eide", "hulpofficier", "ambtenaar")
    other = colleague(quick, "A. Nder", "hulpofficier")
    second.van_kracht()
    taken = quick.house.taken
    taken.claim(both, first.id, open_task(first, "zienswijze").id)
    taken.claim(both, second.id, open_task(second, "mededeling_huisgenoten").id)

    moved = taken.hand_over(quick.actor("beheerder"), both.id, other.id, "0599", "Hij is ziek")

    assert moved == 1
    assert open_task(first, "zienswijze").behandelaar == other.id
    assert open_task(second, "mededeling_huisgenoten").behandelaar == both.id


@pytest.mark.parametrize(("rol", "gemeente"), [("ambtenaar", "0599"), ("beheerder", "0363")])
def test_nobody_else_hands_over_the_work_of_another(
    quick: HouseUnderTest, rol: str, gemeente: str
) -> None:
    zaak = een_zaak(quick)
    holder, other = quick.actor("hulpofficier"), colleague(quick, "A. Nder", "hulpofficier")
    quick.house.taken.claim(holder, zaak.id, open_task(zaak, "zienswijze").id)

    with pytest.raises(NotAllowed):
        quick.house.taken.hand_over(
            quick.actor(rol, gemeente), holder.id, other.id, "0599", "Dat wil ik"
        )

    assert open_task(zaak, "zienswijze").behandelaar == holder.id
